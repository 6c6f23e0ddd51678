package kz.digitaltenge.api.task;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/// Keeps started tasks until the test runs them, on the test's own thread.
final class ManualTasks implements Tasks {
  private final Queue<Runnable> started = new ArrayDeque<>();

  @Override
  public void start(String name, Runnable task) {
    started.add(task);
  }

  @Override
  public <T> T await(CompletableFuture<T> result, Duration timeout) {
    return result.join();
  }

  @Override
  public void sleep(Duration duration) {}

  @Override
  public <T> void settleAfter(CompletableFuture<T> result, T otherwise, Duration timeout) {
    result.complete(otherwise);
  }

  int startedCount() {
    return started.size();
  }

  void runNext() {
    started.remove().run();
  }
}
