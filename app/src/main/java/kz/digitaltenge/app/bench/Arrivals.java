package kz.digitaltenge.app.bench;

import java.time.Duration;

/// When requests of a fixed rate of arrival are due, counted from the beginning of the load.
///
/// @param perSecond how many a second
/// @param warmUp before those that are measured
/// @param window how long they are measured
record Arrivals(double perSecond, Duration warmUp, Duration window) {
  private static final double NANOS_PER_SECOND = 1e9;

  Arrivals {
    if (!(perSecond > 0) || window.isNegative() || warmUp.isNegative()) {
      throw new IllegalArgumentException("No arrivals at " + perSecond + " a second");
    }
  }

  /// How many there are, those before the window included.
  long count() {
    return (long) Math.ceil(perSecond * warmUp.plus(window).toNanos() / NANOS_PER_SECOND);
  }

  /// When the request of this number, from 0, is due. Computed from the number, so that no rounding
  /// adds up.
  long dueNanos(long number) {
    return Math.round(number * NANOS_PER_SECOND / perSecond);
  }

  /// Whether the request falls into the window.
  boolean isMeasured(long number) {
    return dueNanos(number) >= warmUp.toNanos();
  }
}
