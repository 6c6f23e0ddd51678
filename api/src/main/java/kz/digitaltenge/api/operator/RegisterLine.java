package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;

/// A register of payouts as it stands.
///
/// @param position orders registers by when they came
/// @param stage its name in the bank's books
/// @param total of all payouts
/// @param paidTotal of those that are final
/// @param toLookUp payees who are still to be looked up, while that goes on
/// @param estimatedEnd when it would be done if it went on as fast; empty while that is not known
/// @param problem why nothing of it was paid, when that is its end
/// @param evidence where the signed request is kept
public record RegisterLine(
    String id,
    long position,
    String payer,
    String currency,
    Amount total,
    Amount paidTotal,
    String stage,
    Counts counts,
    OptionalInt toLookUp,
    Instant receivedAt,
    Instant changedAt,
    Optional<Instant> estimatedEnd,
    Optional<Problem> problem,
    long evidence) {
  /// Payouts by state.
  public record Counts(int all, int waiting, int paid, int refused, int cancelled) {}
}
