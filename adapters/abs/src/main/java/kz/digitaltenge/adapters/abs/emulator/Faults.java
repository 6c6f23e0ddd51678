package kz.digitaltenge.adapters.abs.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/// What goes wrong in the system, and between its decision and its answer; forgotten when it ends.
/// Any thread may call.
public final class Faults {
  private volatile Duration delay = Duration.ZERO;
  private volatile Instant closedUntil = Instant.MIN;
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger doubled = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

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

  /// The next new orders are refused for good, as if there were no funds.
  public void refuseNext(int orders) {
    refused.set(orders);
  }

  /// Nothing is booked before this time.
  public void closeUntil(Instant time) {
    closedUntil = time;
  }

  Duration delay() {
    return delay;
  }

  Instant closedUntil() {
    return closedUntil;
  }

  boolean takeLost() {
    return take(lost);
  }

  boolean takeDoubled() {
    return take(doubled);
  }

  boolean takeRefused() {
    return take(refused);
  }

  /// For an operator.
  @Override
  public String toString() {
    return "answers delayed by %d ms, to lose %d, to double %d; orders to refuse %d"
        .formatted(delay.toMillis(), lost.get(), doubled.get(), refused.get());
  }

  private static boolean take(AtomicInteger left) {
    return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
  }
}
