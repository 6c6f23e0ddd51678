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

/// What became of a request to pay, a register, a standing order or a payment that waits for
/// signatories. No money moves by it, and it says nothing of the other side.
///
/// @param account of this node
/// @param subject the id that the request, the register, the order or the payment has at this node
/// @param number of what fell due of a standing order, counted from 0
/// @param code why something was refused, where a code says it
public record Happening(
    Kind kind,
    AccountId account,
    Instant at,
    String subject,
    Optional<Integer> number,
    Optional<Sum> sum,
    Optional<ErrorCode> code) {
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
    PAYMENT_EXPIRED(22);

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
