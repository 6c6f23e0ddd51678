/// What the digital tenge is made of: amounts, tokens, conditions, transactions, proofs.
///
/// Values and pure rules only: everything here is decided from its arguments.
@NullMarked
package kz.digitaltenge.ledger;

import org.jspecify.annotations.NullMarked;
