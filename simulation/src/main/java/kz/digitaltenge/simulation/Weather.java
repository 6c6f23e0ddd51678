package kz.digitaltenge.simulation;

import java.time.Duration;

/// What becomes of each message, as the climate has it, until it clears up.
final class Weather {
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration USUAL_MOST = Duration.ofMillis(20);

  private final Dice dice;
  private final Climate climate;
  private boolean clear = true;
  private boolean silence;
  private long faults;

  /// What becomes of a call.
  enum Fate {
    ARRIVES,
    REQUEST_IS_LOST,
    ANSWER_IS_LOST,
    /// The request comes again later; nobody hears the second answer.
    ARRIVES_TWICE
  }

  Weather(Dice dice, Climate climate) {
    this.dice = dice;
    this.climate = climate;
  }

  /// From now on everything arrives, and soon.
  void clear(boolean now) {
    clear = now;
    silence = false;
  }

  /// From now on nobody reaches the notary.
  void silence(boolean now) {
    silence = now;
  }

  /// Messages that did not simply arrive.
  long faults() {
    return faults;
  }

  Fate fate(boolean toNotary) {
    if (clear) {
      return Fate.ARRIVES;
    }
    if (toNotary && silence) {
      faults++;
      return Fate.REQUEST_IS_LOST;
    }
    Fate fate = drawn();
    if (fate != Fate.ARRIVES) {
      faults++;
    }
    return fate;
  }

  private Fate drawn() {
    if (dice.onceIn(climate.lossOneIn())) {
      return dice.nextBoolean() ? Fate.REQUEST_IS_LOST : Fate.ANSWER_IS_LOST;
    }
    return dice.onceIn(climate.doubleOneIn()) ? Fate.ARRIVES_TWICE : Fate.ARRIVES;
  }

  /// How long a message takes.
  Duration delay() {
    if (!clear && dice.onceIn(climate.lateOneIn())) {
      faults++;
      return dice.upTo(climate.lateMost());
    }
    return dice.between(LEAST, USUAL_MOST);
  }

  /// How much later the second copy of a message comes.
  Duration secondCopy() {
    return dice.upTo(climate.lateMost());
  }
}
