package kz.digitaltenge.ledger.testkit;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A claim about many generated cases. Every run draws other ones; a failure names the seed of its
/// case, and `-Dseed=…` repeats exactly that case.
public final class Property {
  private Property() {}

  public static void holds(int cases, Consumer<RandomGenerator> claim) {
    Long given = Long.getLong("seed");
    if (given != null) {
      check(given, claim);
      return;
    }
    long first = System.nanoTime();
    for (long seed = first; seed < first + cases; seed++) {
      check(seed, claim);
    }
  }

  public static byte[] bytes(RandomGenerator random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static void check(long seed, Consumer<RandomGenerator> claim) {
    try {
      claim.accept(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("Does not hold with -Dseed=" + seed, e);
    }
  }
}
