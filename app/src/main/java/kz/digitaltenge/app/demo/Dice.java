package kz.digitaltenge.app.demo;

/// Numbers that look random and follow from a seed, today and in ten years: SplitMix64 (Steele, Lea
/// and Flood, *Fast Splittable Pseudorandom Number Generators*, 2014), written out because a file
/// in the repository must come out the same on every Java.
final class Dice {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  Dice(long seed) {
    this.state = seed;
  }

  /// A number from 0 to `bound` - 1.
  int below(int bound) {
    return (int) Long.remainderUnsigned(next(), bound);
  }

  /// A number from `least` to `most`, both included.
  long between(long least, long most) {
    return least + Long.remainderUnsigned(next(), most - least + 1);
  }

  boolean chance(int percent) {
    return below(100) < percent;
  }

  private long next() {
    state += GOLDEN_GAMMA;
    long mixed = state;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
