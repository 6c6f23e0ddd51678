/// The ledger: what digital tenge are and what a transaction is, as values.
///
/// Nothing here does I/O, reads a clock, draws randomness or starts a thread. Whatever can be
/// decided from arguments alone is decided here or in [kz.digitaltenge.ledger.rules].
@NullMarked
package kz.digitaltenge.ledger;

import org.jspecify.annotations.NullMarked;
