package kz.digitaltenge.app.bench;

import java.util.List;

/// Payments that fall due while parts of the platform are away.
///
/// @param duePerSecond how many a second were due
/// @param outages one part taken away after the other, each with a window of its own
/// @param notes what else was seen, one sentence each
public record OutageReport(
    double duePerSecond, List<Outage> outages, List<String> notes, long failed)
    implements PartReport {
  /// Copies the lists.
  public OutageReport {
    outages = List.copyOf(outages);
    notes = List.copyOf(notes);
  }

  /// One window.
  ///
  /// @param what was taken away and how
  /// @param awayMillis from when it was taken until it served again
  /// @param figure latency from when each was due, however often its order had to be given
  /// @param refused orders that were refused for good; the mix has some that must be
  /// @param unknown orders without an end a minute after the window
  /// @param again how often an order was given again
  /// @param longestGapMillis between two payments, whoever made them
  public record Outage(
      String what,
      long awayMillis,
      Figure figure,
      long refused,
      long unknown,
      long again,
      long longestGapMillis) {}

  @Override
  public BenchPart part() {
    return BenchPart.OUTAGES;
  }
}
