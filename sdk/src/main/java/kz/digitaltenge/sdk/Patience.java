package kz.digitaltenge.sdk;

import java.time.Duration;

/// How long to wait, and how often to try.
///
/// @param connect for a connection
/// @param answer for an answer to one attempt; the gateway itself gives up on a payment after less
/// @param attempts the first included; 1 never repeats
/// @param firstPause before the second attempt at most; each later one may be twice as long
/// @param longestPause no pause is longer, also not one that the gateway asks for: the call ends
///   instead
public record Patience(
    Duration connect, Duration answer, int attempts, Duration firstPause, Duration longestPause) {
  public static final Patience STANDARD =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          5,
          Duration.ofMillis(200),
          Duration.ofSeconds(10));

  public Patience {
    if (attempts < 1 || !connect.isPositive() || !answer.isPositive() || firstPause.isNegative()) {
      throw new IllegalArgumentException("a client tries at least once, for more than no time");
    }
  }

  /// The most to wait after so many attempts.
  Duration pauseAfter(int attempt) {
    Duration grown = firstPause.multipliedBy(1L << Math.min(attempt - 1, 30));
    return grown.compareTo(longestPause) > 0 ? longestPause : grown;
  }
}
