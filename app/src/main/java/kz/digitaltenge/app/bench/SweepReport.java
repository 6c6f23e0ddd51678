package kz.digitaltenge.app.bench;

import java.util.List;

/// Rates of arrival, the lowest first, up to the first that the platform could not keep.
///
/// @param rates each as often as was asked for
/// @param notes what else was seen, one sentence each
public record SweepReport(List<AtRate> rates, List<String> notes, long failed)
    implements PartReport {
  /// Of those that were due in the window so many must be done before it ends.
  static final double KEPT = 0.95;

  /// Copies the lists.
  public SweepReport {
    rates = List.copyOf(rates);
    notes = List.copyOf(notes);
  }

  /// One window.
  ///
  /// @param duePerSecond how many a second were due
  /// @param inTimePerSecond how many a second were done before the window ended
  /// @param figure latency from when each was due
  /// @param processorMicros of a payment, all threads and the database's processes
  public record AtRate(
      double duePerSecond, double inTimePerSecond, Figure figure, double processorMicros) {
    /// Whether the platform kept up.
    boolean isKept() {
      return inTimePerSecond >= KEPT * duePerSecond && figure.failed() == 0;
    }
  }

  @Override
  public BenchPart part() {
    return BenchPart.SWEEP;
  }

  /// Whether more of the repeats of one rate were kept than not.
  static boolean isKept(List<AtRate> repeats) {
    long kept = repeats.stream().filter(AtRate::isKept).count();
    return 2 * kept > repeats.size();
  }
}
