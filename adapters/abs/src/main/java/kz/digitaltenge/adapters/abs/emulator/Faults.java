package kz.digitaltenge.adapters.abs.emulator;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// What goes wrong between the system's decision and its answer. Any thread may call.
public final class Faults {
  private volatile Duration delay = Duration.ZERO;
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger doubled = new AtomicInteger();

  /// Each answer comes so much later.
  public void delay(Duration by) {
    delay = by;
  }

  /// The next answers are not sent, and the connection ends.
  public void loseNext(int answers) {
    lost.set(answers);
  }

  /// The next answers are sent twice.
  public void doubleNext(int answers) {
    doubled.set(answers);
  }

  Duration delay() {
    return delay;
  }

  boolean takeLost() {
    return take(lost);
  }

  boolean takeDoubled() {
    return take(doubled);
  }

  private static boolean take(AtomicInteger left) {
    return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
  }
}
