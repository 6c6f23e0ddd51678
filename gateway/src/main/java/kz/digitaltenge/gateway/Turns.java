package kz.digitaltenge.gateway;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Has what is done under one name done one after the other.
final class Turns {
  private final Map<String, Turn> turns = new ConcurrentHashMap<>();

  /// @param users how many have it or wait for it
  private record Turn(Lock lock, int users) {
    Turn with(int more) {
      return new Turn(lock, users + more);
    }
  }

  <T> T during(String name, Supplier<T> work) {
    Lock lock =
        turns.merge(name, new Turn(new ReentrantLock(), 1), (known, _) -> known.with(1)).lock();
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
      turns.computeIfPresent(name, (_, turn) -> turn.users() == 1 ? null : turn.with(-1));
    }
  }
}
