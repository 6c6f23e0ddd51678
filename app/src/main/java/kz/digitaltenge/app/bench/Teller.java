package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;

/// Gives an order until it has an end, as a customer's bank would: the same order again when the
/// node is away, busy, or does not know yet. Counts what became of orders. Any thread may call.
final class Teller {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(1);

  private final BenchBanks banks;
  private final Duration patience;
  private final LongAdder again = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder paid = new LongAdder();
  private final AtomicLong lastPaid = new AtomicLong(System.nanoTime());
  private final AtomicLong longestGap = new AtomicLong();

  /// What became of an order.
  sealed interface Answer {
    /// Final.
    record Paid(PayOutcome.Final outcome) implements Answer {}

    /// Nothing moved, and nothing will.
    record Refused(Problem problem) implements Answer {}

    /// Nobody could say while the teller had patience.
    record Unknown() implements Answer {}
  }

  /// What became of all orders so far.
  ///
  /// @param unknown orders without an end when patience ended
  /// @param again how often an order was given again
  /// @param longestGap between two payments, whoever made them
  record Counts(long paid, long refused, long unknown, long again, Duration longestGap) {
    /// What came after earlier ones; the gap is the longest since [#begin()].
    Counts since(Counts earlier) {
      return new Counts(
          paid - earlier.paid,
          refused - earlier.refused,
          unknown - earlier.unknown,
          again - earlier.again,
          longestGap);
    }
  }

  Teller(BenchBanks banks, Duration patience) {
    this.banks = banks;
    this.patience = patience;
  }

  /// The gap before the first payment counts from here.
  void begin() {
    lastPaid.set(System.nanoTime());
    longestGap.set(0);
  }

  Counts counts() {
    return new Counts(
        paid.sum(), refused.sum(), unknown.sum(), again.sum(), Duration.ofNanos(longestGap.get()));
  }

  Answer pay(int bank, PayOrder order) {
    long end = System.nanoTime() + patience.toNanos();
    for (long pause = PAUSE.toNanos(); ; pause = Math.min(2 * pause, PAUSE_MAX.toNanos())) {
      PayOutcome outcome = once(bank, order);
      switch (outcome) {
        case PayOutcome.Final last -> {
          notePaid();
          return new Answer.Paid(last);
        }
        case PayOutcome.Refused(Problem problem) when !mayChange(problem) -> {
          refused.increment();
          return new Answer.Refused(problem);
        }
        case PayOutcome.Refused _, PayOutcome.Pending _ -> {
          if (System.nanoTime() > end) {
            unknown.increment();
            return new Answer.Unknown();
          }
        }
      }
      again.increment();
      LockSupport.parkNanos(pause);
    }
  }

  private PayOutcome once(int bank, PayOrder order) {
    try {
      return banks.node(bank).pay(order);
    } catch (PlatformException e) {
      return new PayOutcome.Refused(e.problem());
    }
  }

  private void notePaid() {
    paid.increment();
    long now = System.nanoTime();
    long before = lastPaid.getAndAccumulate(now, Math::max);
    longestGap.accumulateAndGet(now - before, Math::max);
  }

  private static boolean mayChange(Problem problem) {
    return switch (problem.code().retry()) {
      case LATER, SAME_REQUEST -> true;
      case NEVER, AFTER_CORRECTION -> false;
    };
  }
}
