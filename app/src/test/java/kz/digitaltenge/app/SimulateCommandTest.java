package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import kz.digitaltenge.app.Command.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// `dt simulate`: what it prints, how it ends, and what it says to options out of range.
class SimulateCommandTest {
  @Test
  void seedsThatBreakNoPromiseAreAddedUp() {
    Result result = Command.plain("simulate", "--seed", "5", "--seeds", "3", "--json");

    assertThat(result.exit()).isZero();
    JsonNode json = result.json();
    assertThat(json.get("ok").asBoolean()).isTrue();
    assertThat(json.get("firstSeed").asString()).isEqualTo("5");
    assertThat(json.get("seeds").asLong()).isEqualTo(3);
    assertThat(json.get("payments").asLong()).isPositive();
    assertThat(json.get("checks").asLong()).isPositive();
    assertThat(json.has("violation")).isFalse();
  }

  @Test
  void theSameSeedPrintsTheSameTrace() {
    String[] words = {"simulate", "--seed", "77", "--steps", "500", "--json"};

    assertThat(Command.plain(words).json().get("trace"))
        .isEqualTo(Command.plain(words).json().get("trace"));
  }

  @Test
  void eventsAreToldLineByLineBeforeTheTable() {
    Result result = Command.plain("simulate", "--seed", "3", "--steps", "300", "--events");

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .contains("starts HSBKKZKX")
        .contains("invariants checked")
        .contains("No promise was broken.");
  }

  @ParameterizedTest
  @CsvSource({
    "--steps, 0, --steps cannot be taken: it is not within 1 to 10000000.",
    "--steps, 10000001, --steps cannot be taken: it is not within 1 to" + " 10000000.",
    "--seeds, 0, --seeds cannot be taken: it is not within 1 to" + " 1000000000.",
    "--seeds, -4, --seeds cannot be taken: it is not within 1 to" + " 1000000000."
  })
  void anOptionOutOfRangeGetsOneSentence(String option, String value, String sentence) {
    Result result = Command.plain("simulate", option, value);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.sentences()).startsWith(sentence);
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775807, 1", "9223372036854775806, 2"})
  void theLastSeedIsPlayedToo(String first, String count) {
    Result result = last(first, count);

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.json().get("seeds").asString()).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775807, 2", "9223372036854775806, 3"})
  void noSeedsFollowTheLast(String first, String count) {
    Result result = last(first, count);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).contains("no %s seeds begin there".formatted(count));
  }

  private static Result last(String first, String count) {
    return Command.plain("simulate", "--seed", first, "--seeds", count, "--steps", "100", "--json");
  }

  @ParameterizedTest
  @CsvSource({"--seed, seven", "--seed, 9223372036854775808", "--steps, 1.5"})
  void whatIsNoWholeNumberIsNotUnderstood(String option, String value) {
    Result result = Command.plain("simulate", option, value);

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("'%s' is not a long".formatted(value));
  }
}
