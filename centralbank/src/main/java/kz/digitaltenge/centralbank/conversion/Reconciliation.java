package kz.digitaltenge.centralbank.conversion;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import kz.digitaltenge.ledger.Amount;

/// The platform's books held against the core banking system's, by item and by total, at a moment
/// when no conversion moved.
///
/// @param liability what the core banking system says that there is
/// @param circulating what was issued less what was redeemed
/// @param inFlight conversions that have moved on one side only, oldest first
/// @param breaks what neither a conversion in flight nor anything else explains, oldest first
public record Reconciliation(
    Instant at, Amount liability, Amount circulating, List<InFlight> inFlight, List<Break> breaks) {
  public Reconciliation {
    inFlight = List.copyOf(inFlight);
    breaks = List.copyOf(breaks);
  }

  boolean isTotalOff() {
    return breaks.stream().anyMatch(each -> each.kind() == Kind.TOTAL);
  }

  /// The same with a total that is off since then.
  Reconciliation totalOffSince(Instant since) {
    List<Break> aged =
        breaks.stream()
            .map(
                each ->
                    each.kind() == Kind.TOTAL
                        ? new Break(Kind.TOTAL, each.name(), each.off(), since)
                        : each)
            .sorted(Comparator.comparing(Break::since))
            .toList();
    return new Reconciliation(at, liability, circulating, inFlight, aged);
  }

  public boolean isClean() {
    return breaks.isEmpty();
  }

  /// A conversion that the core banking system has booked, and whose digital tenge are still to be
  /// issued or destroyed.
  public record InFlight(Conversion conversion, Instant since) {}

  /// Something that does not agree.
  ///
  /// @param name the conversion, or the order's id when there is none; of a total, what it is of
  /// @param off what the two sides differ by
  /// @param since of a total, since when it has been seen to be off without a break
  public record Break(Kind kind, String name, Amount off, Instant since) {
    public Duration age(Instant now) {
      return Duration.between(since, now);
    }
  }

  /// In what way it does not agree.
  public enum Kind {
    /// The core banking system booked an order that no conversion gave.
    NOT_ORDERED,
    /// It booked another amount, or the other way.
    OTHER_CONTENT,
    /// It booked one order again.
    BOOKED_TWICE,
    /// It booked what it had refused, or what was not to be booked yet.
    BOOKED_OUT_OF_TURN,
    /// It confirmed what its statement does not have.
    NOT_BOOKED,
    /// Its balance is not what its entries and ours add up to.
    TOTAL
  }
}
