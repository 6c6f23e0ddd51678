package kz.digitaltenge.node.register;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Divides what may be paid at once evenly among the registers that are being paid: one alone has
/// all of it, and one whose payees' bank is silent holds no more than its own part. Thread-safe.
final class Shares {
  private final int whole;
  private final int smallest;

  /// Guarded by this.
  private final List<Share> held = new ArrayList<>();

  /// @param whole payouts that are paid at once
  /// @param most how many registers have a part at once
  Shares(int whole, int most) {
    this.whole = whole;
    this.smallest = Math.max(1, whole / Math.max(1, most));
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

  /// So many payouts at once. When it shrinks, what is under way ends as it would.
  final class Share implements AutoCloseable {
    private final Resizable turns = new Resizable();

    /// Guarded by the shares.
    private int size;

    private Share() {}

    /// Waits until there is room for a payment.
    ///
    /// @param payouts that it pays
    void begin(int payouts) {
      turns.acquireUninterruptibly(weight(payouts));
    }

    void end(int payouts) {
      turns.release(weight(payouts));
    }

    private int weight(int payouts) {
      return Math.min(payouts, smallest);
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
      // In turn, so that a payment of many payouts is not overtaken for ever.
      super(0, true);
    }

    @Override
    public void reducePermits(int reduction) {
      super.reducePermits(reduction);
    }
  }
}
