package kz.digitaltenge.app.command;

import java.util.OptionalInt;
import java.util.concurrent.Callable;
import kz.digitaltenge.app.gateway.GatewayPapers;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.FolderLock;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.sandbox.Founding;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Runs one role of a network as a process of its own.
@Command(
    name = "run",
    description = {
      "Run one role of a network as a process of its own, as in production.",
      "First found the network; then start the participants' authority (./dt ca serve), the core",
      "banking systems' emulators, the notary's members, the ID centre, the central bank, and the",
      "banks."
    },
    subcommands = {
      RunCommand.Found.class,
      RunCoreBankingCommand.class,
      RunNotaryCommand.class,
      RunIdCentreCommand.class,
      RunNodeCommand.CentralBank.class,
      RunNodeCommand.Bank.class
    },
    footerHeading = "%nExample, each in a terminal of its own:%n",
    footer = {
      "  ./dt run found --data /tmp/net --port 8400",
      "  ./dt ca serve --data /tmp/net",
      "  ./dt run core-banking --data /tmp/net",
      "  ./dt run core-banking --data /tmp/net --bank HSBKKZKX",
      "  ./dt run notary --data /tmp/net --member notary-1",
      "  ./dt run id-centre --data /tmp/net",
      "  ./dt run centralbank --data /tmp/net",
      "  ./dt run bank --data /tmp/net --bank HSBKKZKX"
    })
public final class RunCommand implements Runnable {
  @Mixin private final Console console = new Console();

  @Override
  public void run() {
    throw new ParameterException(
        console.command(),
        "Say what to run: found, core-banking, notary, id-centre, centralbank or bank.");
  }

  /// Makes certificates, keys and parameters for every role.
  @Command(
      name = "found",
      description = {
        "Make authorities, certificates, keys and signed parameters for every role, and what"
            + " banks'",
        "programs call gateways with, in banks/BIC of the data folder.",
        "Again with another --port: sign parameters that say where the network listens now."
      })
  static final class Found implements Callable<Integer> {
    @Mixin private final Console console = new Console();
    @Mixin private final DataOption data = new DataOption();

    @Option(
        names = "--port",
        paramLabel = "N",
        description = "The first of the thirty-one ports that the network takes; 7400.")
    private @Nullable Integer port;

    @Option(
        names = "--notaries",
        paramLabel = "1|3|5",
        description = "How many members the notary has; 1.")
    private @Nullable Integer notaries;

    @Override
    public Integer call() {
      DataFolder folder = data.folder();
      var plan = PlanChoice.of(folder, optional(port), optional(notaries));
      try (FolderLock _ = FolderLock.takeWhole(folder);
          Machine machine = Machine.here()) {
        Founding founding = Founding.of(folder, plan, machine);
        founding.issueAll();
        try (var authority =
            GatewayPapers.authority(folder, plan, machine.entropy(), machine.clock())) {
          new GatewayPapers(authority, folder, machine.entropy(), machine.clock()).handOut(plan);
        }
        console
            .out()
            .printf(
                "The network in %s, parameters of epoch %d.%n",
                folder, founding.chain().getLast().parameters().epoch());
      }
      return ExitCode.OK;
    }

    private static OptionalInt optional(@Nullable Integer value) {
      return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
  }
}
