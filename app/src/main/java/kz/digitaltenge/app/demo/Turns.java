package kz.digitaltenge.app.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Says which earlier rows a row must wait for, so that playing side by side comes to the same as
/// playing one after another in the order of the file.
///
/// On each account a debit waits for everything before it, and credits wait for the last debit
/// only. Waits point backwards in the file, so there is always a row that waits for nobody.
///
/// For one thread, which meets the rows in the order of the file.
final class Turns {
  /// Ended credits are forgotten once there are so many to look through.
  private static final int BESIDE_SWEPT_AT = 64;

  private static final class Queue {
    private CompletableFuture<?> alone = CompletableFuture.completedFuture(null);
    private final List<CompletableFuture<?>> beside = new ArrayList<>();
  }

  private final Map<String, Queue> queues = new HashMap<>();

  /// What the row must wait for.
  ///
  /// @param ended completes when the row is done or refused
  CompletableFuture<?> enter(List<Touch> touches, CompletableFuture<?> ended) {
    var before = new ArrayList<CompletableFuture<?>>();
    for (Touch touch : touches) {
      Queue queue = queues.computeIfAbsent(touch.what(), _ -> new Queue());
      before.add(queue.alone);
      if (touch.alone()) {
        before.addAll(queue.beside);
        queue.beside.clear();
        queue.alone = ended;
      } else {
        if (queue.beside.size() >= BESIDE_SWEPT_AT) {
          queue.beside.removeIf(CompletableFuture::isDone);
        }
        queue.beside.add(ended);
      }
    }
    return CompletableFuture.allOf(before.toArray(CompletableFuture[]::new));
  }
}
