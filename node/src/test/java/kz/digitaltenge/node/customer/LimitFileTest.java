package kz.digitaltenge.node.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.customer.LimitTable.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A bank's table of limits in a file.
class LimitFileTest {
  private static final String HEADING = "class,kind,from,tenge\n";

  /// The kinds that a test does not speak of.
  private static final String OTHERS =
      """
      SIMPLIFIED,BALANCE,2026-01-01,900
      SIMPLIFIED,SINGLE,2026-01-01,900
      SIMPLIFIED,MONTHLY,2026-01-01,900
      """;

  private static final LocalDate MARCH = LocalDate.of(2026, 3, 18);

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-03-18T07:00:00Z");

  private LimitFile opened(String text) throws IOException {
    Path file = folder.resolve("limits.csv");
    Files.writeString(file, text);
    return LimitFile.open(file, () -> now);
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("limits.csv"), text);
    now = now.plusSeconds(1);
  }

  private static Optional<Amount> daily(Limits limits, LocalDate day) {
    return limits
        .table()
        .inForce(ClientClass.SIMPLIFIED, Kind.DAILY, day)
        .map(LimitTable.Row::limit);
  }

  @Test
  void theUsualTableIsATable() throws IOException {
    Path file = folder.resolve("limits.csv");
    Files.write(file, LimitFile.usual());

    assertThat(daily(LimitFile.open(file, () -> now), MARCH)).contains(Amount.ofTenge(12_975));
  }

  @Test
  void aRowToComeAndAChangeCountWithoutAStart() throws IOException {
    LimitFile limits =
        opened(
            HEADING + OTHERS + "SIMPLIFIED,DAILY,2026-03-01,100\nSIMPLIFIED,DAILY,2026-04-01,50\n");
    assertThat(daily(limits, MARCH)).contains(Amount.ofTenge(100));
    assertThat(daily(limits, LocalDate.of(2026, 4, 1))).contains(Amount.ofTenge(50));

    write(HEADING + OTHERS + "# higher\n\nSIMPLIFIED, DAILY, 2026-03-18, 700.50\n");
    assertThat(daily(limits, MARCH)).contains(Amount.parse("700.50"));
  }

  @Test
  void aChangeThatIsNoTableLeavesTheLimitsAsTheyWere() throws IOException {
    LimitFile limits = opened(HEADING + OTHERS + "SIMPLIFIED,DAILY,2026-03-01,100\n");

    write("nonsense");
    assertThat(daily(limits, MARCH)).contains(Amount.ofTenge(100));
    Files.delete(folder.resolve("limits.csv"));
    now = now.plusSeconds(1);
    assertThat(daily(limits, MARCH)).contains(Amount.ofTenge(100));
    write(HEADING + OTHERS + "SIMPLIFIED,DAILY,2026-03-01,300\n");
    assertThat(daily(limits, MARCH)).contains(Amount.ofTenge(300));
  }

  /// What takes a limit away: nothing but the heading, a kind less, a kind that only begins.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | SIMPLIFIED and BALANCE",
        "BALANCE,2026-01-01;SINGLE,2026-01-01;DAILY,2026-01-01 | SIMPLIFIED and MONTHLY",
        "BALANCE,2026-01-01;SINGLE,2026-01-01;DAILY,2026-03-19;MONTHLY,2026-01-01 | and DAILY"
      })
  void aSlipTakesNoLimitAway(String kinds, String missing) throws IOException {
    var text = new StringBuilder(HEADING);
    for (String each : kinds.split(";", -1)) {
      text.append(each.isBlank() ? "" : "SIMPLIFIED," + each.strip() + ",100\n");
    }
    assertThatThrownBy(() -> opened(text.toString()))
        .isInstanceOfSatisfying(
            PlatformException.class, LimitFileTest::assertThatItIsSaidInEachLanguage)
        .hasMessageContaining(missing);

    LimitFile limits = opened(HEADING + OTHERS + "SIMPLIFIED,DAILY,2026-03-01,100\n");
    LimitTable before = limits.table();
    write(text.toString());
    assertThat(limits.table()).isEqualTo(before);
  }

  /// A change is read though the file could not be when it was seen first.
  @Test
  void whatCouldNotBeReadIsReadTheNextTime() throws IOException {
    LimitFile limits = opened(HEADING + OTHERS + "SIMPLIFIED,DAILY,2026-03-01,100\n");
    Path file = folder.resolve("limits.csv");
    Path changed = folder.resolve("changed");
    Files.writeString(changed, HEADING + OTHERS + "SIMPLIFIED,DAILY,2026-03-01,3000\n");
    Files.delete(file);
    Files.createDirectory(file);
    now = now.plusSeconds(1);
    assertThat(daily(limits, MARCH)).contains(Amount.ofTenge(100));
    var stamp = Files.getLastModifiedTime(file);
    long size = Files.size(file);
    Files.delete(file);
    // The same stamp as what could not be read.
    String text = Files.readString(changed);
    Files.writeString(file, text + "#" + "x".repeat(Math.toIntExact(size) - text.length() - 1));
    Files.setLastModifiedTime(file, stamp);
    now = now.plusSeconds(1);
    assertThat(daily(limits, MARCH)).contains(Amount.ofTenge(3000));
  }

  /// What stands under the heading, and what the start says of it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GOLD,DAILY,2026-03-01,1 | line 2 is no class, kind, day and sum",
        "SIMPLIFIED,YEARLY,2026-03-01,1 | line 2 is no class",
        "SIMPLIFIED,DAILY,2026-02-30,1 | line 2 is no class",
        "SIMPLIFIED,DAILY,18.03.2026,1 | line 2 is no class",
        "SIMPLIFIED,DAILY,2026-03-01,0 | line 2 is no class",
        "SIMPLIFIED,DAILY,2026-03-01,-1 | line 2 is no class",
        "SIMPLIFIED,DAILY,2026-03-01,1.005 | line 2 is no class",
        "SIMPLIFIED,DAILY,2026-03-01 | line 2 has 3 members and not 4",
        "FULL,DAILY,2026-03-01,1 | FULL has no limits",
        "SIMPLIFIED,DAILY,2026-03-01,1;SIMPLIFIED,DAILY,2026-03-01,2 | stands there twice",
        "SIMPLIFIED,DAILY,2026-03-01,1;;#;x | line 5 has 1 members"
      })
  void whatIsNoTableStopsTheStartAndSaysWhere(String rows, String said) {
    assertThatThrownBy(() -> opened(HEADING + rows.strip().replace(";", "\n")))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.NODE_FILE_UNUSABLE);
              assertThat(e.problem().message()).contains(said.strip(), "limits.csv");
              assertThatItIsSaidInEachLanguage(e);
            });
  }

  /// Two words of English are a sentence that nobody translated.
  private static void assertThatItIsSaidInEachLanguage(PlatformException e) {
    for (Language language : new Language[] {Language.RU, Language.KK}) {
      assertThat(e.problem().message(language))
          .contains("limits.csv")
          .doesNotContainPattern("[A-Za-z]{2,} [a-z]{2,}");
    }
  }

  @Test
  void whatHasNoHeadingOrIsNotThereStopsTheStart() throws IOException {
    for (String text : new String[] {"", "# only a remark\n", "SIMPLIFIED,DAILY,2026-03-01,1"}) {
      assertThatThrownBy(() -> opened(text))
          .hasMessageContaining("limits.csv")
          .isInstanceOfSatisfying(
              PlatformException.class, LimitFileTest::assertThatItIsSaidInEachLanguage);
    }
    Path large = folder.resolve("large-limits.csv");
    Files.writeString(large, "#".repeat(70_000));
    for (Path file : new Path[] {folder.resolve("no-limits.csv"), large}) {
      assertThatThrownBy(() -> LimitFile.open(file, () -> now))
          .isInstanceOfSatisfying(
              PlatformException.class, LimitFileTest::assertThatItIsSaidInEachLanguage);
    }
  }
}
