package kz.digitaltenge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Nobody who asks in Russian or Kazakh is told half a sentence in English.
class ReasonsTest {
  private static final Path NODE =
      Path.of("..", "node", "src", "main", "java", "kz", "digitaltenge", "node");

  private static final Path CENTRAL_BANK =
      Path.of("..", "centralbank", "src", "main", "java", "kz", "digitaltenge", "centralbank");

  /// Where it is said what participants may not send.
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src", "main", "java", "kz", "digitaltenge", "gateway"),
          NODE.resolve("conversion"),
          NODE.resolve("customer"),
          NODE.resolve("mandate"),
          NODE.resolve("operator"),
          NODE.resolve("refund"),
          NODE.resolve("register"),
          NODE.resolve("request"),
          NODE.resolve("standing"),
          CENTRAL_BANK.resolve("conversion"),
          CENTRAL_BANK.resolve("day"),
          CENTRAL_BANK.resolve("block"));

  /// What stands before words that somebody is told.
  private static final String TELLING =
      String.join(
          "|",
          "Malformed\\.field",
          "Malformed\\.body",
          "malformed",
          "MalformedRowException",
          "refused\\((?:refund|matter|known|account|register|(?:before|after)\\.matter\\(\\)),",
          "Step\\.(?:to|refused)",
          "Note\\.of",
          "Optional\\.of\\((?=\"(?:it|a|nobody|the|above) )",
          "(?:MANDATE_CHANGED|CANCELLED|NOT_PROVED) =",
          "\\b(?:stay|expired|waits|move|underWay|notTaken)\\((?:now|id|order)",
          "Change\\.of\\(now",
          "(?:SILENCE|BROKEN|AWAITED) ->",
          "Word\\.\\w+,");

  /// The words, and what is put behind them.
  private static final Pattern REASON =
      Pattern.compile(
          "(?:"
              + TELLING
              + ")\\(?[^;{}]*?\"([a-z][^\"\\\\]*"
              + " [^\"\\\\]*)\"((?:\\s*\\+\\s*(?:\"[^\"\\\\]*\"|[\\w.]+(?:\\([^()]*\\))?))*)");

  private static final Pattern BEHIND =
      Pattern.compile("\\+\\s*(?:\"([^\"\\\\]*)\"|[\\w.]+(?:\\([^()]*\\))?)");

  private static Set<String> reasons() throws IOException {
    var found = new TreeSet<String>();
    for (Path source : SOURCES) {
      try (Stream<Path> files = Files.walk(source)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          REASON
              .matcher(Files.readString(file))
              .results()
              .map(ReasonsTest::whole)
              .forEach(found::add);
        }
      }
    }
    return found;
  }

  /// With 1 for each value.
  private static String whole(MatchResult reason) {
    String behind =
        BEHIND
            .matcher(reason.group(2))
            .results()
            .map(each -> Optional.ofNullable(each.group(1)).orElse("1"))
            .collect(Collectors.joining());
    return (reason.group(1) + behind).replaceAll("%[ds]", "1");
  }

  private static String said(Language language, String reason) {
    return Problem.of(ErrorCode.MALFORMED_REQUEST, "field", "x", "reason", reason)
        .message(language);
  }

  @ParameterizedTest
  @EnumSource(names = {"RU", "KK"})
  void eachReasonInTheSourcesIsSaidInEachLanguage(Language language) throws IOException {
    assertThat(reasons())
        .hasSizeGreaterThan(120)
        .allSatisfy(reason -> assertThat(said(language, reason)).doesNotContain(reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "its check digits are wrong | контрольные цифры неверны | бақылау цифрлары қате",
        "it has 70 characters and not 1 to 64 | в нём 70 знаков, а должно быть от 1 до 64 | онда 70"
            + " таңба бар, ал 1–64 болуы керек",
        "KZ1 is not an account number (it does not begin with KZ) | KZ1 — не номер счёта (он не"
            + " начинается с KZ) | KZ1 — шот нөмірі емес (ол KZ-мен басталмайды)",
        "it is no JSON object | это не объект JSON | бұл JSON нысаны емес",
        "нечто своё | нечто своё | нечто своё"
      })
  void valuesStayAndWordsAreTranslated(String english, String russian, String kazakh) {
    assertThat(said(Language.EN, english)).contains(english);
    assertThat(said(Language.RU, english)).contains(russian);
    assertThat(said(Language.KK, english)).contains(kazakh);
  }

  @Test
  void whatIsNotAcceptedIsNamedInTheLanguageToo() {
    Problem body = Malformed.body("it is empty").problem();
    Problem parameter = Malformed.field("The parameter \"page\"", "it is not known here").problem();

    assertThat(body.message(Language.RU)).contains("Тело запроса", "оно пустое");
    assertThat(body.message(Language.KK)).contains("Сұраудың денесі", "ол бос");
    assertThat(parameter.message(Language.RU)).contains("Параметр \"page\"", "здесь его не знают");
    assertThat(parameter.message(Language.EN)).contains("The parameter", "it is not known here");
  }
}
