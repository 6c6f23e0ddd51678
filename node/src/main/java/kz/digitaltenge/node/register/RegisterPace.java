package kz.digitaltenge.node.register;

import java.time.Duration;

/// How fast registers are paid.
///
/// @param registersAtOnce others wait, the oldest goes first
/// @param payoutsAtOnce of all registers, which share it evenly; well below what a node carries out
///   at once, so that customers' own payments always find room
/// @param lookUpsAtOnce of one register
/// @param pause before payouts that found somebody busy or away are tried again, the first time; it
///   doubles each time
/// @param pauseMax and is never longer
/// @param triesMax after so many a payout that only finds somebody busy or away is refused
/// @param lookUps at the ID centre, of all registers together
public record RegisterPace(
    int registersAtOnce,
    int payoutsAtOnce,
    int lookUpsAtOnce,
    Duration pause,
    Duration pauseMax,
    int triesMax,
    LookUpShare.Bounds lookUps) {
  public static final RegisterPace STANDARD =
      new RegisterPace(2, 320, 16, Duration.ofSeconds(1), Duration.ofSeconds(30), 12);

  /// With what the ID centre's bounds leave to registers.
  public RegisterPace(
      int registersAtOnce,
      int payoutsAtOnce,
      int lookUpsAtOnce,
      Duration pause,
      Duration pauseMax,
      int triesMax) {
    this(
        registersAtOnce,
        payoutsAtOnce,
        lookUpsAtOnce,
        pause,
        pauseMax,
        triesMax,
        LookUpShare.Bounds.STANDARD);
  }

  /// Before the next try.
  Duration pauseAfter(int tries) {
    Duration grown = pause.multipliedBy(1L << Math.min(tries - 1, 20));
    return grown.compareTo(pauseMax) < 0 ? grown : pauseMax;
  }
}
