package kz.digitaltenge.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// The clock of a simulation: it stands still while anything goes on, and jumps to the next alarm
/// when nothing does. Alarms of the same time go off in the order in which they were set.
final class Alarms {
  private final PriorityQueue<Alarm> queue =
      new PriorityQueue<>(
          Comparator.comparingLong((Alarm alarm) -> alarm.atNanos)
              .thenComparingLong(alarm -> alarm.sequence));
  private long nowNanos;
  private long alarmsSet;

  /// Something to do at a time.
  static final class Alarm {
    private final long atNanos;
    private final long sequence;
    private @Nullable Runnable work;

    private Alarm(long atNanos, long sequence, Runnable work) {
      this.atNanos = atNanos;
      this.sequence = sequence;
      this.work = work;
    }

    void cancel() {
      work = null;
    }
  }

  /// Since the beginning.
  long nowNanos() {
    return nowNanos;
  }

  Alarm set(Duration delay, Runnable work) {
    var alarm = new Alarm(nowNanos + delay.toNanos(), alarmsSet++, work);
    queue.add(alarm);
    return alarm;
  }

  /// Moves the clock on to the next alarm, and gives what is to be done; empty when there is none.
  Optional<Runnable> next() {
    Alarm alarm = queue.poll();
    while (alarm != null && alarm.work == null) {
      alarm = queue.poll();
    }
    if (alarm == null) {
      return Optional.empty();
    }
    nowNanos = Math.max(nowNanos, alarm.atNanos);
    return Optional.ofNullable(alarm.work);
  }
}
