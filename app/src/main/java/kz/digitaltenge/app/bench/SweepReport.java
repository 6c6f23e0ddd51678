package kz.digitaltenge.app.bench;

import java.util.List;

/// Rates of arrival, the lowest first, up to the first that the platform could not keep.
///
/// @param rates each as often as was asked for, with nothing away
/// @param outages after each of the lowest rate, and each that was kept, the same rate with parts
///   taken away
/// @param notes what else was seen, one sentence each
public record SweepReport(
    List<AtRate> rates, List<WithOutages> outages, List<String> notes, long failed)
    implements PartReport {
  /// Of those that were due in the window so many must be done before it ends.
  static final double KEPT = 0.95;

  /// Copies the lists.
  public SweepReport {
    rates = List.copyOf(rates);
    outages = List.copyOf(outages);
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

  /// One window, twice as long, in which a bank is away and then the notary.
  ///
  /// @param bankAwayMillis from when it was stopped until it served again
  /// @param notaryAwayMillis the same of the notary's only member
  /// @param inTimePerSecond how many a second of the whole window, outages included, were done
  ///   before it ended
  /// @param figure latency from when each was due, however often its order had to be given
  /// @param unknown orders without an end a minute later
  /// @param again how often an order was given again
  /// @param longestGapMillis between two payments, whoever made them
  public record WithOutages(
      double duePerSecond,
      long bankAwayMillis,
      long notaryAwayMillis,
      double inTimePerSecond,
      Figure figure,
      long unknown,
      long again,
      long longestGapMillis) {}

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
