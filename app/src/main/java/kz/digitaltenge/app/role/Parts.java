package kz.digitaltenge.app.role;

import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts of something that is started piece by piece, some side by side. Closing closes what
/// came up, the last begun first, also when other parts did not come up.
public final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
  private static final Executor THREADS = task -> Thread.ofVirtual().name("starting").start(task);

  private final Deque<Part<?>> begun = new ConcurrentLinkedDeque<>();

  /// A part that is on its way.
  public record Part<T extends AutoCloseable>(CompletableFuture<T> result) {
    /// The part, once it is there; throws what its start threw.
    public T get() {
      try {
        return result.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }
  }

  /// Starts a part beside the caller.
  public <T extends AutoCloseable> Part<T> begin(Supplier<T> start) {
    var part = new Part<>(CompletableFuture.supplyAsync(start, THREADS));
    begun.push(part);
    return part;
  }

  /// Starts a part and waits for it.
  public <T extends AutoCloseable> T start(Supplier<T> start) {
    T part = start.get();
    begun.push(new Part<>(CompletableFuture.completedFuture(part)));
    return part;
  }

  @Override
  public void close() {
    for (Part<?> part = begun.poll(); part != null; part = begun.poll()) {
      close(part);
    }
  }

  private static void close(Part<?> part) {
    AutoCloseable up;
    try {
      up = part.get();
    } catch (RuntimeException _) {
      // It did not come up; whoever waited for it was told.
      return;
    }
    try {
      up.close();
    } catch (Exception e) {
      LOG.warn("{} did not close", up.getClass().getSimpleName(), e);
    }
  }
}
