package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import kz.digitaltenge.gateway.Document.Operation;
import kz.digitaltenge.gateway.DocumentComparison.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Programs written after the documents that were published last go on working: no method, member
/// of an answer or word is gone or of another type, nothing more is asked for, and nothing is held
/// to a narrower rule.
///
/// The copies are replaced at a release, and only then, as `CONTRIBUTING.md` says.
class OpenApiCompatibilityTest {
  /// What was published last, with the number of its methods: a copy that lost some would compare
  /// less and less.
  enum Published {
    BANK(OpenApi.BANK, "openapi-published.yaml", 69),
    CENTRAL_BANK(OpenApi.CENTRAL_BANK, "centralbank-published.yaml", 30);

    private final OpenApi now;
    private final String copy;
    private final int methods;

    Published(OpenApi now, String copy, int methods) {
      this.now = now;
      this.copy = copy;
      this.methods = methods;
    }

    String text() {
      try (var bytes = OpenApiCompatibilityTest.class.getResourceAsStream(copy)) {
        return new String(Objects.requireNonNull(bytes).readAllBytes(), UTF_8);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final Map<Published, String> LEAN = new EnumMap<>(Published.class);
  private static final Map<Published, Document> BEFORE = new EnumMap<>(Published.class);

  @BeforeAll
  static void read() {
    for (Published which : Published.values()) {
      LEAN.put(which, lean(which));
      BEFORE.put(which, Document.of(lean(which)));
    }
  }

  private static Stream<Published> published() {
    return Stream.of(Published.values());
  }

  @ParameterizedTest
  @MethodSource("published")
  void nothingThatWasPublishedIsBroken(Published which) {
    Document before = Document.of(which.text());
    Document now = Document.of(new String(which.now.document().toArray(), UTF_8));

    Outcome outcome = new DocumentComparison(before, now).outcome();

    assertThat(outcome.breaks()).isEmpty();
    assertThat(outcome.compared())
        .containsExactlyElementsOf(before.operations().stream().map(Operation::name).toList())
        .hasSize(which.methods);
  }

  /// @param was what the published document says, as often as it does
  /// @param is what a careless hand makes of it
  /// @param said of it
  private static Arguments row(Published which, String was, String is, String said) {
    return Arguments.of(which, was, is, said);
  }

  private static Stream<Arguments> mutations() {
    Published bank = Published.BANK;
    Published central = Published.CENTRAL_BANK;
    return Stream.of(
        row(bank, "  /v1/status:", "  /v1/state:", "GET /v1/status is gone"),
        row(central, "  /v1/supply:", "  /v1/money:", "GET /v1/supply is gone"),
        row(
            bank,
            "operationId: openAccount",
            "operationId: makeAccount",
            "POST /v1/accounts is no openAccount any more"),
        row(bank, "- name: before", "- name: until", "takes no before any more"),
        row(bank, "- name: before", "- name: before\n          required: true", "asks for before"),
        row(
            bank,
            "required: [reference, name]",
            "required: [reference, name, number]",
            "POST /v1/accounts asks for number"),
        row(
            bank,
            "reference: {type: string, minLength: 1, maxLength: 64,",
            "reference: {type: string, minLength: 1, maxLength: 63,",
            "POST /v1/accounts reference has another maxLength"),
        row(
            bank,
            "name: {type: string, minLength: 1, maxLength: 140, description: What the bank calls",
            "name: {type: string, minLength: 2, maxLength: 140, description: What the bank calls",
            "POST /v1/accounts name has another minLength"),
        row(
            bank,
            "number: {type: string, description: The account's",
            "number: {type: string, maxLength: 20, description: The account's",
            "POST /v1/accounts number has another maxLength"),
        row(
            bank,
            "number: {type: string, description: The account's",
            "number: {type: string, pattern: '^KZ', description: The account's",
            "POST /v1/accounts number has another pattern"),
        row(
            bank,
            "number: {type: string, description: The account's",
            "number: {type: string, enum: [KZ], description: The account's",
            "POST /v1/accounts number is held to words now"),
        row(
            bank,
            "number: {type: string, description: The account's",
            "number: {type: integer, description: The account's",
            "POST /v1/accounts number is no string any more"),
        row(
            bank,
            "pattern: '^[A-Za-z0-9._:-]{1,64}$'",
            "pattern: '^[A-Za-z0-9._:-]{1,63}$'",
            "has another pattern"),
        row(bank, "maximum: 500", "maximum: 499", "limit has another maximum"),
        row(central, "maximum: 500", "maximum: 100", "limit has another maximum"),
        row(bank, "minimum: 1,", "minimum: 2,", "limit has another minimum"),
        row(bank, "minItems: 2", "minItems: 3", "another minItems"),
        row(bank, "maxItems: 16", "maxItems: 15", "another maxItems"),
        row(
            bank,
            "                - $ref: '#/components/schemas/OpenPerson'\n",
            "",
            "POST /v1/customers is one of others now"),
        row(
            bank,
            "required: [kind, reference, iin, phone, birthDate, familyName, givenName]",
            "required: [kind, reference, iin, phone, birthDate, familyName, givenName, patronymic]",
            "POST /v1/customers asks for patronymic"),
        row(central, "enum: ['ON', 'OFF']", "enum: ['ON']", "automatic is never OFF any more"),
        row(
            central,
            "opens: {type: string, description: 'HH:mm, in",
            "opens: {type: string, format: time, pattern: x, description: 'HH:mm, in",
            "opens has another pattern"),
        row(bank, "epoch: {type: integer}", "epoch: {type: string}", "epoch is no integer any"),
        row(bank, "        bankCode: {type: string}\n", "", "bankCode is gone"),
        row(
            bank,
            "required: [number, reference, name, openedAt]",
            "required: [number]",
            "openedAt may be missing now"),
        row(bank, "enum: [FINAL, PENDING]", "enum: [FINAL]", "is never PENDING any more"),
        row(
            bank,
            "openedAt: {type: string, format: date-time",
            "openedAt: {type: string",
            "date-t"),
        row(bank, "            ETag:\n", "            Tag:\n", "has no ETag any more"),
        row(bank, "        '202':\n", "        '203':\n", "may answer 203 now"),
        row(bank, "        '201':\n", "        '204':\n", "has no answer 201 any more"),
        row(bank, "text/csv:", "text/tab-separated-values:", "is no text/csv any more"),
        row(
            bank,
            "application/problem+json:",
            "application/json:",
            "is no application/problem+json any more"));
  }

  /// Without its examples, of which nothing is compared: it is read once for each row.
  private static String lean(Published which) {
    var lean = new StringBuilder();
    int skipped = Integer.MAX_VALUE;
    for (String line : which.text().lines().toList()) {
      int indent = line.length() - line.stripLeading().length();
      if (indent > skipped || line.isBlank()) {
        continue;
      }
      boolean isExample = line.stripLeading().matches("examples?:.*");
      skipped = isExample ? indent : Integer.MAX_VALUE;
      if (!isExample) {
        lean.append(line).append('\n');
      }
    }
    return lean.toString();
  }

  /// Each of these would break somebody, and is seen.
  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("mutations")
  void aBreakIsSeen(Published which, String was, String is, String said) {
    String text = Objects.requireNonNull(LEAN.get(which));
    assertThat(text).as("the copy has it to change").contains(was);

    assertThat(breaks(which, text.replace(was, is))).anyMatch(found -> found.contains(said));
  }

  private static Stream<Arguments> loosenings() {
    Published bank = Published.BANK;
    return Stream.of(
        row(bank, "maximum: 500", "maximum: 1000", ""),
        row(
            bank,
            "reference: {type: string, minLength: 1, maxLength: 64,",
            "reference: {type: string, minLength: 0, maxLength: 65,",
            ""),
        row(bank, "required: [reference, name]", "required: [reference]", ""),
        row(bank, "enum: [FULL, SIMPLIFIED]", "enum: [FULL, SIMPLIFIED, NONE]", ""),
        row(
            bank,
            "        epoch: {type: integer}",
            "        epoch: {type: integer}\n        x: {}",
            ""));
  }

  /// More is taken or told: nobody is broken.
  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("loosenings")
  void whatIsLoosenedOrAddedIsNoBreak(Published which, String was, String is, String none) {
    String text = Objects.requireNonNull(LEAN.get(which));
    assertThat(text).contains(was);

    assertThat(breaks(which, text.replace(was, is))).as(none).isEmpty();
  }

  private static List<String> breaks(Published which, String after) {
    return new DocumentComparison(Objects.requireNonNull(BEFORE.get(which)), Document.of(after))
        .outcome()
        .breaks();
  }
}
