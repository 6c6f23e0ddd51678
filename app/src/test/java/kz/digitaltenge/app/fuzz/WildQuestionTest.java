package kz.digitaltenge.app.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.digitaltenge.gateway.Gateway;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is asked wildly is the whole interface.
class WildQuestionTest {
  private static final Pattern PATH = Pattern.compile("^  (/v1/\\S+):$", Pattern.MULTILINE);

  private static final List<String> REAL = List.of("fuzz-1", "KZ16601DT00000000001");
  private static final int SEEDS = 60_000;

  @Test
  void eachPathOfTheInterfacesIsAskedForWildly() throws IOException {
    assertThat(WildPaths.BANK).containsAll(published("openapi.yaml"));
    assertThat(WildPaths.CENTRAL_BANK).containsAll(published("centralbank.yaml"));
  }

  private static Stream<Arguments> interfaces() {
    return Stream.of(
        Arguments.of("a bank's", WildInterface.ofBank()),
        Arguments.of("the central bank's", WildInterface.ofCentralBank()));
  }

  /// With all of its members at least, whatever their values.
  @ParameterizedTest(name = "{0}")
  @MethodSource("interfaces")
  void eachExampleOfAnInterfaceIsAskedWithNearlyAsItIs(String whose, WildInterface asked) {
    Map<String, Set<String>> left = new HashMap<>();
    for (String path : asked.paths()) {
      asked.example("POST", path).ifPresent(example -> left.put(path, example.keySet()));
    }
    assertThat(left).as(whose).isNotEmpty();

    for (int seed = 0; seed < SEEDS && !left.isEmpty(); seed++) {
      Question question = WildQuestion.of(new Dice(seed), REAL, asked);
      String body = new String(question.body().toArray(), UTF_8);
      left.entrySet()
          .removeIf(
              each ->
                  question.method().equals("POST")
                      && isAt(each.getKey(), question.target())
                      && each.getValue().stream()
                          .allMatch(member -> body.contains("\"" + member + "\":")));
    }

    assertThat(left).as(whose).isEmpty();
  }

  private static boolean isAt(String path, String target) {
    return Pattern.matches(Pattern.quote(path).replace("{}", "\\E[^/?]+\\Q"), target);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("interfaces")
  void oneSeedAsksOneQuestion(String whose, WildInterface asked) {
    for (int seed = 0; seed < 500; seed++) {
      assertThat(WildQuestion.of(new Dice(seed), REAL, asked))
          .as("%s, seed %d", whose, seed)
          .isEqualTo(WildQuestion.of(new Dice(seed), REAL, asked));
    }
  }

  private static List<String> published(String name) throws IOException {
    List<String> published;
    try (var document = Objects.requireNonNull(Gateway.class.getResourceAsStream(name))) {
      published =
          PATH.matcher(new String(document.readAllBytes(), UTF_8))
              .results()
              .map(path -> path.group(1).replace("{id}", "{}"))
              // An answer without an end; the gateway's own tests ask for it wrongly.
              .filter(path -> !path.equals("/v1/events/stream"))
              .toList();
    }

    assertThat(published).isNotEmpty();
    return published;
  }
}
