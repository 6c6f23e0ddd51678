package kz.digitaltenge.api.task;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;

/// Work that is done again and again beside everything else: at once, then after each pause. What
/// fails is logged and done again.
///
/// @param name for people
public record Rounds(String name, Duration pause, Tasks tasks, Runnable work) {
  private static final System.Logger LOG = System.getLogger(Rounds.class.getName());

  /// From now on, until the tasks stop.
  public void start() {
    tasks.start(
        name,
        () -> {
          boolean running = true;
          while (running) {
            running = once();
          }
        });
  }

  private boolean once() {
    try {
      work.run();
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.STOPPING) {
        return false;
      }
      LOG.log(WARNING, () -> name + " did not go on: " + e.problem().forLog());
    } catch (RuntimeException e) {
      LOG.log(WARNING, name + " did not go on", e);
    }
    try {
      tasks.sleep(pause);
      return true;
    } catch (PlatformException e) {
      LOG.log(DEBUG, "Rounds end", e);
      return false;
    }
  }
}
