/// Payouts of a company to many by a register (S07): taken whole or refused whole, then paid one by
/// one by the ordinary way of payments.
@NullMarked
package kz.digitaltenge.node.register;

import org.jspecify.annotations.NullMarked;
