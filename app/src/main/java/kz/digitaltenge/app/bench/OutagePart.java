package kz.digitaltenge.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.role.NotaryRole;
import kz.digitaltenge.app.role.Replaceable;
import kz.digitaltenge.app.role.SupplyProofs;
import kz.digitaltenge.app.sandbox.Backstage;

/// Takes a bank, the notary and the database away while payments fall due, one in each window, and
/// brings it back. The bank and the notary's only member are stopped and started in this process;
/// the database server and its connections are killed.
final class OutagePart {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration READY = Duration.ofSeconds(60);
  private static final int IN_FLIGHT = 64;
  private static final String MEMBER = "notary-1";
  private static final Executor THREADS = task -> Thread.ofVirtual().name("outage").start(task);

  private final BenchSettings settings;
  private final Consumer<String> progress;
  private final AtomicLong numbers = new AtomicLong();

  /// Takes something away and brings it back.
  private interface Accident {
    void happen() throws InterruptedException;
  }

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
    Backstage backstage = network.backstage();
    String bank = customers.banks().id(0).value();
    var outages = new ArrayList<OutageReport.Outage>();
    long broken = 0;
    for (Case each :
        List.of(
            new Case("nothing", () -> {}),
            new Case("bank " + bank + " stopped", () -> bank(backstage, customers)),
            new Case("the notary's member stopped", () -> member(backstage)),
            new Case("the database server killed", () -> database(backstage)))) {
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
  private record Case(String what, Accident accident) {}

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
    var away =
        CompletableFuture.supplyAsync(
            () -> happen(each.accident, settings.warmUp().plus(window.dividedBy(4))), THREADS);
    OpenLoop.Load load =
        new OpenLoop(orders::once, numbers).measure(new Arrivals(rate, settings.warmUp(), window));
    Teller.Counts counts = teller.counts();
    return new OutageReport.Outage(
        each.what,
        joined(away).toMillis(),
        load.slice().figure("cross-bank", 0),
        counts.refused(),
        counts.unknown(),
        counts.again(),
        counts.longestGap().toMillis());
  }

  private static Duration happen(Accident accident, Duration after) {
    try {
      Thread.sleep(after);
      long begin = System.nanoTime();
      accident.happen();
      return Duration.ofNanos(System.nanoTime() - begin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(ErrorCode.STOPPING, "part", "The benchmark").exception(e);
    }
  }

  private static Duration joined(CompletableFuture<Duration> away) {
    try {
      return away.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void bank(Backstage backstage, BenchCustomers customers) throws InterruptedException {
    var bank = backstage.bank(customers.banks().id(0));
    bank.stop();
    Thread.sleep(settings.scale().outage());
    bank.start();
  }

  private void member(Backstage backstage) throws InterruptedException {
    Replaceable<NotaryRole> member = backstage.member(MEMBER);
    member.stop();
    Thread.sleep(settings.scale().outage());
    member.start();
    member.get().awaitReady(READY);
  }

  private void database(Backstage backstage) throws InterruptedException {
    backstage.killDatabase();
    Thread.sleep(settings.scale().outage());
    backstage.database().start();
  }
}
