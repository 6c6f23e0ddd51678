package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.Document.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The document shows each refusal of the catalogue as a gateway says it.
class ProblemExamplesTest {
  private static final Path RESOURCES =
      Path.of("src", "main", "resources", "kz", "digitaltenge", "gateway");
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
          Map.entry("day", "2026-12-01"),
          Map.entry("proof", "9f86d081884c7d65"),
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

  private static String text(OpenApi which) {
    return new String(which.document().toArray(), UTF_8);
  }

  private static Map<String, Set<ErrorCode>> table(OpenApi which) {
    return switch (which) {
      case BANK -> MethodRefusals.all();
      case CENTRAL_BANK -> OfficersRefusals.all();
    };
  }

  /// Of banks' gateways the whole catalogue, of the central bank's what its methods tell.
  private static List<ErrorCode> codes(OpenApi which) {
    Set<ErrorCode> told = EnumSet.copyOf(MethodRefusals.OF_ANY);
    told.add(ErrorCode.RESOURCE_CHANGED);
    table(which).values().forEach(told::addAll);
    return Arrays.stream(ErrorCode.values())
        .filter(ErrorPageTest::isForParticipants)
        .filter(code -> which == OpenApi.BANK || told.contains(code))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void eachRefusalHasAnExampleThatIsWhatAGatewaySays(OpenApi which) throws IOException {
    String name = which == OpenApi.BANK ? "openapi.yaml" : "centralbank.yaml";
    String catalogue = between(text(which), BEGIN, END, examples(which));
    String any = between(catalogue, ANY_BEGIN, ANY_END, ofAny());
    String written = MethodRefusals.into(any, table(which));
    Path fresh = Path.of("target", name);
    Files.createDirectories(fresh.getParent());
    Files.writeString(fresh, written);

    Path published = RESOURCES.resolve(name);
    assertThat(published).as("cp gateway/%s gateway/%s", fresh, published).hasContent(written);
  }

  private static String between(String document, String before, String after, String lines) {
    int begin = document.indexOf(before) + before.length();
    int end = document.indexOf(after);
    assertThat(begin).isBetween(before.length(), end);
    return document.substring(0, begin) + lines + document.substring(end);
  }

  /// The table, the document and what reads the document for the fuzzer are of one mind.
  @ParameterizedTest
  @EnumSource
  void eachMethodTellsItsOwnRefusalsApart(OpenApi which) {
    String text = text(which);
    PublishedRefusals published = PublishedRefusals.of(text);
    Document document = Document.of(text);

    assertThat(document.operations())
        .extracting(Document.Operation::id)
        .containsExactlyInAnyOrderElementsOf(table(which).keySet());
    assertThat(document.operations())
        .allSatisfy(
            operation -> {
              Set<String> its =
                  Objects.requireNonNull(table(which).get(operation.id())).stream()
                      .map(Enum::name)
                      .collect(Collectors.toCollection(TreeSet::new));
              if (map(operation.content().get("responses")).containsKey("412")) {
                its.add(ErrorCode.RESOURCE_CHANGED.name());
              }
              assertThat(published.ofMethod(operation.name())).isEqualTo(its);
            });
  }

  /// Under the status that it comes with.
  @ParameterizedTest
  @EnumSource
  void eachRefusalOfAMethodStandsUnderItsStatus(OpenApi which) {
    Document document = Document.of(text(which));

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

  @ParameterizedTest
  @EnumSource
  void eachExampleIsAProblem(OpenApi which) {
    Document document = Document.of(text(which));
    Map<String, Object> components = map(document.root().get("components"));
    Object schema = Objects.requireNonNull(map(components.get("schemas")).get("Problem"));

    assertThat(map(components.get("examples")).keySet())
        .containsExactlyElementsOf(codes(which).stream().map(Enum::name).toList());
    assertThat(map(components.get("examples")))
        .allSatisfy(
            (name, example) -> {
              Map<String, Object> value = map(map(example).get("value"));
              assertThat(new SchemaCheck(document).faults(name, schema, value)).isEmpty();
              assertThat(value).containsEntry("code", name);
              assertThat(String.valueOf(value.get("detail"))).doesNotContain("{", "?");
            });
  }

  private static String examples(OpenApi which) {
    return codes(which).stream()
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
