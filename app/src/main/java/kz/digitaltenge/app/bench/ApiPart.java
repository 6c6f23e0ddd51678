package kz.digitaltenge.app.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.app.gateway.SandboxGateways;
import kz.digitaltenge.app.observe.Meters;
import kz.digitaltenge.app.observe.Observation;
import kz.digitaltenge.app.observe.Surroundings;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.app.role.SupplyProofs;
import kz.digitaltenge.app.sandbox.NetworkPlan;

/// Pays across banks through the gateways, signed both ways, from a second process on this machine.
final class ApiPart {
  private static final List<Integer> CLIENTS = List.of(1, 32, 256);

  private final BenchSettings settings;
  private final Consumer<String> progress;
  private final ProcessorProbe processor = ProcessorProbe.ofThisSystem();

  ApiPart(BenchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  ApiReport run() throws IOException, InterruptedException {
    try (var network = BenchNetwork.start(settings, "api", 0, 1, SupplyProofs.EACH_MINUTE)) {
      return measure(network);
    }
  }

  ApiReport measure(BenchNetwork network) throws IOException, InterruptedException {
    progress.accept("Opening customers");
    BenchCustomers customers =
        BenchCustomers.prepare(network.platform(), "api", settings.scale().customers());
    var parts = new Parts();
    try {
      openGateways(parts, network);
      return load(network, customers);
    } finally {
      parts.close();
    }
  }

  /// Opens the gateway of each bank.
  ///
  /// @param parts closes them
  static void openGateways(Parts parts, BenchNetwork network) {
    NetworkPlan plan = network.plan();
    Meters meters = network.running().backstage().meters();
    var _ =
        parts.start(
            () ->
                Observation.start(
                    Endpoint.parse(plan.observationEndpoint()),
                    Surroundings.of(network.platform()),
                    meters));
    var _ =
        parts.start(
            () -> SandboxGateways.start(network.folder(), plan, network.running(), meters.banks()));
  }

  private ApiReport load(BenchNetwork network, BenchCustomers customers)
      throws IOException, InterruptedException {
    Path accounts = settings.folder().resolve("accounts.csv");
    Files.write(
        accounts,
        customers.pairs().accounts().stream().map(each -> String.join(",", each)).toList());
    List<String> banks = new ArrayList<>();
    for (int bank = 0; bank < customers.banks().count(); bank++) {
      banks.add(customers.banks().id(bank).value());
    }
    Process generator =
        generator(
            new ApiLoad.Task(
                network.folder().root().toString(),
                banks,
                accounts.toString(),
                settings.warmUp().toMillis(),
                settings.window().toMillis(),
                CLIENTS));
    try {
      return report(generator);
    } finally {
      generator.destroy();
      generator.waitFor();
    }
  }

  private ApiReport report(Process generator) throws IOException {
    var rows = new ArrayList<ApiReport.Row>();
    try (BufferedReader lines = generator.inputReader(UTF_8)) {
      // A line before each load, and one after it.
      while (lines.readLine() != null) {
        progress.accept("Paying through the gateways, load %d".formatted(rows.size() + 1));
        ProcessorTime before = processor.read();
        String line = lines.readLine();
        if (line == null) {
          break;
        }
        ProcessorTime spent = processor.read().since(before);
        ApiLoad.Told told = ApiLoad.told(line);
        long asked = Math.max(1, told.asked());
        rows.add(
            new ApiReport.Row(
                told.figure(),
                told.duePerSecond(),
                spent.microsEach(asked),
                told.processorNanos() / (asked * 1e3)));
      }
    }
    if (rows.size() != CLIENTS.size() + ApiLoad.RATES) {
      throw new IllegalStateException("The load generator ended early; its errors are above");
    }
    return new ApiReport(
        rows,
        List.of(
            "Before the first load both virtual machines had been under the last one for four times"
                + " as long as a warm-up; processor time is that of each load's own warm-up as"
                + " well.",
            "OCSP answers are relied on for five minutes, so their share is small."),
        rows.stream().mapToLong(row -> row.figure().failed()).sum());
  }

  private static Process generator(ApiLoad.Task task) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            ApiLoad.class.getName(),
            ApiLoad.json(task))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
