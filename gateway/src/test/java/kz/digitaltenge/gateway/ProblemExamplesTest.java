package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.Document.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.Problem;
import org.junit.jupiter.api.Test;

/// The document shows each refusal of the catalogue as a gateway says it.
class ProblemExamplesTest {
  private static final Path PUBLISHED =
      Path.of("src", "main", "resources", "kz", "digitaltenge", "gateway", "openapi.yaml");
  private static final Path FRESH = Path.of("target", "openapi.yaml");
  private static final String BEGIN =
      "            # Out of the catalogue, by ProblemExamplesTest.\n";
  private static final String END = "            # The end of the catalogue.\n";
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  /// A value for each name that a sentence has; [ExampleValues] has those that only one code's
  /// sentence needs.
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("slot", "0"),
          Map.entry("needed", "2"),
          Map.entry("count", "1"),
          Map.entry("port", "7415"),
          Map.entry("permissions", "rw-r--r--"),
          Map.entry("library", "libsofthsm2.so"),
          Map.entry("host", "127.0.0.1"),
          Map.entry("database", "of HSBKKZKX"),
          Map.entry("account", "KZ86601DT00000000002"),
          Map.entry("amount", "5000.00"),
          Map.entry("available", "1200.00"),
          Map.entry("bank", "KPSTKZKA"),
          Map.entry("caller", "KPSTKZKA"),
          Map.entry("certificate", "4f1a"),
          Map.entry("conversion", "conversion-1"),
          Map.entry("currency", "USD"),
          Map.entry("current", "3"),
          Map.entry("endpoint", "127.0.0.1:7415"),
          Map.entry("epoch", "2"),
          Map.entry("event", "42"),
          Map.entry("evidence", "signature 1 of 2"),
          Map.entry("expected", "250000.00"),
          Map.entry("faults", "3"),
          Map.entry("field", "\"amount\""),
          Map.entry("found", "240000.00"),
          Map.entry("id", "order-1"),
          Map.entry("kind", "17"),
          Map.entry("leg", "2"),
          Map.entry("limit", "100"),
          Map.entry("line", "emp-1"),
          Map.entry("method", "PUT"),
          Map.entry("name", "Aigul"),
          Map.entry("offered", "GET, POST"),
          Map.entry("operation", "SEND"),
          Map.entry("order", "rent-1"),
          Map.entry("part", "the bank's node"),
          Map.entry("path", "/v1/accounts/KZ86601DT00000000002"),
          Map.entry("payment", "pay-1"),
          Map.entry("peer", "KPSTKZKA"),
          Map.entry("period", "DAILY"),
          Map.entry("queue", "payments"),
          Map.entry("reason", "it is missing"),
          Map.entry("reference", "customer-1"),
          Map.entry("refund", "refund-1"),
          Map.entry("refusal", "SIGNATURE_WRONG"),
          Map.entry("register", "salary-2026-05"),
          Map.entry("remainder", "2975.00"),
          Map.entry("request", "invoice-1"),
          Map.entry("rest", "100.00"),
          Map.entry("row", "7"),
          Map.entry("rule", "VALUE_NOT_CONSERVED"),
          Map.entry("said", "Bolat"),
          Map.entry("service", "gateway"),
          Map.entry("signer", "KPSTKZKA"),
          Map.entry("size", "70000"),
          Map.entry("skew", "PT9S"),
          Map.entry("state", "FROZEN"),
          Map.entry("subject", "KPSTKZKA"),
          Map.entry("timeout", "PT10S"),
          Map.entry("token", "4bf92f3577b34da6:0"),
          Map.entry("type", "text/plain"),
          Map.entry("until", "2026-03-03T07:00:00Z"),
          Map.entry("url", "https://10.0.0.1/"),
          Map.entry("webhook", "0123456789abcdef"));

  @Test
  void eachRefusalHasAnExampleThatIsWhatAGatewaySays() throws IOException {
    String document = new String(OpenApi.document().toArray(), UTF_8);
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    int end = document.indexOf(END);
    assertThat(begin).isBetween(BEGIN.length(), end);
    String written = document.substring(0, begin) + examples() + document.substring(end);
    Files.createDirectories(FRESH.getParent());
    Files.writeString(FRESH, written);

    assertThat(PUBLISHED)
        .as("cp gateway/target/openapi.yaml gateway/%s", PUBLISHED)
        .hasContent(written);
  }

  @Test
  void eachExampleIsAProblem() {
    Document document = Document.of(new String(OpenApi.document().toArray(), UTF_8));
    Map<String, Object> answers = map(map(document.root().get("components")).get("responses"));
    Map<String, Object> media =
        map(map(map(answers.get("Problem")).get("content")).get(ApiFields.PROBLEM));
    Object schema = Objects.requireNonNull(media.get("schema"));

    assertThat(map(media.get("examples")).keySet())
        .containsExactlyElementsOf(
            Arrays.stream(ErrorCode.values())
                .filter(ErrorPageTest::isForParticipants)
                .map(Enum::name)
                .toList());
    assertThat(map(media.get("examples")))
        .allSatisfy(
            (name, example) -> {
              Map<String, Object> value = map(map(example).get("value"));
              assertThat(new SchemaCheck(document).faults(name, schema, value)).isEmpty();
              assertThat(value).containsEntry("code", name);
              assertThat(String.valueOf(value.get("detail"))).doesNotContain("{", "?");
            });
  }

  private static String examples() {
    return Arrays.stream(ErrorCode.values())
        .filter(ErrorPageTest::isForParticipants)
        .map(code -> "            %s: {\"value\": %s}%n".formatted(code, answer(code)))
        .collect(Collectors.joining());
  }

  private static String answer(ErrorCode code) {
    Problem problem = new Problem(code, values(code));
    Answer answer = Answer.of(problem, Language.EN, Answer.status(code));
    return new String(answer.body().toArray(), UTF_8);
  }

  private static Map<String, String> values(ErrorCode code) {
    List<String> names =
        PLACE
            .matcher(code.whatHappened() + code.whatToDo())
            .results()
            .map((MatchResult place) -> place.group(1))
            .distinct()
            .toList();
    assertThat(VALUES.keySet()).as("values of " + code).containsAll(names);
    var values = new LinkedHashMap<String, String>();
    Map<String, String> own = ExampleValues.of(code);
    assertThat(names).as("values of " + code).containsAll(own.keySet());
    names.forEach(name -> values.put(name, own.getOrDefault(name, VALUES.getOrDefault(name, ""))));
    return values;
  }
}
