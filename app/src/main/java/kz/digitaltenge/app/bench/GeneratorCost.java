package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import kz.digitaltenge.api.operator.PayOrder;

/// What the load generator itself costs: the same loops over orders that nobody carries out. Its
/// threads are virtual ones like the platform's, so it cannot be told apart while there is a
/// platform behind it; to be measured when the network is closed.
final class GeneratorCost {
  private static final Duration WINDOW = Duration.ofSeconds(1);
  private static final int IN_FLIGHT = 64;
  private static final double RATE = 2_000;

  private GeneratorCost() {}

  /// Processor time of one order in a closed loop, in microseconds.
  static double closedLoopMicros() throws InterruptedException {
    return micros(
        new ClosedLoop(GeneratorCost::order, new AtomicLong()).measure(IN_FLIGHT, WINDOW, WINDOW));
  }

  /// The same for orders that fall due: a thread each, and the waiting for the moment.
  static double openLoopMicros() throws InterruptedException {
    return micros(
        new OpenLoop(GeneratorCost::order, new AtomicLong())
            .measure(new Arrivals(RATE, WINDOW, WINDOW))
            .slice());
  }

  /// The virtual threads' alone: collecting, compiling and reading the figures go on beside.
  private static double micros(Slice slice) {
    long flows = slice.processor().nanos().getOrDefault(Component.FLOWS, 0L);
    return slice.count() == 0 ? 0 : flows / 1e3 / slice.count();
  }

  private static boolean order(long number) {
    var order =
        new PayOrder("p-" + number, "KZ" + number, "KZ" + -number, "1.00", BenchBanks.CURRENCY);
    return !order.payer().equals(order.payee());
  }
}
