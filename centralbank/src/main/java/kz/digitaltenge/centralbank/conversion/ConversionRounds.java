package kz.digitaltenge.centralbank.conversion;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.task.Tasks;

/// Goes on with open conversions, at the start and every two seconds: with those that a kill or a
/// missing answer interrupted, that wait for the core banking system's day or for tokens.
public final class ConversionRounds {
  private static final System.Logger LOG = System.getLogger(ConversionRounds.class.getName());
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final Conversions conversions;
  private final Tasks tasks;

  public ConversionRounds(Conversions conversions, Tasks tasks) {
    this.conversions = conversions;
    this.tasks = tasks;
  }

  /// From now on, until the tasks stop.
  public void start() {
    tasks.start(
        "conversions",
        () -> {
          boolean running = true;
          while (running) {
            running = once();
          }
        });
  }

  private boolean once() {
    try {
      var _ = conversions.resume();
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.STOPPING) {
        return false;
      }
      LOG.log(WARNING, () -> "Conversions did not go on: " + e.problem().forLog());
    } catch (RuntimeException e) {
      LOG.log(WARNING, "Conversions did not go on", e);
    }
    try {
      tasks.sleep(PERIOD);
      return true;
    } catch (PlatformException e) {
      LOG.log(DEBUG, "Conversions stop", e);
      return false;
    }
  }
}
