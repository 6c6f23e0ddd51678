package kz.digitaltenge.node.supply;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import kz.digitaltenge.api.task.Tasks;
import org.jspecify.annotations.Nullable;

/// One call after the other. A call may wait while it has its turn, so those who wait for theirs do
/// it as tasks and hold no thread.
final class Turns {
  private final Tasks tasks;
  private final Duration patience;

  // Guarded by this.
  private @Nullable CompletableFuture<Boolean> turn;

  /// @param patience after which who waits gives up, with an unknown outcome
  Turns(Tasks tasks, Duration patience) {
    this.tasks = tasks;
    this.patience = patience;
  }

  <T> T take(Supplier<T> work) {
    var mine = new CompletableFuture<Boolean>();
    for (var other = begin(mine); other != null; other = begin(mine)) {
      tasks.await(other, patience);
    }
    try {
      return work.get();
    } finally {
      end();
      mine.complete(true);
    }
  }

  private synchronized @Nullable CompletableFuture<Boolean> begin(CompletableFuture<Boolean> mine) {
    if (turn == null) {
      turn = mine;
      return null;
    }
    return turn;
  }

  private synchronized void end() {
    turn = null;
  }
}
