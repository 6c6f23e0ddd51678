package kz.digitaltenge.node.register;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Divides what may be paid at once evenly among the registers that are being paid: one alone has
/// all of it, and one whose payees' bank is silent holds no more than its own part. Thread-safe.
final class Shares {
  private final int whole;

  /// Guarded by this.
  private final List<Share> held = new ArrayList<>();

  Shares(int whole) {
    this.whole = whole;
  }

  /// One register's part; whoever has it closes it.
  synchronized Share take() {
    var share = new Share();
    held.add(share);
    divide();
    return share;
  }

  private synchronized void giveBack(Share share) {
    held.remove(share);
    divide();
  }

  private void divide() {
    held.forEach(each -> each.resize(Math.max(1, whole / held.size())));
  }

  /// So many payments at once. When it shrinks, what is under way ends as it would.
  final class Share implements AutoCloseable {
    private final Resizable turns = new Resizable();

    /// Guarded by the shares.
    private int size;

    private Share() {}

    /// Waits for a turn and works in it.
    <T> T inTurn(Supplier<T> work) {
      turns.acquireUninterruptibly();
      try {
        return work.get();
      } finally {
        turns.release();
      }
    }

    @Override
    public void close() {
      giveBack(this);
    }

    private void resize(int now) {
      if (now < size) {
        turns.reducePermits(size - now);
      } else {
        turns.release(now - size);
      }
      size = now;
    }
  }

  private static final class Resizable extends Semaphore {
    private static final long serialVersionUID = 1;

    Resizable() {
      super(0);
    }

    @Override
    public void reducePermits(int reduction) {
      super.reducePermits(reduction);
    }
  }
}
