package kz.digitaltenge.node.vault;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;

/// What became of a request to pay, a register, a standing order, a payment that waits for
/// signatories, a conversion, an account, its limits or its mandate, or of the whole bank. No money
/// moves by it, and it says nothing of the other side.
///
/// @param account of this node; the bank's own for what concerns the bank
/// @param subject the id that the request, the register, the order, the payment or the conversion
///   has at this node; of an account where the signed request is kept; of a mandate the version; of
///   a block the order's number
/// @param number of what fell due of a standing order, counted from 0
/// @param code why something was refused, where a code says it
/// @param detail in words of a fixed form, which the kind tells
public record Happening(
    Kind kind,
    AccountId account,
    Instant at,
    String subject,
    Optional<Integer> number,
    Optional<Sum> sum,
    Optional<ErrorCode> code,
    Optional<String> detail) {
  /// One without a detail.
  public Happening(
      Kind kind,
      AccountId account,
      Instant at,
      String subject,
      Optional<Integer> number,
      Optional<Sum> sum,
      Optional<ErrorCode> code) {
    this(kind, account, at, subject, number, sum, code, Optional.empty());
  }

  /// An amount of what a currency's code says.
  public record Sum(String currency, Amount amount) {}

  /// What happened. The numbers never change their meaning; smaller ones are the vault's own.
  public enum Kind {
    /// Payer's bank: it may be accepted from now on.
    REQUEST_RECEIVED(3),
    /// Payee's bank: the payer's bank has it.
    REQUEST_SENT(4),
    /// Payer's bank: it was accepted and could not be paid, so it is open again.
    REQUEST_REOPENED(5),
    REQUEST_PAID(6),
    REQUEST_REFUSED(7),
    REQUEST_CANCELLED(8),
    REQUEST_EXPIRED(9),
    /// Each payout has come to its own end; the sum is what was paid.
    REGISTER_DONE(10),
    REGISTER_REFUSED(11),
    /// The first try at what fell due came to nothing; others follow.
    STANDING_PAYMENT_DELAYED(12),
    /// It was paid, but not on time.
    STANDING_PAYMENT_LATE(13),
    STANDING_PAYMENT_FAILED(14),
    STANDING_PAYMENT_MISSED(15),
    /// Nothing more falls due.
    STANDING_ORDER_DONE(16),
    STANDING_ORDER_CANCELLED(17),
    /// A payment waits for signatories.
    PAYMENT_AWAITING_APPROVAL(18),
    /// Enough of them have approved; what becomes of the money is told apart.
    PAYMENT_APPROVED(19),
    /// It waited, and no money has moved nor will; so for the two below.
    PAYMENT_REFUSED(20),
    PAYMENT_WITHDRAWN(21),
    PAYMENT_EXPIRED(22),
    /// A customer's conversion; the detail is the direction.
    CONVERSION_DONE(23),
    /// Nothing has moved.
    CONVERSION_FAILED(24),
    /// What had been taken was given back.
    CONVERSION_GIVEN_BACK(25),
    /// Of the bank's stock with the central bank; the detail is the kind.
    STOCK_CONVERSION_ASKED(26),
    STOCK_CONVERSION_DONE(27),
    STOCK_CONVERSION_REFUSED(28),
    ACCOUNT_SUSPENDED(29),
    ACCOUNT_FROZEN(30),
    ACCOUNT_REOPENED(31),
    ACCOUNT_CLOSED(32),
    /// Another sum is in force for a class of customers, which the subject names.
    LIMITS_CHANGED(33),
    /// The detail is how many must sign of how many.
    MANDATE_SET(34),
    MANDATE_ENDED(35),
    /// The detail is the operations.
    BANK_BLOCKED(36),
    BANK_BLOCK_LIFTED(37),
    NETWORK_HALTED(38),
    NETWORK_RESUMED(39);

    private static final Map<Integer, Kind> BY_CODE =
        Stream.of(values()).collect(Collectors.toMap(Kind::code, Function.identity()));

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Kind fromCode(int code) {
      Kind kind = BY_CODE.get(code);
      if (kind == null) {
        throw new IllegalArgumentException("no kind of happening: " + code);
      }
      return kind;
    }
  }
}
