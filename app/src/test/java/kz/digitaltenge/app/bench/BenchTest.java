package kz.digitaltenge.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.app.FreePorts;
import kz.digitaltenge.app.demo.PlayedDay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The benchmark measures everything it names, and no payment of it fails.
final class BenchTest {
  private static final Duration WARM_UP = Duration.ofMillis(20);
  private static final Duration WINDOW = Duration.ofMillis(60);

  @TempDir private Path folder = Path.of("");

  @Test
  void everythingNamedIsMeasured() throws InterruptedException {
    int port = FreePorts.first(BenchRun.PORTS);
    var settings = new BenchRun.Settings(folder, PlayedDay.CACHE, port, WARM_UP, WINDOW, 1);

    BenchReport report = new BenchRun(settings, _ -> {}).run();

    assertThat(report.failed()).isZero();
    for (String name : List.of("cross-bank", "on-us", "notary", "validate")) {
      assertThat(report.results())
          .filteredOn(figure -> figure.name().equals(name))
          .extracting(Figure::inFlight)
          .as(name)
          .containsExactly(1, 8, 64, 256);
    }
    assertThat(report.results()).extracting(Figure::name).contains("sign", "verify");
    assertThat(report.openLoop())
        .extracting(BenchReport.AtRate::percent)
        .containsExactly(25, 50, 75);
    assertThat(report.startMillis()).isPositive();
    assertThat(report.residentMiB()).isPositive();
  }

  @Test
  void aPageKeepsWhatStandsAroundTheFigures() throws IOException {
    Path page =
        Files.writeString(
            folder.resolve("page.md"),
            "Before.\n<!-- dt bench -->\nold\n<!-- end of dt bench -->\nAfter.\n");

    new BenchPage(page).write(report());

    assertThat(page)
        .content()
        .startsWith("Before.\n<!-- dt bench -->\n")
        .contains("| notary | 8 | 1,234 | 1.50 | 9.00 |")
        .contains("| notary | open loop, 617 a second due | 1,234 | 1.50 | 9.00 |")
        .doesNotContain("old")
        .endsWith("<!-- end of dt bench -->\nAfter.\n");
  }

  @Test
  void aPageWithoutAPlaceIsRefusedBeforeAnythingIsMeasured() throws IOException {
    Path page = Files.writeString(folder.resolve("page.md"), "No place here.\n");

    assertThatThrownBy(() -> new BenchPage(page))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("<!-- dt bench -->");
  }

  private static BenchReport report() {
    var machine = new BenchReport.Machinery("a processor", 2, 1024, "Linux", "25", "ext4", "JDK");
    var figure = new Figure("notary", 8, 1_234, 1_500, 9_000, 1_234, 0);
    return new BenchReport(
        machine,
        List.of(figure),
        figure,
        List.of(new BenchReport.AtRate(50, 617, figure)),
        5_000,
        700,
        0);
  }
}
