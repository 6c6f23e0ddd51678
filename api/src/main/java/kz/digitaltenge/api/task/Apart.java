package kz.digitaltenge.api.task;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes through a round of things of which none keeps the others from being tried: what goes wrong
/// with one is told when all were. Only a stop ends the round. Thread-safe.
public final class Apart {
  private static final Logger LOG = LoggerFactory.getLogger(Apart.class);

  private final AtomicReference<@Nullable RuntimeException> first = new AtomicReference<>();

  /// Does one thing; empty when that went wrong.
  ///
  /// @param thing for people
  /// @throws PlatformException `STOPPING`
  public <T> Optional<T> tried(Object thing, Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (RuntimeException e) {
      if (e instanceof PlatformException known && known.code() == ErrorCode.STOPPING) {
        throw e;
      }
      LOG.debug("{} is gone on with later", thing, e);
      first.compareAndSet(null, e);
      return Optional.empty();
    }
  }

  /// Ends the round; throws what went wrong first.
  public void end() {
    RuntimeException failure = first.get();
    if (failure != null) {
      throw failure;
    }
  }
}
