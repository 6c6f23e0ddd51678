package kz.digitaltenge.api.stream;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// How many calls a client holds, against its limits. Any thread may use it.
final class CallBudget {
  private final StreamLimits limits;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicLong unsentBytes = new AtomicLong();
  private final AtomicLong correlation = new AtomicLong();

  CallBudget(StreamLimits limits) {
    this.limits = limits;
  }

  /// Takes a place for the call, or nothing when all are taken.
  Optional<PendingCall> admit(int kind, byte[] body) {
    if (calls.incrementAndGet() > limits.pendingCalls()) {
      releaseCall();
      return Optional.empty();
    }
    if (unsentBytes.addAndGet(body.length) > limits.pendingSizeBytes()) {
      releaseBytes(body.length);
      releaseCall();
      return Optional.empty();
    }
    long deadlineNanos = System.nanoTime() + limits.callTimeout().toNanos();
    return Optional.of(
        new PendingCall(this, correlation.incrementAndGet(), kind, body, deadlineNanos));
  }

  boolean isEmpty() {
    return calls.get() == 0;
  }

  void releaseCall() {
    calls.decrementAndGet();
  }

  void releaseBytes(int size) {
    unsentBytes.addAndGet(-size);
  }
}
