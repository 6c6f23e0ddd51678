package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import kz.digitaltenge.app.role.SupplyProofs;

/// Takes a bank, the notary and the database away while payments fall due, one in each window, and
/// brings it back.
final class OutagePart {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int IN_FLIGHT = 64;

  private final BenchSettings settings;
  private final Consumer<String> progress;
  private final AtomicLong numbers = new AtomicLong();

  OutagePart(BenchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  PartReport run() throws InterruptedException {
    progress.accept("Starting a network");
    try (var network = BenchNetwork.start(settings, "outages", 0, 1, SupplyProofs.EACH_MINUTE)) {
      return measure(network);
    }
  }

  OutageReport measure(BenchNetwork network) throws InterruptedException {
    BenchCustomers customers =
        BenchCustomers.prepare(network.platform(), "o", settings.scale().customers());
    double rate = rate(customers);
    var accidents =
        new Accidents(network.backstage(), customers.banks().id(0), settings.scale().outage());
    var outages = new ArrayList<OutageReport.Outage>();
    long broken = 0;
    for (Case each :
        List.of(
            new Case("nothing", () -> {}),
            new Case("bank " + accidents.bank() + " stopped", accidents::loseBank),
            new Case("the notary's member stopped", accidents::loseMember),
            new Case("the database server killed", accidents::killDatabase))) {
      var teller = new Teller(customers.banks(), PATIENCE);
      MixedOrders orders =
          MixedOrders.prepare(customers, teller, "o" + outages.size(), settings.scale().rivals());
      outages.add(outage(each, rate, teller, orders));
      broken += orders.broken();
    }
    long unknown = outages.stream().mapToLong(OutageReport.Outage::unknown).sum();
    return new OutageReport(
        rate,
        outages,
        List.of("Promises of the mix broken: %d.".formatted(broken)),
        broken + unknown);
  }

  /// A window's name and what happens in it.
  private record Case(String what, Accidents.Accident accident) {}

  /// As told, or half of what the platform can do.
  private double rate(BenchCustomers customers) throws InterruptedException {
    if (settings.scale().rate() > 0) {
      return settings.scale().rate();
    }
    progress.accept("Finding the top rate");
    Slice top =
        new ClosedLoop(number -> customers.payAcrossBanks("t", number), numbers)
            .measure(IN_FLIGHT, settings.window(), settings.window());
    return Math.max(1, top.perSecond() / 2);
  }

  private OutageReport.Outage outage(Case each, double rate, Teller teller, MixedOrders orders)
      throws InterruptedException {
    progress.accept(
        "Paying across banks as %,.0f a second fall due; away: %s".formatted(rate, each.what));
    Duration window = settings.window().multipliedBy(2);
    teller.begin();
    var away = Accidents.after(settings.warmUp().plus(window.dividedBy(4)), each.accident);
    OpenLoop.Load load =
        new OpenLoop(orders::once, numbers).measure(new Arrivals(rate, settings.warmUp(), window));
    Teller.Counts counts = teller.counts();
    return new OutageReport.Outage(
        each.what,
        Accidents.joined(away).toMillis(),
        load.slice().figure("cross-bank", 0),
        counts.refused(),
        counts.unknown(),
        counts.again(),
        counts.longestGap().toMillis());
  }
}
