package kz.digitaltenge.node.mandate;

import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentOrder;

/// A payment out of an account under a mandate, as it stands.
///
/// @param purpose what the signatories are told; may be empty
/// @param until after which it is approved no more
/// @param transaction that paid it
/// @param note what is waited for, or why it was not paid; for people
/// @param evidence where the signed request is kept
record FiledPayment(
    PaymentOrder order,
    String purpose,
    Stage stage,
    Instant filedAt,
    Instant until,
    Instant changedAt,
    Optional<TransactionId> transaction,
    String note,
    long evidence) {
  /// How far it has come.
  enum Stage {
    AWAITING_APPROVAL,
    /// Enough have approved; the money may move.
    APPROVED,
    PAID,
    /// No money has moved and none will; so for the two below.
    REFUSED,
    WITHDRAWN,
    EXPIRED
  }

  FiledPayment {
    if (order.legs().size() != 1) {
      throw new IllegalArgumentException("Signatories approve a payment to one payee");
    }
  }

  /// Whom it pays.
  static AccountId payee(PaymentOrder order) {
    return order.legs().getFirst().payee();
  }

  PaymentId id() {
    return order.id();
  }

  FiledPayment at(Stage next, Optional<TransactionId> by, String why, Instant when) {
    return new FiledPayment(order, purpose, next, filedAt, until, when, by, why, evidence);
  }
}
