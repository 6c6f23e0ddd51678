package kz.digitaltenge.app.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.Sandbox;
import kz.digitaltenge.app.sandbox.StartReport;

/// Founds a network of its own and measures it: parts first, then payments one at a time, 8, 64 and
/// 256 at once, then payments at a quarter, a half and three quarters of the highest rate as they
/// fall due.
final class BenchRun {
  private static final int HALF = 50;
  private static final List<Integer> PERCENTS = List.of(25, HALF, 75);
  private static final List<Integer> IN_FLIGHT = List.of(1, 8, 64, 256);

  /// The network's, and two for the notary that is measured alone.
  static final int PORTS = NetworkPlan.PORTS + 2;

  private final Settings settings;
  private final Consumer<String> progress;
  private final List<Figure> results = new ArrayList<>();
  private final AtomicLong numbers = new AtomicLong();

  /// How to measure.
  ///
  /// @param folder empty; everything measured is written here
  /// @param cache where the database's programs are unpacked
  /// @param port the first of the ports to use
  /// @param warmUp before each window
  /// @param window what is measured
  /// @param repeats how often each rate of the open loop is measured
  record Settings(
      Path folder, Path cache, int port, Duration warmUp, Duration window, int repeats) {}

  BenchRun(Settings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  BenchReport run() throws InterruptedException {
    progress.accept("Starting a network");
    var network =
        Sandbox.start(
            new DataFolder(settings.folder.resolve("network")),
            new NetworkPlan(settings.port, 1),
            settings.cache,
            StartReport.SILENT);
    long startMillis = ManagementFactory.getRuntimeMXBean().getUptime();
    try (Platform platform = network.platform();
        Machine machine = Machine.here()) {
      progress.accept("Opening accounts and giving them money");
      BenchCustomers customers = BenchCustomers.prepare(platform, "b");
      parts(machine);
      double fastest = payments(customers);
      List<BenchReport.AtRate> openLoop = atRates(customers, fastest);
      return new BenchReport(
          MachineryProbe.of(settings.folder, machine),
          results,
          openLoop.stream()
              .filter(rate -> rate.percent() == HALF)
              .map(BenchReport.AtRate::figure)
              .findFirst()
              .orElseThrow(),
          openLoop,
          startMillis,
          ResidentMemory.mib(),
          failed(openLoop));
    }
  }

  private long failed(List<BenchReport.AtRate> openLoop) {
    return Stream.concat(results.stream(), openLoop.stream().map(BenchReport.AtRate::figure))
        .mapToLong(Figure::failed)
        .sum();
  }

  private List<BenchReport.AtRate> atRates(BenchCustomers customers, double fastest)
      throws InterruptedException {
    var loop = new OpenLoop(number -> customers.payAcrossBanks("p", number), numbers);
    var measured = new ArrayList<BenchReport.AtRate>();
    for (int percent : PERCENTS) {
      double due = fastest * percent / 100;
      for (int repeat = 0; repeat < settings.repeats; repeat++) {
        progress.accept("Paying across banks as %.0f a second fall due".formatted(due));
        Figure figure = loop.run("cross-bank", due, settings.warmUp, settings.window);
        measured.add(new BenchReport.AtRate(percent, due, figure));
      }
    }
    return measured;
  }

  private void parts(Machine machine) throws InterruptedException {
    progress.accept("Measuring signatures");
    results.addAll(Yardstick.measure(machine, settings.warmUp, settings.window));
    int port = settings.port + NetworkPlan.PORTS;
    var synthetic =
        new SyntheticNetwork(
            machine,
            settings.folder.resolve("keys"),
            "localhost:" + port,
            "localhost:" + (port + 1));
    progress.accept("Measuring validation");
    var validation = new ValidationBench(synthetic, machine);
    for (int inFlight : IN_FLIGHT) {
      results.add(validation.run(inFlight, settings.warmUp, settings.window));
    }
    progress.accept("Measuring the notary alone");
    try (var notary = new NotaryBench(synthetic, machine, settings.folder.resolve("notary"))) {
      notary.prepare();
      for (int inFlight : IN_FLIGHT) {
        results.add(notary.run(inFlight, settings.warmUp, settings.window));
      }
    }
  }

  /// The highest rate across banks.
  private double payments(BenchCustomers customers) throws InterruptedException {
    double fastest = 0;
    for (int inFlight : IN_FLIGHT) {
      progress.accept("Paying across banks, %d at once".formatted(inFlight));
      Figure figure = measure("cross-bank", inFlight, n -> customers.payAcrossBanks("p", n));
      fastest = Math.max(fastest, figure.perSecond());
    }
    for (int inFlight : IN_FLIGHT) {
      progress.accept("Paying within banks, %d at once".formatted(inFlight));
      measure("on-us", inFlight, n -> customers.payOnUs("p", n));
    }
    return fastest;
  }

  private Figure measure(String name, int inFlight, Workload workload) throws InterruptedException {
    Figure figure =
        new ClosedLoop(workload, numbers).run(name, inFlight, settings.warmUp, settings.window);
    results.add(figure);
    return figure;
  }
}
