package kz.digitaltenge.app.bench;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// What was measured in one window, or in several of the same kind together.
///
/// @param latencies of those that succeeded, in microseconds
/// @param nanos how long the windows were
/// @param processor what all threads and the database's processes spent meanwhile
record Slice(Histogram latencies, long nanos, long failed, ProcessorTime processor) {
  static final long LATENCY_MICROS_MAX = 600_000_000;
  private static final int DIGITS = 3;

  /// An empty histogram that many threads may record in.
  static ConcurrentHistogram histogram() {
    return new ConcurrentHistogram(LATENCY_MICROS_MAX, DIGITS);
  }

  /// Of no length.
  static Slice empty() {
    return new Slice(histogram(), 0, 0, ProcessorTime.NONE);
  }

  /// Both together.
  Slice plus(Slice other) {
    var both = histogram();
    both.add(latencies);
    both.add(other.latencies);
    return new Slice(
        both, nanos + other.nanos, failed + other.failed, processor.plus(other.processor));
  }

  long count() {
    return latencies.getTotalCount();
  }

  double perSecond() {
    return nanos == 0 ? 0 : count() * 1e9 / nanos;
  }

  /// Processor time of one that succeeded.
  double processorMicros() {
    return count() == 0 ? 0 : processor.total() / 1e3 / count();
  }

  Figure figure(String name, int inFlight) {
    return new Figure(
        name,
        inFlight,
        perSecond(),
        latencies.getValueAtPercentile(50),
        latencies.getValueAtPercentile(99),
        count(),
        failed);
  }
}
