package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.List;
import kz.digitaltenge.ledger.Amount;

/// The platform's books held against a core banking system's.
///
/// @param circulating what there is in digital tenge
/// @param inFlight what has moved on one side only, oldest first; its kind is the stage
/// @param breaks what nothing explains, oldest first
public record ReconciliationLine(
    Instant at, Amount liability, Amount circulating, List<Item> inFlight, List<Item> breaks) {
  public ReconciliationLine {
    inFlight = List.copyOf(inFlight);
    breaks = List.copyOf(breaks);
  }

  /// One finding.
  ///
  /// @param name of the conversion or order; of a total, what it is of
  /// @param amount of the conversion; of a break, what the two sides differ by
  public record Item(String kind, String name, Amount amount, Instant since) {}

  public boolean isClean() {
    return breaks.isEmpty();
  }
}
