package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import kz.digitaltenge.app.role.SupplyProofs;

/// Has payments fall due at higher and higher rates, each rate several times, with conflicts among
/// them, until the platform cannot keep up.
final class SweepPart {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int WARM_IN_FLIGHT = 64;

  private final BenchSettings settings;
  private final Consumer<String> progress;

  SweepPart(BenchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  PartReport run() throws InterruptedException {
    SweepReport swept = started();
    var notes = new ArrayList<>(swept.notes());
    notes.add(
        "%.1f µs of each payment's processor time are the load generator's own."
            .formatted(GeneratorCost.openLoopMicros()));
    return new SweepReport(swept.rates(), notes, swept.failed());
  }

  private SweepReport started() throws InterruptedException {
    progress.accept("Starting a network");
    try (var network = BenchNetwork.start(settings, "sweep", 0, 1, SupplyProofs.EACH_MINUTE)) {
      return measure(network);
    }
  }

  SweepReport measure(BenchNetwork network) throws InterruptedException {
    BenchCustomers customers =
        BenchCustomers.prepare(network.platform(), "s", settings.scale().customers());
    var teller = new Teller(customers.banks(), PATIENCE);
    MixedOrders orders = MixedOrders.prepare(customers, teller, "s", settings.scale().rivals());
    var numbers = new AtomicLong();
    progress.accept("Warming up");
    new ClosedLoop(orders::once, numbers).measure(WARM_IN_FLIGHT, Duration.ZERO, settings.window());
    var measured = new ArrayList<SweepReport.AtRate>();
    boolean kept = true;
    for (int i = 0; kept && i < settings.scale().rates().size(); i++) {
      List<SweepReport.AtRate> repeats = atRate(settings.scale().rates().get(i), orders, numbers);
      measured.addAll(repeats);
      kept = SweepReport.isKept(repeats);
    }
    Teller.Counts counts = teller.counts();
    return new SweepReport(
        measured,
        List.of(
            orders.told(),
            "Paid %,d, refused as they should be %,d, unknown %,d; promises broken: %d."
                .formatted(counts.paid(), counts.refused(), counts.unknown(), orders.broken())),
        orders.broken() + counts.unknown());
  }

  private List<SweepReport.AtRate> atRate(int rate, MixedOrders orders, AtomicLong numbers)
      throws InterruptedException {
    var repeats = new ArrayList<SweepReport.AtRate>();
    for (int repeat = 0; repeat < settings.repeats(); repeat++) {
      progress.accept("Paying across banks as %,d a second fall due".formatted(rate));
      var arrivals = new Arrivals(rate, settings.warmUp(), settings.window());
      OpenLoop.Load load = new OpenLoop(orders::once, numbers).measure(arrivals);
      repeats.add(
          new SweepReport.AtRate(
              rate,
              load.inTime() * 1e9 / settings.window().toNanos(),
              load.slice().figure("cross-bank", 0),
              load.slice().processorMicros()));
    }
    return repeats;
  }
}
