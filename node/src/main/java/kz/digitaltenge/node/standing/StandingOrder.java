package kz.digitaltenge.node.standing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;

/// A standing order as it is kept.
///
/// @param number the next to fall due, counted from 0
/// @param dueAt when that is, or the last time that it was
public record StandingOrder(
    long seq,
    Order order,
    State state,
    int number,
    Instant dueAt,
    Instant createdAt,
    Instant changedAt) {
  private static final int PAYMENT_HEX_DIGITS = 32;

  /// What is wished for.
  ///
  /// @param id the bank's, 1 to 64 characters of `A-Z a-z 0-9 . _ : -`
  /// @param digest of what was ordered, in the bytes that it came in
  /// @param evidence where the signed request is kept
  public record Order(
      String id,
      Hash digest,
      AccountId payer,
      Payee payee,
      Amount amount,
      String purpose,
      Schedule schedule,
      long evidence) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    public Order {
      if (!ID.matcher(id).matches() || !amount.isPositive()) {
        throw new IllegalArgumentException("not a standing order: " + id);
      }
    }
  }

  /// Who is paid.
  public sealed interface Payee {
    /// By the number of an account.
    record Numbered(AccountId account) implements Payee {}

    /// By a phone, an IIN or a BIN, looked up anew each time.
    record Known(Alias alias) implements Payee {}
  }

  /// Where it stands.
  public enum State {
    /// Those who sign for the payer's account are asked; nothing falls due.
    AWAITING_APPROVAL,
    ACTIVE,
    /// What falls due meanwhile is not paid.
    PAUSED,
    /// The end, before its time.
    CANCELLED,
    /// The end: nothing more falls due.
    DONE,
    /// The end: they did not approve it, and nothing fell due.
    REFUSED;

    /// Whether nothing more falls due for good.
    public boolean isFinal() {
      return switch (this) {
        case AWAITING_APPROVAL, ACTIVE, PAUSED -> false;
        case CANCELLED, DONE, REFUSED -> true;
      };
    }
  }

  /// What fell due.
  ///
  /// @param day before any shift
  /// @param tryAt when it is tried next, while it is due
  /// @param problem why it was not paid, or not yet
  public record Execution(
      long order,
      int number,
      LocalDate day,
      Instant dueAt,
      Fate fate,
      int tries,
      Instant tryAt,
      Optional<Instant> endedAt,
      Optional<TransactionId> transaction,
      Optional<Problem> problem) {}

  /// What became of what fell due.
  public enum Fate {
    /// To be paid; it may have been.
    DUE,
    PAID,
    /// It was tried in vain for as long as the rule says; nothing moved.
    FAILED,
    /// The bank's node was away for longer than the rule allows; nothing was tried.
    MISSED
  }

  /// The id of the payment of a day: always the same, another for each day.
  public PaymentId payment(LocalDate day) {
    Hash hash = Hash.sha256(("standing/" + order.id() + "/" + day).getBytes(US_ASCII));
    return new PaymentId("standing-" + hash.hex().substring(0, PAYMENT_HEX_DIGITS));
  }
}
