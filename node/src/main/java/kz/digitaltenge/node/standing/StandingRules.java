package kz.digitaltenge.node.standing;

import java.time.Duration;

/// What becomes of what could not be paid when it fell due.
///
/// @param lateMax what fell due longer ago when the node comes back is missed
/// @param pause before the next try
/// @param triesFor since it fell due; then it has failed
/// @param triesMin but not before so many tries, however late it was taken up
public record StandingRules(Duration lateMax, Duration pause, Duration triesFor, int triesMin) {
  public static final StandingRules STANDARD =
      new StandingRules(Duration.ofDays(3), Duration.ofHours(1), Duration.ofDays(1), 3);
}
