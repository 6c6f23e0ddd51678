package kz.digitaltenge.api.stream;

import java.time.Duration;

/// The pause between attempts to connect: none at first, doubled by each failure up to a limit.
final class Backoff {
  private static final long FIRST_NANOS = Duration.ofMillis(50).toNanos();
  private static final int DOUBLINGS_MAX = 5;

  private int failures;
  private long overAtNanos;

  boolean isOver(long nowNanos) {
    return failures == 0 || nowNanos - overAtNanos >= 0;
  }

  void succeeded() {
    failures = 0;
  }

  void failed(long nowNanos) {
    overAtNanos = nowNanos + (FIRST_NANOS << Math.min(failures, DOUBLINGS_MAX));
    failures++;
  }
}
