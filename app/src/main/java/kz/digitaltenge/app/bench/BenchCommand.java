package kz.digitaltenge.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.app.command.Console;
import kz.digitaltenge.app.command.DataOption;
import kz.digitaltenge.app.command.JsonOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Measures a network of its own and prints the figures.
@Command(
    name = "bench",
    description = {
      "Measure payments a second and their latency, on a network of its own.",
      "Everything runs in one process with fsync on; nothing else should run meanwhile."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./dt bench                            about six minutes",
      "  ./dt bench --seconds 2                a quick look",
      "  ./dt bench --json                     for a machine",
      "  ./dt bench --write docs/performance.md   renews the figures of the page"
    })
public final class BenchCommand implements Callable<Integer> {
  private static final int PORT_STANDARD = 7600;

  @Mixin private final Console console = new Console();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "An empty or new folder to measure in; a temporary one when left out.")
  private @Nullable Path data;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long each figure is measured, after half as long to warm up; 10.")
  private int seconds;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often each fixed rate of arrival is measured; 1.")
  private int repeats;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "" + PORT_STANDARD,
      description = "The first of the ports to use; 7600.")
  private int port;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "A Markdown page that keeps the figures; they are renewed there as well.")
  private @Nullable Path page;

  @Override
  public Integer call() throws IOException, InterruptedException {
    atLeastOne("--seconds", seconds);
    atLeastOne("--repeats", repeats);
    BenchPage kept = page == null ? null : new BenchPage(page);
    boolean temporary = data == null;
    Path folder = data == null ? Files.createTempDirectory("digitaltenge-bench") : emptied(data);
    try {
      var settings =
          new BenchRun.Settings(
              folder,
              DataOption.cache(),
              port,
              Duration.ofMillis(seconds * 500L),
              Duration.ofSeconds(seconds),
              repeats);
      BenchReport report = new BenchRun(settings, this::progress).run();
      if (kept != null) {
        kept.write(report);
      }
      if (json.isWanted()) {
        console.json(report);
      } else {
        console.out().print(BenchText.of(report));
        console.out().flush();
      }
      return report.failed() == 0 ? 0 : 1;
    } finally {
      if (temporary) {
        BenchFolder.delete(folder);
      }
    }
  }

  private static void atLeastOne(String option, int value) {
    if (value < 1) {
      throw Problem.of(ErrorCode.MALFORMED_REQUEST, "field", option, "reason", "it is below 1")
          .exception();
    }
  }

  private void progress(String what) {
    console.err().println(what + " ...");
    console.err().flush();
  }

  private static Path emptied(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw Problem.of(
                ErrorCode.MALFORMED_REQUEST,
                "field",
                "--data",
                "reason",
                folder + " is not empty, and a benchmark keeps nothing that was there")
            .exception();
      }
    }
    return folder;
  }
}
