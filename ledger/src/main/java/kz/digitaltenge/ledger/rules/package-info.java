/// What makes a transaction valid: one file a rule, decided from arguments alone.
///
/// [Validator] applies the rules in an order in which each may rely on those before it.
@NullMarked
package kz.digitaltenge.ledger.rules;

import org.jspecify.annotations.NullMarked;
