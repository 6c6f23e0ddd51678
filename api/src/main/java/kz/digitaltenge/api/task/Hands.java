package kz.digitaltenge.api.task;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Works on many things at once, so many and no more. Whatever is handed out is worked on.
///
/// @param count tasks that each take the next thing when they have done with one
public record Hands(String name, int count, Tasks tasks) {
  private static final Duration LONG = Duration.ofDays(365);

  /// Returns when nothing is left, or throws what one of them has thrown; either way none of them
  /// is at work any more.
  public <T> void work(Supplier<Optional<T>> next, Consumer<T> work) {
    var over = new CompletableFuture<Boolean>();
    var left = new AtomicInteger(count);
    var failure = new AtomicReference<@Nullable Throwable>();
    for (int each = 0; each < count; each++) {
      tasks.start(
          name,
          () -> {
            try {
              boolean isOver = false;
              while (!isOver && failure.get() == null) {
                Optional<T> thing = next.get();
                thing.ifPresent(work);
                isOver = thing.isEmpty();
              }
            } catch (RuntimeException | Error e) {
              failure.compareAndSet(null, e);
            }
            if (left.decrementAndGet() == 0) {
              end(over, failure.get());
            }
          });
    }
    var _ = tasks.await(over, LONG);
  }

  private static void end(CompletableFuture<Boolean> over, @Nullable Throwable failure) {
    if (failure == null) {
      over.complete(true);
    } else {
      over.completeExceptionally(failure);
    }
  }
}
