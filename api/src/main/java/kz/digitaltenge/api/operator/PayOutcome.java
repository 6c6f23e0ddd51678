package kz.digitaltenge.api.operator;

import java.time.Instant;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.TransactionId;

/// What became of an order.
public sealed interface PayOutcome {

  /// The money has moved and cannot come back.
  ///
  /// @param position of the decision in the notary's log
  /// @param at the log's time
  record Final(TransactionId transaction, long position, Instant at) implements PayOutcome {}

  /// Nothing moved.
  record Refused(Problem problem) implements PayOutcome {}

  /// Committed, and the notary's word is not here yet. The node keeps asking; the same order sent
  /// again waits for it.
  record Pending(TransactionId transaction, Problem problem) implements PayOutcome {}
}
