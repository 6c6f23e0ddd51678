package kz.digitaltenge.simulation;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// All chance of a simulation, out of one seed (SplitMix64).
final class Dice implements RandomGenerator {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  Dice(long seed) {
    // Neighbouring seeds must not begin alike.
    this.state = mixed(seed + GOLDEN_GAMMA);
  }

  @Override
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mixed(state);
  }

  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /// True once in so many times; never for zero.
  boolean onceIn(int times) {
    return times > 0 && nextInt(times) == 0;
  }

  <T> T pick(List<T> items) {
    return items.get(nextInt(items.size()));
  }

  /// A time from `least` to `most`.
  Duration between(Duration least, Duration most) {
    return least.plusNanos(nextLong(most.minus(least).toNanos() + 1));
  }

  /// A time up to `most`.
  Duration upTo(Duration most) {
    return between(Duration.ZERO, most);
  }

  /// An error of at most so much, either way.
  Duration around(Duration most) {
    return between(most.negated(), most);
  }
}
