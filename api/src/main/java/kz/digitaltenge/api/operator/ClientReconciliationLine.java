package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.List;
import kz.digitaltenge.api.operator.ReconciliationLine.Item;
import kz.digitaltenge.ledger.Amount;

/// A bank's conversions held against its core banking system.
///
/// @param booked what that system has debited and credited to customers
/// @param expected what the bank's node knows that it did
/// @param inFlight what has moved on one side only, oldest first; its kind is the stage
/// @param breaks what nothing explains, oldest first
public record ClientReconciliationLine(
    Instant at, Turnover booked, Turnover expected, List<Item> inFlight, List<Item> breaks) {
  public ClientReconciliationLine {
    inFlight = List.copyOf(inFlight);
    breaks = List.copyOf(breaks);
  }

  /// Sums, as customers see them.
  public record Turnover(Amount debited, Amount credited) {}

  public boolean isClean() {
    return breaks.isEmpty();
  }
}
