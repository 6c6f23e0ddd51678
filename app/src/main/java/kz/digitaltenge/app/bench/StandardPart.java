package kz.digitaltenge.app.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.SupplyProofs;
import org.jspecify.annotations.Nullable;

/// Founds a network and measures it: parts first, then payments one at a time, 8, 64, 256 and 1 024
/// at once, then payments at a quarter, a half and three quarters of the highest rate as they fall
/// due.
final class StandardPart {
  private static final int HALF = 50;
  private static final List<Integer> PERCENTS = List.of(25, HALF, 75);
  private static final List<Integer> IN_FLIGHT = List.of(1, 8, 64, 256);
  private static final List<Integer> IN_FLIGHT_PAYMENTS = List.of(1, 8, 64, 256, 1_024);

  private final BenchSettings settings;
  private final Consumer<String> progress;
  private final List<Figure> results = new ArrayList<>();
  private final List<BenchReport.Spent> processor = new ArrayList<>();
  private final AtomicLong numbers = new AtomicLong();

  /// What was found.
  record Found(
      List<Figure> results,
      List<BenchReport.AtRate> openLoop,
      List<BenchReport.Spent> processor,
      double generatorMicros,
      long startMillis,
      long residentMiB) {
    /// Of another part alone.
    static Found nothing() {
      return new Found(List.of(), List.of(), List.of(), 0, 0, 0);
    }

    @Nullable Figure halfLoad() {
      return openLoop.stream()
          .filter(rate -> rate.percent() == HALF)
          .map(BenchReport.AtRate::figure)
          .findFirst()
          .orElse(null);
    }

    long failed() {
      return Stream.concat(results.stream(), openLoop.stream().map(BenchReport.AtRate::figure))
          .mapToLong(Figure::failed)
          .sum();
    }
  }

  StandardPart(BenchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  Found run() throws InterruptedException {
    Found found = found();
    return new Found(
        found.results,
        found.openLoop,
        found.processor,
        GeneratorCost.closedLoopMicros(),
        found.startMillis,
        found.residentMiB);
  }

  private Found found() throws InterruptedException {
    progress.accept("Starting a network");
    try (var network =
            BenchNetwork.start(
                settings, "network", 0, settings.notaries(), SupplyProofs.EACH_MINUTE);
        Machine machine = Machine.here()) {
      long startMillis = ManagementFactory.getRuntimeMXBean().getUptime();
      progress.accept("Opening accounts and giving them money");
      BenchCustomers customers =
          BenchCustomers.prepare(network.platform(), "b", settings.scale().customers());
      parts(machine);
      double fastest = payments(customers);
      List<BenchReport.AtRate> openLoop = atRates(customers, fastest);
      return new Found(results, openLoop, processor, 0, startMillis, ResidentMemory.mib());
    }
  }

  private List<BenchReport.AtRate> atRates(BenchCustomers customers, double fastest)
      throws InterruptedException {
    var loop = new OpenLoop(number -> customers.payAcrossBanks("p", number), numbers);
    var measured = new ArrayList<BenchReport.AtRate>();
    for (int percent : PERCENTS) {
      double due = fastest * percent / 100;
      for (int repeat = 0; repeat < settings.repeats(); repeat++) {
        progress.accept("Paying across banks as %,.0f a second fall due".formatted(due));
        var arrivals = new Arrivals(due, settings.warmUp(), settings.window());
        Slice slice = loop.measure(arrivals).slice();
        measured.add(new BenchReport.AtRate(percent, due, slice.figure("cross-bank", 0)));
        if (percent == HALF && repeat == 0) {
          note("cross-bank, open loop, %,.0f a second".formatted(due), slice);
        }
      }
    }
    return measured;
  }

  private void parts(Machine machine) throws InterruptedException {
    progress.accept("Measuring signatures");
    results.addAll(Yardstick.measure(machine, settings.warmUp(), settings.window()));
    int port = settings.notaryPort(0);
    var synthetic =
        new SyntheticNetwork(
            machine,
            settings.folder().resolve("keys"),
            "localhost:" + port,
            "localhost:" + (port + 1));
    progress.accept("Measuring validation");
    var validation = new ValidationBench(synthetic, machine);
    for (int inFlight : IN_FLIGHT) {
      results.add(validation.run(inFlight, settings.warmUp(), settings.window()));
    }
    progress.accept("Measuring the notary alone");
    try (var notary = new NotaryBench(synthetic, machine, settings.folder().resolve("notary"))) {
      notary.prepare();
      for (int inFlight : IN_FLIGHT) {
        results.add(notary.run(inFlight, settings.warmUp(), settings.window()));
      }
    }
  }

  /// The highest rate across banks.
  private double payments(BenchCustomers customers) throws InterruptedException {
    double fastest = 0;
    for (int inFlight : IN_FLIGHT_PAYMENTS) {
      progress.accept("Paying across banks, %d at once".formatted(inFlight));
      Figure figure = measure("cross-bank", inFlight, n -> customers.payAcrossBanks("p", n));
      fastest = Math.max(fastest, figure.perSecond());
    }
    for (int inFlight : IN_FLIGHT_PAYMENTS) {
      progress.accept("Paying within banks, %d at once".formatted(inFlight));
      measure("on-us", inFlight, n -> customers.payOnUs("p", n));
    }
    return fastest;
  }

  private Figure measure(String name, int inFlight, Workload workload) throws InterruptedException {
    Slice slice =
        new ClosedLoop(workload, numbers).measure(inFlight, settings.warmUp(), settings.window());
    Figure figure = slice.figure(name, inFlight);
    results.add(figure);
    if (inFlight == IN_FLIGHT_PAYMENTS.getLast()) {
      note("%s, %d in flight".formatted(name, inFlight), slice);
    }
    return figure;
  }

  private void note(String load, Slice slice) {
    processor.add(new BenchReport.Spent(load, slice.processor().microsEach(slice.count())));
  }
}
