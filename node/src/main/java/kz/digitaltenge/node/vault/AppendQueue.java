package kz.digitaltenge.node.vault;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import kz.digitaltenge.api.task.Spacing;

/// Appends on their way to the database's one writer, in two lanes. Urgent ones leave with whatever
/// else is waiting, at once or, where they come close together, some milliseconds apart; lazy ones
/// (settlements) gather until there are many, or nothing else has happened for a moment, or urgent
/// ones have gone first several times. Each lane is first come, first served. Full lanes refuse.
final class AppendQueue {
  /// Appends that may wait in a lane.
  static final int LANE_APPENDS_MAX = 16_384;

  /// Records in one unit of work, unless a single append has more.
  static final int BATCH_RECORDS_MAX = 512;

  /// A write costs the database as much as ten more records in it, so a few wait for each other a
  /// little, and a little longer where the processor is busy; many do not wait.
  static final Duration BETWEEN_URGENT = Duration.ofMillis(8);

  static final Duration BETWEEN_URGENT_MAX = Duration.ofMillis(16);

  static final int URGENT_APPENDS_ENOUGH = 64;

  static final int URGENT_TURNS_MAX = 16;

  private static final int LAZY_APPENDS_ENOUGH = 256;
  private static final long LAZY_WAIT_MILLIS = 50;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Spacing spacing = new Spacing(BETWEEN_URGENT, BETWEEN_URGENT_MAX);
  private final Deque<Append> urgent = new ArrayDeque<>();
  private final Deque<Append> lazy = new ArrayDeque<>();
  private int urgentTurns;
  private long lastUrgentNanos;
  private int lastUrgentAppends;
  private boolean lazyWaited;
  private boolean closed;

  private final LongSupplier ticks;

  AppendQueue() {
    this(System::nanoTime);
  }

  /// @param ticks the machine's running time in nanoseconds
  AppendQueue(LongSupplier ticks) {
    this.ticks = ticks;
    this.lastUrgentNanos = ticks.getAsLong() - BETWEEN_URGENT_MAX.toNanos();
  }

  /// What became of an offer.
  enum Offer {
    TAKEN,
    FULL,
    CLOSED
  }

  Offer offer(Append append) {
    var isLazy = append.isLazy();
    lock.lock();
    try {
      var lane = isLazy ? lazy : urgent;
      if (closed) {
        return Offer.CLOSED;
      }
      if (lane.size() >= LANE_APPENDS_MAX) {
        return Offer.FULL;
      }
      lane.addLast(append);
      // Those in between wake nobody: the writer's wait started with the first.
      int enough = isLazy ? LAZY_APPENDS_ENOUGH : URGENT_APPENDS_ENOUGH;
      if (lane.size() == 1 || lane.size() == enough) {
        changed.signal();
      }
      return Offer.TAKEN;
    } finally {
      lock.unlock();
    }
  }

  /// The next batch; waits for one. Empty once the queue is closed and drained.
  List<Append> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        if (isLazyDue()) {
          urgentTurns = 0;
          lazyWaited = false;
          return drain(lazy);
        }
        if (!urgent.isEmpty()) {
          long pause = lastUrgentNanos + spacing.nanos() - ticks.getAsLong();
          if (pause <= 0 || !isWorthWaiting()) {
            urgentTurns++;
            lastUrgentNanos = ticks.getAsLong();
            lastUrgentAppends = urgent.size();
            return drain(urgent);
          }
          spacing.waited(changed.awaitNanos(pause));
        } else if (closed) {
          return List.of();
        } else if (lazy.isEmpty()) {
          changed.await();
        } else {
          lazyWaited = !changed.await(LAZY_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Takes nothing more; what is in the queue can still be drained.
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether more urgent ones are to be expected in a moment.
  private boolean isWorthWaiting() {
    boolean busy = lastUrgentAppends > 1 || urgent.size() > 1;
    return busy && urgent.size() < URGENT_APPENDS_ENOUGH && !closed;
  }

  private boolean isLazyDue() {
    return !lazy.isEmpty()
        && (lazyWaited
            || lazy.size() >= LAZY_APPENDS_ENOUGH
            || urgentTurns >= URGENT_TURNS_MAX
            || (closed && urgent.isEmpty()));
  }

  private static List<Append> drain(Deque<Append> lane) {
    var batch = new ArrayList<Append>();
    var records = 0;
    while (!lane.isEmpty()) {
      records += lane.getFirst().records().size();
      if (records > BATCH_RECORDS_MAX && !batch.isEmpty()) {
        break;
      }
      batch.add(lane.removeFirst());
    }
    return batch;
  }
}
