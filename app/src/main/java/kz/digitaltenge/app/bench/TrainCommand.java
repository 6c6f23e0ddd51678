package kz.digitaltenge.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.app.role.SupplyProofs;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.Sandbox;
import kz.digitaltenge.app.sandbox.StartReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Shows the virtual machine what a network does, gateways included, in some twenty seconds, while
/// it takes notes for later starts. `dt` calls it once after a build; nothing is left of the
/// network.
@Command(
    name = "train",
    hidden = true,
    description = "Show the virtual machine what a network does.")
public final class TrainCommand implements Callable<Integer> {
  private static final int PORT_FIRST = 7_900;
  private static final int PORT_LAST = 12_000;
  private static final int IN_FLIGHT = 64;
  private static final Duration WARM_UP = Duration.ofMillis(100);
  private static final Duration ACROSS_BANKS = Duration.ofSeconds(8);
  private static final Duration WITHIN_BANKS = Duration.ofSeconds(2);

  private static final int REGISTER_LINES = 4_000;

  @Mixin private final Console console = new Console();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("digitaltenge-train");
    try (BenchNetwork network = started(folder)) {
      Platform platform = network.platform();
      var customers = BenchCustomers.prepare(platform, "t", BenchCustomers.MANY);
      var numbers = new AtomicLong();
      new ClosedLoop(number -> customers.payAcrossBanks("t", number), numbers)
          .run("cross-bank", IN_FLIGHT, WARM_UP, ACROSS_BANKS);
      new ClosedLoop(number -> customers.payOnUs("t", number), numbers)
          .run("on-us", IN_FLIGHT, WARM_UP, WITHIN_BANKS);
      payThroughGateways(network, customers, numbers);
    } finally {
      BenchFolder.delete(folder);
    }
    console.out().println("trained");
    return 0;
  }

  /// As banks' programs do, which are in this process here.
  private static void payThroughGateways(
      BenchNetwork network, BenchCustomers customers, AtomicLong numbers)
      throws InterruptedException {
    var parts = new Parts();
    try {
      ApiPart.openGateways(parts, network);
      List<ApiCaller> programs =
          IntStream.range(0, customers.banks().count())
              .mapToObj(bank -> ApiCaller.of(network.folder(), customers.banks().id(bank)))
              .toList();
      new ClosedLoop(
              number -> {
                CustomerPairs.Errand errand = customers.pairs().acrossBanks("g", number);
                return programs.get(errand.bank()).isPaid(errand.order());
              },
              numbers)
          .run("gateway", IN_FLIGHT, WARM_UP, ACROSS_BANKS);
      var _ =
          new RegisterPart(REGISTER_LINES, BenchCustomers.MANY, _ -> {})
              .paid(network, "trained", REGISTER_LINES);
    } finally {
      parts.close();
    }
  }

  /// A network at the first ports that nobody uses.
  private static BenchNetwork started(Path folder) {
    for (int port = PORT_FIRST; ; port += NetworkPlan.PORTS) {
      try {
        var data = new DataFolder(folder.resolve(Integer.toString(port)));
        var plan = new NetworkPlan(port, 1);
        return new BenchNetwork(
            Sandbox.start(
                data,
                plan,
                DataOption.cache(),
                StartReport.SILENT,
                Sandbox.Money.typed(SupplyProofs.EACH_MINUTE)),
            data,
            plan);
      } catch (PlatformException e) {
        if (e.code() != ErrorCode.PORT_IN_USE || port > PORT_LAST) {
          throw e;
        }
      }
    }
  }
}
