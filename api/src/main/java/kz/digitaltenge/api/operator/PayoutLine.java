package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;

/// One payout of a register as it stands.
///
/// @param place in the register, counted from 1
/// @param line the writer's name for it
/// @param payment the id of the payment that pays it, one for several lines to one bank; until it
///   has begun, of the one that would pay it alone
/// @param account the payee's number as it was written, empty when an alias was
/// @param state its name in the bank's books
/// @param transaction once it is final
/// @param problem why it was refused
public record PayoutLine(
    int place,
    String line,
    String payment,
    String account,
    PayeeAlias alias,
    Amount amount,
    String purpose,
    String state,
    Optional<String> transaction,
    Optional<Instant> decidedAt,
    Optional<Problem> problem) {
  public static final int LINES_MAX = 500;

  /// Without whom and how much.
  @Override
  public String toString() {
    return "PayoutLine[" + payment + ", " + state + "]";
  }
}
