package kz.digitaltenge.app.simulate;

import java.util.Optional;
import kz.digitaltenge.simulation.SeedReport;

/// What several seeds came to.
///
/// @param seeds that were played, beginning with `first`
/// @param steps of trouble in each of them
/// @param trace a number over everything that happened, the same whenever the same seeds are played
/// @param failure the lowest seed that broke a promise, if any did
record SimulationReport(
    long first,
    long seeds,
    long steps,
    long stepsTaken,
    long orders,
    long payments,
    long decisions,
    long messages,
    long faults,
    long checks,
    long trace,
    long nanos,
    Optional<SeedReport> failure) {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MINUTE = 60e9;

  boolean ok() {
    return failure.isEmpty();
  }

  double seconds() {
    return nanos / NANOS_PER_SECOND;
  }

  double seedsPerMinute() {
    return seeds * NANOS_PER_MINUTE / Math.max(1, nanos);
  }

  /// The command that shows the failure again.
  static String replay(SeedReport failure) {
    return "./dt simulate --seed %d --steps %d".formatted(failure.seed(), failure.steps());
  }

  /// Adds seeds up, in any order.
  static final class Sum {
    private long seeds;
    private long stepsTaken;
    private long orders;
    private long payments;
    private long decisions;
    private long messages;
    private long faults;
    private long checks;
    private long trace;
    private Optional<SeedReport> failure = Optional.empty();

    void add(SeedReport seed) {
      seeds++;
      stepsTaken += seed.stepsTaken();
      orders += seed.orders();
      payments += seed.payments();
      decisions += seed.decisions();
      messages += seed.messages();
      faults += seed.faults();
      checks += seed.checks();
      // Seeds are played side by side: the sum must not depend on who is done first.
      trace ^= seed.trace();
      if (seed.violation().isPresent()
          && failure.map(known -> seed.seed() < known.seed()).orElse(true)) {
        failure = Optional.of(seed);
      }
    }

    SimulationReport report(long first, long count, long steps, long nanos) {
      return new SimulationReport(
          first,
          Math.min(seeds, count),
          steps,
          stepsTaken,
          orders,
          payments,
          decisions,
          messages,
          faults,
          checks,
          trace,
          nanos,
          failure);
    }
  }
}
