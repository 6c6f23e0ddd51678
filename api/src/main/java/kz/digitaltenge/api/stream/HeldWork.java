package kz.digitaltenge.api.stream;

import java.util.concurrent.atomic.AtomicBoolean;
import kz.digitaltenge.api.error.Problem;
import org.jspecify.annotations.Nullable;

/// One message that a server has read, until its answer is sent.
final class HeldWork {
  private final long correlation;
  private final int requestSizeBytes;
  private final long deadlineNanos;
  private final AtomicBoolean answered = new AtomicBoolean();
  // Written once, by whoever turned `answered`, before the work is queued for sending.
  private byte @Nullable [] body;
  private @Nullable Problem problem;

  HeldWork(long correlation, int requestSizeBytes, long deadlineNanos) {
    this.correlation = correlation;
    this.requestSizeBytes = requestSizeBytes;
    this.deadlineNanos = deadlineNanos;
  }

  /// Whether this is the answer: the handler and its deadline may both come with one.
  boolean answer(byte[] result) {
    if (!answered.compareAndSet(false, true)) {
      return false;
    }
    body = result;
    return true;
  }

  boolean answer(Problem refusal) {
    if (!answered.compareAndSet(false, true)) {
      return false;
    }
    problem = refusal;
    return true;
  }

  boolean isDue(long nowNanos) {
    return nowNanos - deadlineNanos >= 0;
  }

  int answerSizeBytes() {
    return body == null ? 0 : body.length;
  }

  int heldBytes() {
    return requestSizeBytes + answerSizeBytes();
  }

  void packInto(FramePacker frame) {
    if (problem != null) {
      frame.addFault(correlation, problem);
    } else if (body != null) {
      frame.addAnswer(correlation, body);
    }
  }
}
