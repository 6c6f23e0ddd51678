package kz.digitaltenge.app.fuzz;

import java.util.random.RandomGenerator;

/// Numbers that look random and follow from a seed, the same on every Java: SplitMix64 (Steele, Lea
/// and Flood, *Fast Splittable Pseudorandom Number Generators*, 2014).
final class Dice implements RandomGenerator {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  Dice(long seed) {
    this.state = seed;
  }

  @Override
  public long nextLong() {
    state += GOLDEN_GAMMA;
    long mixed = state;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
