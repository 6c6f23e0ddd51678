package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Mark;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;

/// Something that happened on an account of a node (C08).
///
/// @param position rises from event to event, with gaps; with the node it names the event for good
/// @param at the notary's log time for what was logged
/// @param payment empty when the event is not of a payment
public record EventLine(
    long position, Kind kind, String account, Instant at, Optional<OfPayment> payment) {
  /// Before the first event.
  public static final long BEGINNING = Long.MIN_VALUE;

  public static final int LINES_MAX = 1_000;

  /// What happened.
  public enum Kind {
    ACCOUNT_OPENED,
    /// Money has come for good.
    PAYMENT_RECEIVED,
    /// Money has left for good.
    PAYMENT_SENT,
    /// The notary refused an attempt that had been committed to; nothing moved.
    PAYMENT_VOID,
    /// An attempt that had been committed to was not logged in its time; nothing moved.
    PAYMENT_NEVER
  }

  /// The payment that it happened to.
  ///
  /// @param counterparty the other side as the account's owner knows it
  /// @param refundOf the transaction that the payment gives back
  public record OfPayment(
      PaymentId payment,
      TransactionId transaction,
      Asset asset,
      Optional<Mark> mark,
      Amount amount,
      String counterparty,
      Optional<TransactionId> refundOf) {
    /// A payment that gives nothing back.
    public OfPayment(
        PaymentId payment,
        TransactionId transaction,
        Asset asset,
        Optional<Mark> mark,
        Amount amount,
        String counterparty) {
      this(payment, transaction, asset, mark, amount, counterparty, Optional.empty());
    }
  }
}
