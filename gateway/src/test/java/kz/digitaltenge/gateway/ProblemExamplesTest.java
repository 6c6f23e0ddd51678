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
import java.util.Set;
import java.util.TreeSet;
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
  private static final String BEGIN = "    # Out of the catalogue, by ProblemExamplesTest.\n";
  private static final String END = "    # The end of the catalogue.\n";
  private static final String ANY_BEGIN =
      "            # What any method may answer, by ProblemExamplesTest.\n";
  private static final String ANY_END = "            # The end of it.\n";
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
    String catalogue = between(document, BEGIN, END, examples());
    String any = between(catalogue, ANY_BEGIN, ANY_END, ofAny());
    String written = MethodRefusals.into(any);
    Files.createDirectories(FRESH.getParent());
    Files.writeString(FRESH, written);

    assertThat(PUBLISHED)
        .as("cp gateway/target/openapi.yaml gateway/%s", PUBLISHED)
        .hasContent(written);
  }

  private static String between(String document, String before, String after, String lines) {
    int begin = document.indexOf(before) + before.length();
    int end = document.indexOf(after);
    assertThat(begin).isBetween(before.length(), end);
    return document.substring(0, begin) + lines + document.substring(end);
  }

  /// The table, the document and what reads the document for the fuzzer are of one mind.
  @Test
  void eachMethodTellsItsOwnRefusalsApart() {
    String text = new String(OpenApi.document().toArray(), UTF_8);
    PublishedRefusals published = PublishedRefusals.of(text);
    Document document = Document.of(text);

    assertThat(document.operations())
        .extracting(Document.Operation::id)
        .containsExactlyInAnyOrderElementsOf(MethodRefusals.all().keySet());
    assertThat(document.operations())
        .allSatisfy(
            operation -> {
              Set<String> its =
                  Objects.requireNonNull(MethodRefusals.all().get(operation.id())).stream()
                      .map(Enum::name)
                      .collect(Collectors.toCollection(TreeSet::new));
              if (map(operation.content().get("responses")).containsKey("412")) {
                its.add(ErrorCode.RESOURCE_CHANGED.name());
              }
              assertThat(published.ofMethod(operation.name())).isEqualTo(its);
            });
  }

  /// Under the status that it comes with.
  @Test
  void eachRefusalOfAMethodStandsUnderItsStatus() {
    Document document = Document.of(new String(OpenApi.document().toArray(), UTF_8));

    assertThat(document.operations())
        .allSatisfy(
            operation ->
                map(operation.content().get("responses")).entrySet().stream()
                    .filter(each -> each.getKey().startsWith("4") || each.getKey().startsWith("5"))
                    .forEach(
                        each ->
                            assertThat(codes(document, Objects.requireNonNull(each.getValue())))
                                .as(operation.name())
                                .isNotEmpty()
                                .allMatch(code -> each.getKey().equals(status(code)))));
  }

  private static Set<String> codes(Document document, Object response) {
    Map<String, Object> content = map(document.resolved(response).get("content"));
    return map(map(content.get(ApiFields.PROBLEM)).get("examples")).keySet();
  }

  private static String status(String code) {
    return String.valueOf(Answer.status(ErrorCode.valueOf(code)));
  }

  @Test
  void eachExampleIsAProblem() {
    Document document = Document.of(new String(OpenApi.document().toArray(), UTF_8));
    Map<String, Object> components = map(document.root().get("components"));
    Object schema = Objects.requireNonNull(map(components.get("schemas")).get("Problem"));

    assertThat(map(components.get("examples")).keySet())
        .containsExactlyElementsOf(
            Arrays.stream(ErrorCode.values())
                .filter(ErrorPageTest::isForParticipants)
                .map(Enum::name)
                .toList());
    assertThat(map(components.get("examples")))
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
        .map(code -> "    %s:%n      value: %s%n".formatted(code, answer(code)))
        .collect(Collectors.joining());
  }

  private static String ofAny() {
    return MethodRefusals.OF_ANY.stream()
        .map(code -> MethodRefusals.example(12, code))
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
