package kz.digitaltenge.api.task;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.PlatformException;

/// Runs flows and does their waiting.
///
/// Every thread that a flow needs and every wait it makes goes through here, and nowhere else:
/// production starts virtual threads, a simulator runs the same code on one thread in an order that
/// a seed decides. A simulator allows a wait only inside a task started here; in production those
/// who call from outside, as operators do, wait here too.
public interface Tasks {
  /// Runs `task` beside the caller. What the task throws is reported and ends that task alone.
  ///
  /// @param name for people who look at threads; need not be unique
  /// @throws PlatformException `STOPPING` when no more tasks are started
  void start(String name, Runnable task);

  /// Waits for a result. An exception that completes `result` is thrown here as it is.
  ///
  /// @throws OutcomeUnknownException when no result came within `timeout`, or before the tasks were
  ///   told to stop; `result` itself is left alone, for what was asked may still be done
  <T> T await(CompletableFuture<T> result, Duration timeout);

  /// Does nothing for `duration`.
  ///
  /// @throws PlatformException `STOPPING` when the task was told to stop while it slept
  void sleep(Duration duration);

  /// Completes a result with `otherwise` when nothing else has within `timeout`. Costs no task, and
  /// may be called outside one; what depends on the result must be short.
  <T> void settleAfter(CompletableFuture<T> result, T otherwise, Duration timeout);
}
