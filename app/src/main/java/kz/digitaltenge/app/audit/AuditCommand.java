package kz.digitaltenge.app.audit;

import java.util.concurrent.Callable;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.progress.BarProgress;
import kz.digitaltenge.app.progress.Progress;
import kz.digitaltenge.app.role.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Verifies again everything that a data folder holds.
@Command(
    name = "audit",
    description = {
      "Verify again everything that a stopped network's data folder holds, from the bytes on:",
      "parameters, decisions, the log, every transaction, proof and attestation, the nodes' books,",
      "the supply. Nothing that the running network computed is taken for granted."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt audit                    the usual data folder",
      "  ./dt audit --data DIR --json  another one, for a machine"
    })
public final class AuditCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() {
    AuditReport report;
    try (Machine machine = Machine.here();
        StoppedNetwork network =
            StoppedNetwork.open(data.folder(), DataOption.cache(), machine, this::say)) {
      report = network.audit(json.isWanted() ? Progress.silent() : BarProgress.onTerminal());
    }
    if (json.isWanted()) {
      console.json(AuditJson.of(report));
    } else {
      console.out().print(AuditText.of(report));
      console.out().flush();
    }
    return report.ok() ? ExitCode.OK : ExitCode.FAILED;
  }

  private void say(String what) {
    if (!json.isWanted()) {
      console.err().println(what + " ...");
      console.err().flush();
    }
  }
}
