package kz.digitaltenge.notary.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The clock that becomes log time, watched for jumps: the wall clock must move as the monotonic
/// clock does. A leader whose clock jumped proposes nothing until it is back or the member is
/// restarted.
///
/// Used by one thread.
final class LeaderClock {

  private final InstantSource wall;
  private final LongSupplier monotonicNanos;
  private final Duration tolerance;
  private final Instant wallAtStart;
  private final long nanosAtStart;

  LeaderClock(InstantSource wall, LongSupplier monotonicNanos, Duration tolerance) {
    this.wall = wall;
    this.monotonicNanos = monotonicNanos;
    this.tolerance = tolerance;
    this.wallAtStart = wall.instant();
    this.nanosAtStart = monotonicNanos.getAsLong();
  }

  /// The time in whole milliseconds; nothing after a jump.
  Optional<Instant> now() {
    Instant now = wall.instant();
    return drift(now).abs().compareTo(tolerance) > 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(now.toEpochMilli()));
  }

  /// How far the wall clock has moved against the monotonic one since the start.
  Duration drift() {
    return drift(wall.instant());
  }

  private Duration drift(Instant now) {
    Duration byMonotonic = Duration.ofNanos(monotonicNanos.getAsLong() - nanosAtStart);
    return Duration.between(wallAtStart, now).minus(byMonotonic);
  }
}
