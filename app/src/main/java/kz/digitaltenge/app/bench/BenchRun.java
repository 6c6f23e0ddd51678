package kz.digitaltenge.app.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.Sandbox;
import kz.digitaltenge.app.sandbox.StartReport;

/// Founds a network of its own and measures it: parts first, then payments one at a time, 8, 64 and
/// 256 at once, then payments at half the highest rate as they fall due.
final class BenchRun {
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
  record Settings(Path folder, Path cache, int port, Duration warmUp, Duration window) {}

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
      progress.accept("Paying across banks at half the highest rate");
      Figure halfLoad =
          new OpenLoop(number -> customers.payAcrossBanks("p", number), numbers)
              .run("cross-bank", fastest / 2, settings.warmUp, settings.window);
      return new BenchReport(
          MachineryProbe.of(settings.folder, machine),
          results,
          halfLoad,
          startMillis,
          ResidentMemory.mib(),
          halfLoad.failed() + results.stream().mapToLong(Figure::failed).sum());
    }
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
