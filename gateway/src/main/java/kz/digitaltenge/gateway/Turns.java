package kz.digitaltenge.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;

/// Has changes on a condition done alone: nothing else changes under the same name between the look
/// and the change. Changes without one go side by side, however long they take. Thread-safe.
final class Turns {
  /// Long for a change, short for a caller.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Map<String, Turn> turns = new ConcurrentHashMap<>();
  private final Duration patience;

  /// @param users how many have it or wait for it
  private record Turn(ReadWriteLock lock, int users) {
    Turn with(int more) {
      return new Turn(lock, users + more);
    }
  }

  /// @param patience how long anybody waits for others
  Turns(Duration patience) {
    this.patience = patience;
  }

  /// @throws PlatformException `OVERLOADED` when others took too long; nothing was done
  <T> T during(String name, boolean isAlone, Supplier<T> work) {
    ReadWriteLock both =
        turns
            .merge(name, new Turn(new ReentrantReadWriteLock(), 1), (known, _) -> known.with(1))
            .lock();
    try {
      Lock lock = isAlone ? both.writeLock() : both.readLock();
      take(lock);
      try {
        return work.get();
      } finally {
        lock.unlock();
      }
    } finally {
      turns.computeIfPresent(name, (_, turn) -> turn.users() == 1 ? null : turn.with(-1));
    }
  }

  private void take(Lock lock) {
    try {
      if (!lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw busy();
    }
  }

  private static PlatformException busy() {
    return Problem.of(
            ErrorCode.OVERLOADED, "queue", "The line of those who change this", "limit", 1)
        .exception();
  }
}
