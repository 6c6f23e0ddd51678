package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;

/// A standing order as it stands.
///
/// @param position orders standing orders by when they came
/// @param account the payee's number as it was written, empty when an alias was
/// @param state its name in the bank's books
/// @param nextDue empty when nothing more falls due
/// @param evidence where the signed request is kept
public record StandingOrderLine(
    String id,
    long position,
    String payer,
    String account,
    PayeeAlias alias,
    Amount amount,
    String currency,
    String purpose,
    StandingOrderWish.When when,
    String state,
    Optional<Instant> nextDue,
    Instant createdAt,
    Instant changedAt,
    long evidence) {
  public static final int LINES_MAX = 500;

  /// What fell due.
  ///
  /// @param number counted from 0
  /// @param day before any shift
  /// @param payment its id in the ledger
  /// @param state its name in the bank's books
  /// @param nextTry while it is due and was tried in vain
  /// @param problem why it was not paid, or not yet
  public record Execution(
      int number,
      LocalDate day,
      Instant dueAt,
      String payment,
      String state,
      int tries,
      Optional<Instant> nextTry,
      Optional<Instant> endedAt,
      Optional<String> transaction,
      Optional<Problem> problem) {}

  /// Without who pays whom how much.
  @Override
  public String toString() {
    return "StandingOrderLine[" + id + ", " + state + "]";
  }
}
