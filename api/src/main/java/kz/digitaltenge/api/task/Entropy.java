package kz.digitaltenge.api.task;

import java.util.random.RandomGenerator;

/// A source of random bytes, as a port: a `SecureRandom` in production, seeded in a simulation.
@FunctionalInterface
public interface Entropy {
  /// A new array of `count` random bytes.
  byte[] bytes(int count);

  static Entropy from(RandomGenerator generator) {
    return count -> {
      var bytes = new byte[count];
      generator.nextBytes(bytes);
      return bytes;
    };
  }
}
