package kz.digitaltenge.node.register;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;

/// A register as it stands.
///
/// @param seq by which registers are ordered and their payouts found
/// @param begun payouts up to this place may have been begun
public record PayoutRegister(
    long seq,
    Order order,
    Stage stage,
    int begun,
    Counts counts,
    Instant receivedAt,
    Instant changedAt) {
  private static final int PAYMENT_HEX_DIGITS = 32;

  /// What is wished for.
  ///
  /// @param id the bank's, 1 to 64 characters of `A-Z a-z 0-9 . _ : -`
  /// @param digest of the bytes that it came in
  /// @param payouts how many
  /// @param total what they come to
  /// @param evidence where the signed request is kept
  public record Order(
      String id,
      Hash digest,
      AccountId payer,
      String currency,
      int payouts,
      Amount total,
      long evidence) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    public Order {
      if (!ID.matcher(id).matches() || payouts < 1 || !total.isPositive()) {
        throw new IllegalArgumentException("not a register: " + id);
      }
    }
  }

  /// Where it stands.
  public enum Stage {
    /// The signatories of the payer's account are asked about it; nothing is looked up or paid yet.
    AWAITING_APPROVAL,
    /// Payees known by an alias are looked up; nothing is paid yet.
    CHECKING,
    /// Payouts may be paid now, and may have been.
    PAYING,
    /// The end: each payout has come to its own.
    DONE,
    /// The end: a payee is not to be found or the signatories did not approve it, and nothing was
    /// paid.
    REFUSED;

    /// Whether nothing is left to do.
    public boolean isFinal() {
      return switch (this) {
        case AWAITING_APPROVAL, CHECKING, PAYING -> false;
        case DONE, REFUSED -> true;
      };
    }

    /// Whether somebody has to do something now.
    boolean isUnderWay() {
      return switch (this) {
        case CHECKING, PAYING -> true;
        case AWAITING_APPROVAL, DONE, REFUSED -> false;
      };
    }
  }

  /// How many payouts have come to which end.
  ///
  /// @param paidTotal what those that were paid come to
  public record Counts(int paid, Amount paidTotal, int refused, int cancelled) {
    int ended() {
      return paid + refused + cancelled;
    }
  }

  public String id() {
    return order.id();
  }

  /// Why nothing of it was paid, when that is its end.
  ///
  /// @param refused the first payout that was refused, if any was
  Optional<Problem> refusal(Optional<Payout> refused) {
    return stage == Stage.REFUSED
        ? refused
            .flatMap(Payout::problem)
            .or(() -> Optional.of(Problem.of(ErrorCode.REGISTER_NOT_APPROVED, "register", id())))
        : Optional.empty();
  }

  int waiting() {
    return order.payouts() - counts.ended();
  }

  /// The id of the payment that a payout is paid by, or would be by itself while that is undecided.
  PaymentId payment(Payout payout) {
    return switch (payout.way()) {
      case Payout.Way.Undecided _, Payout.Way.Alone _ -> payment(payout.order().line());
      // No line's name has a stroke, so no line's payment has this id.
      case Payout.Way.Together(int first) -> payment("/" + first);
      case Payout.Way.Forgotten(PaymentId kept) -> kept;
    };
  }

  /// The id of a payment of this register: another for each name, always the same.
  private PaymentId payment(String name) {
    Hash hash = Hash.sha256(("register/" + order.id() + "/" + name).getBytes(US_ASCII));
    return new PaymentId("register-" + hash.hex().substring(0, PAYMENT_HEX_DIGITS));
  }
}
