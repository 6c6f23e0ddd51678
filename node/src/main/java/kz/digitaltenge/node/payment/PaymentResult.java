package kz.digitaltenge.node.payment;

import java.time.Instant;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;

/// What became of a payment.
public sealed interface PaymentResult {
  PaymentId payment();

  /// The money has moved and cannot come back.
  ///
  /// @param position of the decision in the notary's log
  /// @param at the log's time
  record Final(PaymentId payment, TransactionId transaction, long position, Instant at)
      implements PaymentResult {}

  /// Nothing moved, by this call or an earlier one with the same id; the problem says why and what
  /// to do.
  record Refused(PaymentId payment, Problem problem) implements PaymentResult {}

  /// The payment is committed and its outcome not known yet. The node keeps asking; the same order
  /// sent again waits for it.
  record Pending(PaymentId payment, TransactionId transaction, Problem problem)
      implements PaymentResult {}
}
