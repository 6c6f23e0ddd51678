package kz.digitaltenge.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.app.command.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What was measured is told to people, to programs, and in the place of a page that is meant for
/// it.
final class BenchTextTest {
  @TempDir private Path folder = Path.of("");

  static Stream<Arguments> lines() {
    return Stream.of(
        Arguments.of(BenchReports.standard(), "a processor, 2 cores, 1024 MiB; Linux; Java 25;"),
        Arguments.of(BenchReports.standard(), "| notary | 8 | 1,234 | 1.50 | 9.00 |"),
        Arguments.of(
            BenchReports.standard(),
            "| notary | open loop, 617 a second due | 1,234 | 1.50 | 9.00 |"),
        Arguments.of(BenchReports.standard(), "| threads | cross-bank, 256 in flight |"),
        Arguments.of(BenchReports.standard(), "| PostgreSQL's processes | 123 |"),
        Arguments.of(BenchReports.standard(), "| together | 444 |"),
        Arguments.of(BenchReports.standard(), "the load generator itself takes 1.5 µs"),
        Arguments.of(
            BenchReports.elsewhere(), "Processor time by component: this system does not tell."),
        Arguments.of(BenchReports.of(BenchReports.comparison()), "## age"),
        Arguments.of(
            BenchReports.of(BenchReports.comparison()),
            "| old | 1,234 | 0.980 | 1.50 | 1.010 | 9.00 | 412 | 1.030 | 0.990 to 1.070 |"),
        Arguments.of(
            BenchReports.of(BenchReports.sweep()), "| 500 | 500 | 1.50 | 9.00 | 777 | yes |"),
        Arguments.of(
            BenchReports.of(BenchReports.sweep()), "| 5,000 | 3,100 | 1.50 | 9.00 | 555 | no |"),
        Arguments.of(
            BenchReports.of(BenchReports.sweep()),
            "| 500 | 2,345 | 3,456 | 432 | 1.50 | 9.00 | 17 | 1 | 2,999 |"),
        Arguments.of(
            BenchReports.of(BenchReports.outages()),
            "| the database killed | 2,345 | 1,234 | 0 | 1 | 17 | 2,999 | 1.50 | 9.00 |"),
        Arguments.of(
            BenchReports.of(BenchReports.longRun()),
            "| last over first | 0.500 | 2.000 | 1.000 | 1.250 | 2.000 |"),
        Arguments.of(
            BenchReports.of(BenchReports.longRun()),
            "3 checkpoints of the notary's state; 2 of the database, 1 of them asked for; 41"
                + " vacuums"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void peopleReadTheFigure(BenchReport report, String line) {
    assertThat(BenchText.of(report)).contains(line);
  }

  @Test
  void programsFindWhatTheyAlwaysFound() {
    JsonNode report = JsonMapper.builder().build().readTree(Json.of(BenchReports.standard()));

    assertThat(report.get("startMillis").asLong()).isEqualTo(5_000);
    assertThat(report.get("residentMiB").asLong()).isEqualTo(700);
    JsonNode figure = report.get("results").get(0);
    assertThat(figure.get("name").asString()).isEqualTo("notary");
    assertThat(figure.get("inFlight").asInt()).isEqualTo(8);
    assertThat(figure.get("perSecond").asDouble()).isEqualTo(1_234);
    assertThat(figure.get("p50Micros").asLong()).isEqualTo(1_500);
    assertThat(figure.get("p99Micros").asLong()).isEqualTo(9_000);
    assertThat(report.get("halfLoad").get("count").asLong()).isEqualTo(1_234);
    assertThat(report.get("openLoop").get(0).get("percent").asInt()).isEqualTo(50);
  }

  @Test
  void programsFindThePartsToo() {
    BenchReport report = BenchReports.of(BenchReports.comparison());

    JsonNode part = JsonMapper.builder().build().readTree(Json.of(report)).get("parts").get(0);

    assertThat(part.get("part").asString()).isEqualTo("age");
    assertThat(part.get("arms").get(1).get("ratio").get("processor").asDouble()).isEqualTo(1.03);
  }

  @Test
  void aPageKeepsWhatStandsAroundTheFigures() throws IOException {
    Path page = page("Before.", place("dt bench", "old"), place("dt bench age", "stays"), "After.");

    new BenchPage(page, Set.of(BenchPart.STANDARD)).write(BenchReports.standard());

    assertThat(page)
        .content()
        .startsWith("Before.\n<!-- dt bench -->\n")
        .contains("| notary | 8 | 1,234 | 1.50 | 9.00 |")
        .contains(place("dt bench age", "stays"))
        .doesNotContain("old")
        .endsWith("After.\n");
  }

  @Test
  void eachPartHasItsOwnPlaceInThePage() throws IOException {
    Path page = page(place("dt bench", "stays"), place("dt bench age", "before"));

    new BenchPage(page, Set.of(BenchPart.AGE)).write(BenchReports.of(BenchReports.comparison()));

    assertThat(page)
        .content()
        .startsWith(place("dt bench", "stays"))
        .contains("<!-- dt bench age -->\na processor")
        .contains("A note.")
        .doesNotContain("before");
  }

  @Test
  void aPageWithoutAPlaceIsRefusedBeforeAnythingIsMeasured() throws IOException {
    Path page = page(place("dt bench", "stays"));

    assertThatThrownBy(() -> new BenchPage(page, Set.of(BenchPart.STANDARD, BenchPart.LONG)))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("<!-- dt bench long -->");
  }

  @Test
  void thePageOfTheProjectHasAPlaceForEveryPart() throws IOException {
    Path page = Path.of("..", "docs", "performance.md");

    assertThat(new BenchPage(page, Set.of(BenchPart.values()))).isNotNull();
  }

  @Test
  void partsAreChosenByName() {
    assertThat(BenchParts.of(List.of())).containsExactly(BenchPart.STANDARD);
    assertThat(BenchParts.of(List.of("long", "notary-live")))
        .containsExactly(BenchPart.NOTARY_LIVE, BenchPart.LONG);
    assertThat(BenchParts.of(List.of("all"))).containsExactly(BenchPart.values());
    assertThatThrownBy(() -> BenchParts.of(List.of("speed")))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("'speed' is none of standard, age");
  }

  @Test
  void aRateIsKeptWhenMostOfItsRepeatsAre() {
    var kept = new SweepReport.AtRate(100, 96, BenchReports.FIGURE, 0);
    var late = new SweepReport.AtRate(100, 94, BenchReports.FIGURE, 0);

    assertThat(SweepReport.isKept(List.of(kept, late, kept))).isTrue();
    assertThat(SweepReport.isKept(List.of(late, late, kept))).isFalse();
  }

  private Path page(String... lines) throws IOException {
    return Files.writeString(folder.resolve("page.md"), String.join("\n", lines) + "\n");
  }

  private static String place(String name, String figures) {
    return "<!-- %s -->\n%s\n<!-- end of %s -->".formatted(name, figures, name);
  }
}
