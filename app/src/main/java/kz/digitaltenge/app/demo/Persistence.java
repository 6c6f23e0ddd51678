package kz.digitaltenge.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import kz.digitaltenge.api.error.Category;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.app.demo.DemoNetwork.Outcome;

/// Asks again what may be asked again: a busy network, a node that restarts, an outcome that nobody
/// knows yet, money that is on its way. What cannot be helped by waiting is refused at once, and so
/// is everything once the network has been away for long.
final class Persistence {
  /// Together about a quarter of a minute.
  private static final int TRIES_MAX = 16;

  private static final Duration PAUSE_MIN = Duration.ofMillis(5);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

  /// A network that is away for longer does not come back by itself.
  private static final Duration AWAY_MAX = Duration.ofSeconds(30);

  private final DemoNetwork network;
  private final Tasks tasks;
  private final InstantSource clock;
  private volatile Instant seen;

  Persistence(DemoNetwork network, Tasks tasks, InstantSource clock) {
    this.network = network;
    this.tasks = tasks;
    this.clock = clock;
    this.seen = clock.instant();
  }

  Outcome ask(Errand errand) {
    Duration pause = PAUSE_MIN;
    for (int tries = 1; ; tries++) {
      Outcome outcome = once(errand);
      if (!isAway(outcome)) {
        seen = clock.instant();
      } else if (clock.instant().isAfter(seen.plus(AWAY_MAX))) {
        return outcome;
      }
      if (tries == TRIES_MAX || !mayChange(errand, outcome)) {
        return outcome;
      }
      tasks.sleep(pause);
      pause = shorter(pause.multipliedBy(2), PAUSE_MAX);
    }
  }

  private Outcome once(Errand errand) {
    try {
      return errand.ask(network);
    } catch (RuntimeException e) {
      return new Outcome.Refused(Problem.behind(e, "the network"));
    }
  }

  private static boolean isAway(Outcome outcome) {
    return outcome instanceof Outcome.Refused(Problem problem)
        && problem.code().category() == Category.UNAVAILABLE;
  }

  private boolean mayChange(Errand errand, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _ -> false;
      case Outcome.Refused(Problem problem) ->
          problem.code() == ErrorCode.INSUFFICIENT_BALANCE
              ? canBePaid(errand)
              : switch (problem.code().retry()) {
                case LATER, SAME_REQUEST -> true;
                case NEVER, AFTER_CORRECTION -> false;
              };
    };
  }

  /// Rows wait for those before them, so money on its way comes from earlier rows: with it, the
  /// outcome is that of the file's order.
  private boolean canBePaid(Errand errand) {
    try {
      return errand.canBePaid(network);
    } catch (PlatformException _) {
      // The refusal stands; it is the better answer.
      return false;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
