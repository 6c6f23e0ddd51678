package kz.digitaltenge.node.vault;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Tells those who wait for events that something was written. Costs the writer a look at an empty
/// map when nobody waits. Thread-safe.
final class EventBell {
  private final Map<Long, CompletableFuture<Boolean>> waiting = new ConcurrentHashMap<>();
  private final AtomicLong listeners = new AtomicLong();

  CompletableFuture<Boolean> listen() {
    var listener = new CompletableFuture<Boolean>();
    long number = listeners.incrementAndGet();
    waiting.put(number, listener);
    var _ = listener.whenComplete((_, _) -> waiting.remove(number));
    return listener;
  }

  void ring() {
    if (!waiting.isEmpty()) {
      waiting.values().forEach(listener -> listener.complete(true));
    }
  }
}
