package kz.digitaltenge.app.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.gateway.SandboxDoors;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.app.role.SupplyProofs;
import kz.digitaltenge.app.sandbox.CoreBanking;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.Sandbox;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.trust.KeyModule;
import kz.digitaltenge.trust.KeyModuleSetting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs the whole network in the foreground until it is told to stop.
@Command(
    name = "sandbox",
    description = {
      "Start the whole network in one process: the central bank with an emulated core banking",
      "system, five banks, the notary.",
      "It goes on from what is in its data folder, however it was stopped, and runs until Ctrl-C."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt sandbox                     go on, or begin at the first start",
      "  ./dt sandbox --fresh             delete the data and begin anew",
      "  ./dt sandbox --fresh --key-module FILE",
      "                                   with its keys in a security module",
      "  ./dt sandbox --notaries 3        with a notary of three members",
      "  ./dt sandbox --data /tmp/second --port 8400",
      "                                   a second network beside the first"
    })
public final class SandboxCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "The first of the thirty-one ports that the network takes; 7400, or those before.")
  private @Nullable Integer port;

  @Option(
      names = "--notaries",
      paramLabel = "1|3|5",
      description = "How many members a new network's notary has; 1 when left out.")
  private @Nullable Integer notaries;

  @Option(
      names = "--core-banking-apart",
      description = "Leave the core banking system's emulator to ./dt run core-banking.")
  private boolean coreBankingApart;

  @Mixin private final StockOption stock = new StockOption();
  @Mixin private final LogOption log = new LogOption();

  @Option(
      names = "--key-module",
      paramLabel = "FILE",
      description = {
        "Make keys in the PKCS#11 security module that FILE names (library, slot-index, pin-file);",
        "the network remembers it. Keys that were made before stay where they are."
      })
  private @Nullable Path keyModule;

  @Option(names = "--fresh", description = "Delete the data folder's network and begin anew.")
  private boolean fresh;

  @Override
  public Integer call() {
    PrintWriter out = console.out();
    DataFolder folder = data.folder();
    Optional<KeyModuleSetting> module = Optional.ofNullable(keyModule).map(SandboxCommand::module);
    module.ifPresent(KeyModule::open);
    if (fresh) {
      FreshStart.empty(folder);
    }
    module.ifPresent(setting -> setting.write(folder.root()));
    var money =
        new Sandbox.Money(
            SupplyProofs.EACH_MINUTE,
            coreBankingApart ? CoreBanking.APART : CoreBanking.WITHIN,
            stock.marks());
    NetworkPlan plan = PlanChoice.of(folder, optional(port), optional(notaries));
    out.println("Digital tenge, the network in " + folder);
    try (LogFiles.Open _ = log.open(folder, "sandbox");
        Stopping stopping = Stopping.onSignal(out)) {
      Sandbox.Running network =
          Sandbox.start(folder, plan, DataOption.cache(), new StartLines(out), money);
      var parts = new Parts();
      var _ = parts.start(network::platform);
      stopping.closing(parts);
      SandboxDoors.open(parts, folder, plan, network);
      NextSteps.print(out, folder, network, Duration.ofMillis(Startup.millisSinceLaunch()));
      return untilTheEnd(network.failure());
    }
  }

  private static KeyModuleSetting module(Path file) {
    if (!Files.isReadable(file)) {
      throw TypedText.malformed("--key-module", "there is no file " + file + " that can be read");
    }
    return KeyModuleSetting.read(file);
  }

  /// A signal ends the process from outside; what returns is only a part's own failure.
  private int untilTheEnd(CompletableFuture<String> failure) {
    String why = failure.join();
    return console.show(Problem.of(ErrorCode.INTERNAL_FAULT, "part", "the network (" + why + ")"));
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
