package kz.digitaltenge.app.simulate;

import java.util.Optional;
import java.util.concurrent.Callable;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.ExitCode;
import kz.digitaltenge.app.command.JsonOption;
import kz.digitaltenge.app.progress.BarProgress;
import kz.digitaltenge.app.progress.Progress;
import kz.digitaltenge.simulation.SeedReport;
import kz.digitaltenge.simulation.Simulator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Plays seeds of the simulator, many at a time or one step by step.
@Command(
    name = "simulate",
    description = {
      "Play whole networks under one clock and one seed each: messages are lost, doubled, late;",
      "processes crash, disks and clocks go wrong, banks are blocked. At every step it is checked",
      "that no promise about money is broken. A seed that breaks one is named, and replays exactly."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt simulate                            a thousand seeds",
      "  ./dt simulate --seeds 20000              twenty thousand",
      "  ./dt simulate --seed 42                  one seed",
      "  ./dt simulate --seed 42 --events         and tell everything that happens in it",
      "  ./dt simulate --seed 42 --steps 1000000  a long day of trouble",
      "  ./dt simulate --json                     for a machine"
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final long SEEDS_USUAL = 1_000;
  private static final long SEEDS_MAX = 1_000_000_000;

  @Mixin private final Console console = new Console();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed to play, or the first of several; any whole number.")
  private @Nullable Long seed;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many seeds, one after the other; 1 with --seed or --steps, 1000 without.")
  private @Nullable Long seeds;

  @Option(
      names = "--steps",
      paramLabel = "M",
      description = {
        "Steps of trouble in each seed before all is mended and the books are closed;",
        "2000. A step is a task that goes on or a message that arrives."
      })
  private @Nullable Long steps;

  @Option(
      names = "--events",
      description = "Tell everything that happens, a line each; for one seed.")
  private boolean events;

  @Override
  public Integer call() throws InterruptedException {
    long first = seed == null ? 1 : seed;
    long count = seeds != null ? seeds : seed == null && steps == null ? SEEDS_USUAL : 1;
    long each = steps == null ? Simulator.STEPS_USUAL : steps;
    Optional<Problem> problem = problem(first, count, each);
    if (problem.isPresent()) {
      return console.show(problem.get());
    }
    SimulationReport report =
        events ? alone(first, each) : SeedRun.play(first, count, each, progress());
    if (json.isWanted()) {
      console.json(SimulationJson.of(report));
    } else {
      console.out().print(SimulationText.of(report));
      console.out().flush();
    }
    return report.ok() ? ExitCode.OK : ExitCode.FAILED;
  }

  private Optional<Problem> problem(long first, long count, long each) {
    if (each < 1 || each > Simulator.STEPS_MAX) {
      return Optional.of(malformed("--steps", "it is not within 1 to " + Simulator.STEPS_MAX));
    }
    if (count < 1 || count > SEEDS_MAX) {
      return Optional.of(malformed("--seeds", "it is not within 1 to " + SEEDS_MAX));
    }
    if (first > Long.MAX_VALUE - (count - 1)) {
      return Optional.of(malformed("--seed", "no " + count + " seeds begin there"));
    }
    return events && (count > 1 || json.isWanted())
        ? Optional.of(malformed("--events", "it goes with one seed and without --json"))
        : Optional.empty();
  }

  private static Problem malformed(String field, String reason) {
    return Problem.of(ErrorCode.MALFORMED_REQUEST, "field", field, "reason", reason);
  }

  private Progress progress() {
    return json.isWanted() ? Progress.silent() : BarProgress.onTerminal();
  }

  private SimulationReport alone(long first, long each) {
    long start = System.nanoTime();
    SeedReport report = Simulator.play(first, each, console.out()::println);
    var sum = new SimulationReport.Sum();
    sum.add(report);
    return sum.report(first, 1, each, System.nanoTime() - start);
  }
}
