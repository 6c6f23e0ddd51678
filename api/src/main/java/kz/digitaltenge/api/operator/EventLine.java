package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Mark;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;

/// Something that happened on an account of a node (C08).
///
/// @param position rises from event to event, with gaps; with the node it names the event for good
/// @param name of the kind, also of one that only the node knows
/// @param at the notary's log time for what was logged
/// @param payment empty when the event is not of a payment
/// @param order empty when the event is of an account's opening or of a payment that moved or would
///   have
public record EventLine(
    long position,
    Kind kind,
    String name,
    String account,
    Instant at,
    Optional<OfPayment> payment,
    Optional<OfOrder> order) {
  /// Before the first event.
  public static final long BEGINNING = Long.MIN_VALUE;

  public static final int LINES_MAX = 1_000;

  /// An event of an account or a payment.
  public EventLine(
      long position, Kind kind, String account, Instant at, Optional<OfPayment> payment) {
    this(position, kind, kind.name(), account, at, payment, Optional.empty());
  }

  /// An event of anything else.
  public EventLine(long position, Kind kind, String account, Instant at, OfOrder order) {
    this(position, kind, kind.name(), account, at, Optional.empty(), Optional.of(order));
  }

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
    PAYMENT_NEVER,
    /// Payer's bank: a request to pay came, and may be accepted.
    REQUEST_RECEIVED,
    /// Payee's bank: the payer's bank has the request.
    REQUEST_SENT,
    /// Payer's bank: what was accepted could not be paid; it may be accepted again.
    REQUEST_REOPENED,
    REQUEST_PAID,
    REQUEST_REFUSED,
    REQUEST_CANCELLED,
    REQUEST_EXPIRED,
    /// Each line of a register has come to its own end.
    REGISTER_DONE,
    /// A payee is nobody's; nothing was paid.
    REGISTER_REFUSED,
    /// The first try at what fell due of a standing order came to nothing; others follow.
    STANDING_PAYMENT_DELAYED,
    /// It was paid, but not on time.
    STANDING_PAYMENT_LATE,
    /// It was tried in vain for as long as the rule says; nothing moved.
    STANDING_PAYMENT_FAILED,
    /// The bank's node was away for too long; nothing was tried.
    STANDING_PAYMENT_MISSED,
    /// Nothing more falls due of a standing order.
    STANDING_ORDER_DONE,
    STANDING_ORDER_CANCELLED,
    /// A payment waits for the signatories of its account.
    PAYMENT_AWAITING_APPROVAL,
    /// Enough of them have approved it; that the money has left is [#PAYMENT_SENT].
    PAYMENT_APPROVED,
    /// They refused it, or it could not be paid when they had approved it; nothing moved.
    PAYMENT_REFUSED,
    /// It was taken back, or its account's mandate was changed or ended; nothing moved.
    PAYMENT_WITHDRAWN,
    /// It was not approved in time, or not paid in time; nothing moved.
    PAYMENT_EXPIRED,
    /// A customer has digital tenge for non-cash money, or the other way round.
    CONVERSION_DONE,
    /// Nothing has moved.
    CONVERSION_FAILED,
    /// What had been taken was given back.
    CONVERSION_GIVEN_BACK,
    /// The bank's node asked the central bank to fill the stock, or to take back what is too much.
    STOCK_CONVERSION_ASKED,
    STOCK_CONVERSION_DONE,
    STOCK_CONVERSION_REFUSED,
    ACCOUNT_SUSPENDED,
    ACCOUNT_FROZEN,
    /// It is open again.
    ACCOUNT_REOPENED,
    ACCOUNT_CLOSED,
    /// Another sum is in force for a class of customers.
    LIMITS_CHANGED,
    /// Several people sign for the account from now on.
    MANDATE_SET,
    MANDATE_ENDED,
    /// The central bank blocks operations of this bank.
    BANK_BLOCKED,
    BANK_BLOCK_LIFTED,
    /// The central bank blocks operations of every bank.
    NETWORK_HALTED,
    NETWORK_RESUMED,
    /// What a node of a newer build tells; its name is all that is known of it.
    UNKNOWN;

    /// Those that this build knows.
    public static Set<Kind> known() {
      return EnumSet.complementOf(EnumSet.of(UNKNOWN));
    }
  }

  /// What it happened to, other than a payment that moved or would have.
  ///
  /// @param id at this bank; what of, the kind tells
  /// @param number of what fell due of a standing order, counted from 0
  /// @param sum of a register what was paid, else what was wished for
  /// @param code why something was refused, where a code says it
  /// @param detail in words of a fixed form, which the kind tells
  public record OfOrder(
      String id,
      Optional<Integer> number,
      Optional<Sum> sum,
      Optional<ErrorCode> code,
      Optional<String> detail) {
    /// One without a detail.
    public OfOrder(
        String id, Optional<Integer> number, Optional<Sum> sum, Optional<ErrorCode> code) {
      this(id, number, sum, code, Optional.empty());
    }
  }

  /// An amount of what a currency's code says.
  public record Sum(String currency, Amount amount) {}

  /// The payment that it happened to.
  ///
  /// @param counterparty the other side as the account's owner knows it
  /// @param refundOf the transaction that the payment gives back
  /// @param remittance what the payer told the payee
  public record OfPayment(
      PaymentId payment,
      TransactionId transaction,
      Asset asset,
      Optional<Mark> mark,
      Amount amount,
      String counterparty,
      Optional<TransactionId> refundOf,
      Remittance remittance) {
    /// A payment that gives nothing back.
    public OfPayment(
        PaymentId payment,
        TransactionId transaction,
        Asset asset,
        Optional<Mark> mark,
        Amount amount,
        String counterparty) {
      this(
          payment,
          transaction,
          asset,
          mark,
          amount,
          counterparty,
          Optional.empty(),
          Remittance.NONE);
    }
  }
}
