package kz.digitaltenge.api.task;

import java.time.Duration;

/// How far apart batches begin where their parts come close together. A machine that has no
/// processor to spare ends waits late; batches are farther apart then, so that each has more parts
/// and the parts cost less. Not thread-safe.
public final class Spacing {
  /// A wait that ends so late, on an average, adds four times as much.
  private static final int FACTOR = 4;

  /// How many waits the average is over.
  private static final int MEMORY = 16;

  private final long least;
  private final long most;

  /// Nanoseconds that waits end late, on an average, times [#MEMORY].
  private long lateness;

  public Spacing(Duration least, Duration most) {
    this.least = least.toNanos();
    this.most = most.toNanos();
  }

  /// Nanoseconds from the beginning of one batch to that of the next.
  public long nanos() {
    return Math.min(most, least + FACTOR * lateness / MEMORY);
  }

  /// Tells what a wait returned. One that was ended says nothing of how late waits end.
  ///
  /// @param left nanoseconds to its end, negative when it ended late, as of
  ///   [java.util.concurrent.locks.Condition#awaitNanos]
  public void waited(long left) {
    if (left > 0) {
      return;
    }
    // One long pause of the whole machine is not what this is about.
    long late = Math.min(-left, most);
    lateness += late - lateness / MEMORY;
  }
}
