package kz.digitaltenge.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DayGeneratorTest {
  private enum Kind {
    ISSUE,
    OPEN,
    ON_US,
    ACROSS,
    REDEEM
  }

  @Test
  void theExampleInTheRepositoryIsTheDayThatThePlanGives() throws IOException {
    assertThat(day(DayPlan.EXAMPLE))
        .as("dt demo generate --out examples/day.csv writes it anew")
        .isEqualTo(Files.readString(repository().resolve("examples/day.csv")));
  }

  @Test
  void anotherSeedIsAnotherDay() throws IOException {
    assertThat(day(new DayPlan(1, 50))).isNotEqualTo(day(new DayPlan(2, 50)));
    assertThat(day(new DayPlan(1, 50))).isEqualTo(day(new DayPlan(1, 50)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 300, 5_000})
  void everyRowOfADayIsGoodAndEveryKindIsThere(int payments) throws IOException {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    Set<String> accounts = new HashSet<>();
    byte[] file = day(new DayPlan(payments, payments)).getBytes(UTF_8);
    try (var day = new DayFile("a day", new ByteArrayInputStream(file), "KZT")) {
      for (Optional<DayLine> line = day.next(); line.isPresent(); line = day.next()) {
        assertThat(line.get()).isInstanceOf(DayLine.Good.class);
        count(((DayLine.Good) line.get()).row(), counts, accounts);
      }
    }

    assertThat(counts).containsKeys(Kind.ISSUE, Kind.OPEN, Kind.ON_US, Kind.REDEEM);
    assertThat(counts.getOrDefault(Kind.ON_US, 0) + counts.getOrDefault(Kind.ACROSS, 0))
        .isGreaterThanOrEqualTo(payments);
  }

  private static void count(DayRow row, Map<Kind, Integer> counts, Set<String> accounts) {
    Kind kind =
        switch (row) {
          case DayRow.Issue _ -> Kind.ISSUE;
          case DayRow.Redeem _ -> Kind.REDEEM;
          case DayRow.Open open -> {
            accounts.add(open.account().value());
            yield Kind.OPEN;
          }
          case DayRow.Pay pay -> {
            known(pay.from(), accounts);
            known(pay.to(), accounts);
            yield bank(pay.from()).equals(bank(pay.to())) ? Kind.ON_US : Kind.ACROSS;
          }
        };
    counts.merge(kind, 1, Integer::sum);
  }

  private static void known(Party party, Set<String> accounts) {
    if (party instanceof Party.Customer(var account)) {
      assertThat(accounts).contains(account.value());
    }
  }

  private static String bank(Party party) {
    return switch (party) {
      case Party.Customer(var account) -> account.bankCode();
      case Party.Own(var node) ->
          DayPlan.BANKS.stream()
              .filter(bank -> bank.node().equals(node))
              .map(DayPlan.Bank::code)
              .findFirst()
              .orElseThrow();
    };
  }

  private static String day(DayPlan plan) throws IOException {
    var out = new StringBuilder();
    DayGenerator.write(plan, out);
    return out.toString();
  }

  static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = Optional.ofNullable(folder.getParent()).orElseThrow();
    }
    return folder;
  }
}
