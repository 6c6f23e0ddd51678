package kz.digitaltenge.app.demo;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.progress.Progress;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.app.sandbox.Sandbox;
import kz.digitaltenge.app.sandbox.StartReport;

/// A small day played on a real network in a folder.
public final class PlayedDay {
  /// Where the database server's programs are unpacked for all tests.
  public static final Path CACHE = Path.of("target", "postgres-cache").toAbsolutePath();

  private PlayedDay() {}

  /// Starts a network, plays the day, proves the supply, and stops the network in good order.
  public static DemoReport in(Path folder, NetworkPlan network, DayPlan day) {
    try (var tasks = new VirtualThreadTasks("the day", Duration.ofSeconds(5));
        var platform =
            Sandbox.start(new DataFolder(folder), network, CACHE, StartReport.SILENT).platform()) {
      var clock = InstantSource.system();
      DemoReport report =
          new DemoPlay(new PlatformNetwork(platform, clock.instant(), tasks), tasks, clock)
              .play(file(folder, day), Progress.silent());
      var _ = platform.centralBank().proveSupply();
      return report;
    }
  }

  private static Path file(Path folder, DayPlan day) {
    try {
      var text = new StringWriter();
      DayGenerator.write(day, text);
      Path beside = folder.resolveSibling("day-%d.csv".formatted(day.seed()));
      return Files.writeString(beside, text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
