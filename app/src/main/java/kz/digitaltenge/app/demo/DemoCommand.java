package kz.digitaltenge.app.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.command.LogFiles;
import kz.digitaltenge.app.command.PlanChoice;
import kz.digitaltenge.app.command.Stopping;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.FolderLock;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.app.progress.BarProgress;
import kz.digitaltenge.app.progress.Progress;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.Sandbox;
import kz.digitaltenge.app.sandbox.StartReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Plays a day and reconciles the books.
@Command(
    name = "demo",
    description = {
      "Play a day from a file: issuances, accounts, payments, redemptions; then reconcile.",
      "It uses the network that runs on the data folder, or starts it for the while.",
      "Playing the same day again pays nothing twice. The file's form: examples/README.md."
    },
    subcommands = GenerateCommand.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt demo                                            the day in examples/day.csv",
      "  ./dt demo --file examples/day-with-errors.csv        a day in which much is wrong",
      "  ./dt demo --json                                     for a machine",
      "  ./dt demo generate --seed 7 --payments 500 --out day7.csv"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The day to play; examples/day.csv of the project when left out.")
  private @Nullable Path file;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "Where a network that is started listens, with the ports after it; as it did before, or"
              + " 7400.")
  private @Nullable Integer port;

  @Override
  public Integer call() {
    DayFile.requireReadable(file());
    DataFolder folder = data.folder();
    DemoReport report = FolderLock.isHeld(folder.lock()) ? onRunning(folder) : onOwn(folder);
    if (json.isWanted()) {
      console.json(DemoJson.of(report));
    } else {
      console.out().print(DemoText.of(report));
      console.out().flush();
    }
    return report.allWell() ? ExitCode.OK : ExitCode.FAILED;
  }

  private DemoReport onRunning(DataFolder folder) {
    try (Platform platform = RemotePlatform.running(folder)) {
      return play(platform);
    }
  }

  /// On a network that is started for the demo and stopped after it.
  private DemoReport onOwn(DataFolder folder) {
    if (!json.isWanted()) {
      console.err().println("Starting the network in " + folder + " for the demo ...");
      console.err().flush();
    }
    try (LogFiles.Open _ = LogFiles.openIn(folder.log(), "demo");
        Stopping stopping = Stopping.onSignal(console.err())) {
      OptionalInt first = port == null ? OptionalInt.empty() : OptionalInt.of(port);
      NetworkPlan plan = PlanChoice.of(folder, first, OptionalInt.empty());
      Platform platform =
          Sandbox.start(folder, plan, DataOption.cache(), StartReport.SILENT).platform();
      stopping.closing(platform);
      return play(platform);
    }
  }

  private DemoReport play(Platform platform) {
    try (var tasks = new VirtualThreadTasks("the demo", STOP_TIMEOUT)) {
      var clock = InstantSource.system();
      var network = new PlatformNetwork(platform, clock.instant(), tasks);
      return new DemoPlay(network, tasks, clock).play(file(), progress());
    }
  }

  private Path file() {
    return file == null ? DataOption.project().resolve("examples").resolve("day.csv") : file;
  }

  private Progress progress() {
    return json.isWanted() ? Progress.silent() : BarProgress.onTerminal();
  }
}
