package kz.digitaltenge.api.stream;

import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.trace.Trace;
import org.jspecify.annotations.Nullable;

/// A call without an answer yet. Except for [#result()], it belongs to the client's network thread
/// once it is queued.
final class PendingCall {
  private static final byte[] NOTHING = {};

  private final CallBudget budget;
  private final long correlation;
  private final int kind;
  private final long deadlineNanos;
  private final @Nullable Trace trace;
  private final CompletableFuture<byte[]> result = new CompletableFuture<>();
  private byte[] body;

  /// To be made on the caller's thread: the call takes along whose request it belongs to.
  PendingCall(CallBudget budget, long correlation, int kind, byte[] body, long deadlineNanos) {
    this.budget = budget;
    this.correlation = correlation;
    this.kind = kind;
    this.body = body;
    this.deadlineNanos = deadlineNanos;
    this.trace = Trace.current().orElse(null);
  }

  CompletableFuture<byte[]> result() {
    return result;
  }

  long correlation() {
    return correlation;
  }

  int sizeBytes() {
    return body.length;
  }

  boolean isDue(long nowNanos) {
    return nowNanos - deadlineNanos >= 0;
  }

  /// Puts the call into a frame and lets go of its body.
  void packInto(FramePacker frame) {
    frame.addCall(correlation, kind, body, trace);
    budget.releaseBytes(body.length);
    body = NOTHING;
  }

  void complete(byte[] answer) {
    release();
    result.complete(answer);
  }

  void fail(Problem problem) {
    release();
    result.completeExceptionally(problem.exception());
  }

  /// Before the future completes, so that whoever waited finds the place free.
  private void release() {
    budget.releaseBytes(body.length);
    body = NOTHING;
    budget.releaseCall();
  }
}
