package kz.digitaltenge.app.scenario;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import kz.digitaltenge.api.operator.RegisterOrder;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.command.LogFiles;
import kz.digitaltenge.app.command.PlanChoice;
import kz.digitaltenge.app.command.Stopping;
import kz.digitaltenge.app.gateway.SandboxDoors;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.FolderLock;
import kz.digitaltenge.app.platform.Platform;
import kz.digitaltenge.app.platform.RemotePlatform;
import kz.digitaltenge.app.progress.BarProgress;
import kz.digitaltenge.app.progress.Progress;
import kz.digitaltenge.app.role.Parts;
import kz.digitaltenge.app.role.SystemEntropy;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.Sandbox;
import kz.digitaltenge.app.sandbox.StartReport;
import kz.digitaltenge.node.operator.TypedText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Plays the scenarios of the requirements and tells what it saw.
@Command(
    name = "scenarios",
    description = {
      "Play scenarios through gateways and operators' commands only, and tell what was seen.",
      "It uses the network that runs on the data folder, or starts it for the while. Names and"
          + " numbers are new each time, so it can be repeated.",
      "Exit status 0 when all passed, else 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt scenarios              all of them",
      "  ./dt scenarios S02 S08      these",
      "  ./dt scenarios S07 --people 10000   a register of 10000 lines, each to another person",
      "  ./dt scenarios --json       a list of {id, title, verdict, millis, evidence}"
    })
public final class ScenariosCommand implements Callable<Integer> {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  /// Set before the call.
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final Console console = new Console();
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "Where a network that is started listens, with the ports after it; as it did before, or"
              + " 7400.")
  private @Nullable Integer port;

  @Option(
      names = "--people",
      paramLabel = "N",
      defaultValue = "240",
      description =
          "How many different people the register of S07 pays, in turn: ${DEFAULT-VALUE}, up to"
              + " 100000.")
  private int people;

  @Option(
      names = "--lines",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "How many lines that register has: ${DEFAULT-VALUE}, up to 100000, and one for each"
              + " person at least.")
  private int lines;

  @Parameters(arity = "0..*", paramLabel = "ID", description = "Which; all when left out.")
  private List<String> ids = new ArrayList<>();

  @Override
  public Integer call() {
    requireWithin("--people", people);
    requireWithin("--lines", lines);
    List<Scenario> wanted = wanted();
    DataFolder folder = data.folder();
    List<ScenarioResult> results =
        FolderLock.isHeld(folder.lock()) ? onRunning(folder, wanted) : onOwn(folder, wanted);
    if (json.isWanted()) {
      console.json(ScenarioText.json(results));
    } else {
      console.out().print(ScenarioText.of(results));
      console.out().flush();
    }
    return results.stream().allMatch(ScenarioResult::isPassed) ? ExitCode.OK : ExitCode.FAILED;
  }

  private static void requireWithin(String option, int number) {
    if (number < 1 || number > RegisterOrder.LINES_MAX) {
      throw TypedText.malformed(option, number + " is not within 1 and " + RegisterOrder.LINES_MAX);
    }
  }

  private List<Scenario> wanted() {
    List<Scenario> all = ScenarioPlay.all(new RegisterSize(people, Math.max(lines, people)));
    List<String> asked = ids.stream().map(id -> id.toUpperCase(Locale.ROOT)).toList();
    List<String> known = all.stream().map(Scenario::id).toList();
    asked.stream()
        .filter(id -> !known.contains(id))
        .findFirst()
        .ifPresent(
            id -> {
              throw TypedText.malformed("ID", id + " is none of " + String.join(", ", known));
            });
    return all.stream().filter(each -> asked.isEmpty() || asked.contains(each.id())).toList();
  }

  private List<ScenarioResult> onRunning(DataFolder folder, List<Scenario> wanted) {
    try (Platform platform = RemotePlatform.running(folder)) {
      return play(folder, platform, wanted);
    }
  }

  /// On a network that is started for the while.
  private List<ScenarioResult> onOwn(DataFolder folder, List<Scenario> wanted) {
    if (!json.isWanted()) {
      console.err().println("Starting the network in " + folder + " for the scenarios ...");
      console.err().flush();
    }
    try (LogFiles.Open _ = LogFiles.openIn(folder.log(), "scenarios");
        Stopping stopping = Stopping.onSignal(console.err())) {
      OptionalInt first = port == null ? OptionalInt.empty() : OptionalInt.of(port);
      NetworkPlan plan = PlanChoice.of(folder, first, OptionalInt.empty());
      Sandbox.Running network = Sandbox.start(folder, plan, DataOption.cache(), StartReport.SILENT);
      var parts = new Parts();
      Platform platform = parts.start(network::platform);
      stopping.closing(parts);
      SandboxDoors.open(parts, folder, plan, network);
      return play(folder, platform, wanted);
    }
  }

  private List<ScenarioResult> play(DataFolder folder, Platform platform, List<Scenario> wanted) {
    Progress progress = json.isWanted() ? Progress.silent() : BarProgress.onTerminal();
    var commands = new Commands(spec.root().commandLine(), folder);
    try (var tasks = new VirtualThreadTasks("scenarios", STOP_TIMEOUT);
        var stage = new Stage(folder, platform, commands, tasks, chance())) {
      return new ScenarioPlay(stage, InstantSource.system(), progress).play(wanted);
    }
  }

  private static RandomGenerator chance() {
    var entropy = new SystemEntropy();
    return () -> ByteBuffer.wrap(entropy.bytes(Long.BYTES)).getLong();
  }
}
