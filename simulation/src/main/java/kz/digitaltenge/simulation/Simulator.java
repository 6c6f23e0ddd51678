package kz.digitaltenge.simulation;

import java.util.function.Consumer;

/// Plays seeds: each is a network, its customers and their troubles, the same in every run.
public final class Simulator {
  /// Steps of trouble that show most of what there is to see.
  public static final long STEPS_USUAL = 2_000;

  /// A day of so many steps still fits into a gigabyte.
  public static final long STEPS_MAX = 10_000_000;

  private Simulator() {}

  /// Plays one seed. Any thread may call; several seeds may be played at once.
  ///
  /// @param steps of trouble, from 1 to [#STEPS_MAX]
  public static SeedReport play(long seed, long steps) {
    return play(seed, steps, new HashSigning(), new Trace(null));
  }

  /// The same, and tells everything that happens, a line each.
  public static SeedReport play(long seed, long steps, Consumer<String> listener) {
    return play(seed, steps, new HashSigning(), new Trace(listener));
  }

  static SeedReport play(long seed, long steps, Signing signing, Trace trace) {
    if (steps < 1 || steps > STEPS_MAX) {
      throw new IllegalArgumentException("A day of " + steps + " steps");
    }
    return new SimulatedDay(seed, steps, signing, trace).play();
  }
}
