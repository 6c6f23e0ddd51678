package kz.digitaltenge.notary.server;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// Has a checkpoint made when enough was applied since the last one, beside the thread that
/// applies: a start reads everything that came after the newest checkpoint.
///
/// Confined to the applying thread.
final class Checkpointing {

  /// Consensus log between two checkpoints at most, whatever the number of entries.
  private static final long BYTES_MAX = 256L << 20;

  private final long entriesMax;
  private final Executor background;
  private final Runnable checkpoint;
  private final AtomicBoolean underWay = new AtomicBoolean();
  private long lastIndex = -1;
  private long bytesSince;

  /// @param entriesMax between two checkpoints
  /// @param background where checkpoints are made, one at a time
  /// @param checkpoint makes one and does not throw
  Checkpointing(long entriesMax, Executor background, Runnable checkpoint) {
    this.entriesMax = entriesMax;
    this.background = background;
    this.checkpoint = checkpoint;
  }

  /// An entry was applied that takes `sizeBytes` in the consensus log.
  void applied(long index, int sizeBytes) {
    bytesSince += sizeBytes;
    if (lastIndex < 0) {
      lastIndex = index;
    }
    boolean due = index - lastIndex >= entriesMax || bytesSince >= BYTES_MAX;
    if (due && underWay.compareAndSet(false, true)) {
      lastIndex = index;
      bytesSince = 0;
      background.execute(this::make);
    }
  }

  private void make() {
    try {
      checkpoint.run();
    } finally {
      underWay.set(false);
    }
  }
}
