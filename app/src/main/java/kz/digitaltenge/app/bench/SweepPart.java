package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import kz.digitaltenge.app.role.SupplyProofs;

/// Has payments fall due at higher and higher rates, each rate several times, with conflicts among
/// them, until the platform cannot keep up. A window of the lowest rate, and any that was kept, is
/// followed by one of the same rate in which a bank and then the notary are taken away.
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
    return new SweepReport(swept.rates(), swept.outages(), notes, swept.failed());
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
    var accidents =
        new Accidents(network.backstage(), customers.banks().id(0), settings.scale().outage());
    var sweep = new Sweep(teller, orders, accidents, new AtomicLong());
    progress.accept("Warming up");
    new ClosedLoop(orders::once, sweep.numbers)
        .measure(WARM_IN_FLIGHT, Duration.ZERO, settings.window());
    var measured = new ArrayList<SweepReport.AtRate>();
    var disturbed = new ArrayList<SweepReport.WithOutages>();
    boolean kept = true;
    for (int i = 0; kept && i < settings.scale().rates().size(); i++) {
      List<SweepReport.AtRate> repeats = atRate(settings.scale().rates().get(i), sweep, disturbed);
      measured.addAll(repeats);
      kept = SweepReport.isKept(repeats);
    }
    Teller.Counts counts = teller.counts();
    return new SweepReport(
        measured,
        disturbed,
        List.of(
            orders.told(),
            "Paid %,d, refused as they should be %,d, unknown %,d; promises broken: %d."
                .formatted(counts.paid(), counts.refused(), counts.unknown(), orders.broken())),
        orders.broken() + counts.unknown());
  }

  /// What all windows share.
  private record Sweep(
      Teller teller, MixedOrders orders, Accidents accidents, AtomicLong numbers) {}

  private List<SweepReport.AtRate> atRate(
      int rate, Sweep sweep, List<SweepReport.WithOutages> disturbed) throws InterruptedException {
    var repeats = new ArrayList<SweepReport.AtRate>();
    for (int repeat = 0; repeat < settings.repeats(); repeat++) {
      SweepReport.AtRate calm = undisturbed(rate, sweep);
      repeats.add(calm);
      // Above the lowest rate, what is too much already would only grow a queue.
      if (calm.isKept() || rate == settings.scale().rates().getFirst()) {
        disturbed.add(withOutages(rate, sweep));
      }
    }
    return repeats;
  }

  private SweepReport.AtRate undisturbed(int rate, Sweep sweep) throws InterruptedException {
    progress.accept("Paying across banks as %,d a second fall due".formatted(rate));
    var arrivals = new Arrivals(rate, settings.warmUp(), settings.window());
    OpenLoop.Load load = new OpenLoop(sweep.orders::once, sweep.numbers).measure(arrivals);
    return new SweepReport.AtRate(
        rate,
        perSecond(load.inTime(), settings.window()),
        load.slice().figure("cross-bank", 0),
        load.slice().processorMicros());
  }

  private SweepReport.WithOutages withOutages(int rate, Sweep sweep) throws InterruptedException {
    progress.accept("The same with a bank and the notary away for a while");
    Duration window = settings.window().multipliedBy(2);
    Duration half = settings.window().dividedBy(2);
    Teller.Counts before = sweep.teller.counts();
    sweep.teller.begin();
    CompletableFuture<Duration> bank =
        Accidents.after(half.dividedBy(2), sweep.accidents::loseBank);
    CompletableFuture<Duration> notary =
        bank.thenCompose(_ -> Accidents.after(half, sweep.accidents::loseMember));
    OpenLoop.Load load =
        new OpenLoop(sweep.orders::once, sweep.numbers)
            .measure(new Arrivals(rate, Duration.ZERO, window));
    Teller.Counts counts = sweep.teller.counts().since(before);
    return new SweepReport.WithOutages(
        rate,
        Accidents.joined(bank).toMillis(),
        Accidents.joined(notary).toMillis(),
        perSecond(load.inTime(), window),
        load.slice().figure("cross-bank", 0),
        counts.unknown(),
        counts.again(),
        counts.longestGap().toMillis());
  }

  private static double perSecond(long count, Duration window) {
    return count * 1e9 / window.toNanos();
  }
}
