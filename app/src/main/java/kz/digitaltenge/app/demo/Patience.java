package kz.digitaltenge.app.demo;

import java.time.Duration;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.RetryAdvice;
import kz.digitaltenge.api.task.Tasks;

/// Asks a network that has just come up, or is busy, until it answers.
final class Patience {
  private static final int TRIES_MAX = 120;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Tasks tasks;

  Patience(Tasks tasks) {
    this.tasks = tasks;
  }

  /// The answer; the last refusal when patience ends, and one that waiting cannot help at once.
  <T> T ask(Supplier<T> question) {
    for (int tries = 1; ; tries++) {
      try {
        return question.get();
      } catch (PlatformException e) {
        RetryAdvice advice = e.code().retry();
        boolean mayChange = advice == RetryAdvice.LATER || advice == RetryAdvice.SAME_REQUEST;
        if (!mayChange || tries == TRIES_MAX) {
          throw e;
        }
        tasks.sleep(PAUSE);
      }
    }
  }
}
