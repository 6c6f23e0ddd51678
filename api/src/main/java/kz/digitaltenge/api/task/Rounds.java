package kz.digitaltenge.api.task;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;

/// Work that is done again and again beside everything else: at once, then after each pause. What
/// fails is logged, once for as long as it fails in the same way, and done again.
///
/// @param name for people
public record Rounds(String name, Duration pause, Tasks tasks, Runnable work) {
  private static final System.Logger LOG = System.getLogger(Rounds.class.getName());

  /// From now on, until the tasks stop.
  public void start() {
    tasks.start(
        name,
        () -> {
          Optional<String> failure = Optional.of("");
          while (failure.isPresent()) {
            failure = once(failure.get());
          }
        });
  }

  /// How it failed, in nothing when it did not; empty when it was told to stop.
  ///
  /// @param told how it failed the last time
  private Optional<String> once(String told) {
    String failure = "";
    try {
      work.run();
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.STOPPING) {
        return Optional.empty();
      }
      failure = e.problem().forLog();
      if (!failure.equals(told)) {
        LOG.log(WARNING, name + " did not go on: " + failure);
      }
    } catch (RuntimeException e) {
      failure = e.toString();
      if (!failure.equals(told)) {
        LOG.log(WARNING, name + " did not go on", e);
      }
    }
    return rests() ? Optional.of(failure) : Optional.empty();
  }

  private boolean rests() {
    try {
      tasks.sleep(pause);
      return true;
    } catch (PlatformException e) {
      LOG.log(DEBUG, "Rounds end", e);
      return false;
    }
  }
}
