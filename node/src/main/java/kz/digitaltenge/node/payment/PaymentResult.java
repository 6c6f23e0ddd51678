package kz.digitaltenge.node.payment;

import java.time.Instant;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.error.RetryAdvice;
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
  record Refused(PaymentId payment, Problem problem) implements PaymentResult {
    /// Whether the same order would be refused again. What is only away or busy is asked again; a
    /// block may last, and nobody's money waits for its end.
    public boolean isForGood() {
      return switch (problem.code().category()) {
        case INVALID_REQUEST, REFUSED, DENIED, NOT_FOUND ->
            problem.code() == ErrorCode.BANK_BLOCKED || problem.code().retry() != RetryAdvice.LATER;
        case BUSY, UNAVAILABLE, UNKNOWN_OUTCOME, INTERNAL -> false;
      };
    }
  }

  /// The payment is committed and its outcome not known yet. The node keeps asking; the same order
  /// sent again waits for it.
  record Pending(PaymentId payment, TransactionId transaction, Problem problem)
      implements PaymentResult {}
}
