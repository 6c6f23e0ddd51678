package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.Document.list;
import static kz.digitaltenge.gateway.Document.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.gateway.Document.Operation;
import kz.digitaltenge.gateway.client.ParticipantClient;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.signed.BoundFields;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What every method of both documents is asked wrongly, made of the document's own examples:
/// refused with a code and a sentence in the caller's language, in a signed problem, and nothing of
/// what can be read is another afterwards.
class BadInputTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static final String OPEN = "{id}";
  private static final String UNKNOWN = "an unknown id";
  private static final String ANOTHERS = "an id of another bank";
  private static final List<String> LANGUAGES = List.of("en", "ru", "kk");
  private static final Map<OpenApi, Document> DOCUMENTS = new LinkedHashMap<>();
  private static final Map<OpenApi, ParticipantClient> CLIENTS = new LinkedHashMap<>();

  private static final AtomicInteger ASKED = new AtomicInteger();
  private static final Map<OpenApi, String> BEFORE = new LinkedHashMap<>();

  private static GatewayFixture fixture;
  private static ThingsThere things;
  private static ParticipantClient another;

  /// @param what is wrong
  /// @param isMalformed whether the request says so without anything being looked up
  private record Bad(String what, boolean isMalformed, Question question) {}

  @BeforeAll
  static void start(@TempDir Path folder) {
    fixture = new GatewayFixture(folder);
    things = ThingsThere.in(fixture, document(OpenApi.BANK));
    List<KeyPair> keys = List.of(TestPapers.keys(), TestPapers.keys());
    var conversions = new FakeOfficersConversions(keys);
    conversions.debited("HSBKKZKX", "large", 20_000_000_000L);
    Gateway central =
        fixture.startAt(
            new Endpoint("127.0.0.1", 0),
            FakeCentralBank.services(new FakeBlocks(keys), conversions::of));
    CLIENTS.put(OpenApi.BANK, fixture.own);
    CLIENTS.put(OpenApi.CENTRAL_BANK, fixture.client(central, GatewayFixture.BANK + ".officer-1"));
    another = fixture.client(GatewayFixture.OTHER_BANK);
    for (OpenApi which : OpenApi.values()) {
      BEFORE.put(which, state(which));
    }
  }

  /// After all of it every list is as it was.
  @AfterAll
  static void stop() {
    try {
      for (OpenApi which : OpenApi.values()) {
        assertThat(state(which)).isEqualTo(BEFORE.get(which));
      }
    } finally {
      fixture.close();
    }
  }

  private static Document document(OpenApi which) {
    return DOCUMENTS.computeIfAbsent(
        which, each -> Document.of(new String(each.document().toArray(), UTF_8)));
  }

  private static Stream<Arguments> operations() {
    return Stream.of(OpenApi.values())
        .flatMap(
            which ->
                document(which).operations().stream()
                    .map(operation -> Arguments.of(which, operation.name(), operation)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("operations")
  void whatIsAskedWronglyIsRefusedAndChangesNothing(
      OpenApi which, String name, Operation operation) {
    List<Bad> all = bad(which, operation);
    int before = fixture.bank.changes();
    var codes = new HashMap<String, String>();
    for (Bad each : all) {
      String place = name + ", " + each.what;
      JsonNode refused =
          refused(which, place, each, LANGUAGES.get(ASKED.getAndIncrement() % LANGUAGES.size()));
      codes.put(each.what, refused.path("code").asString(""));
      if (each.isMalformed) {
        assertThat(refused.path("status").asInt(0)).as(place).isIn(400, 415, 422);
      }
    }
    assertThat(codes.get(ANOTHERS)).as(name).isEqualTo(codes.get(UNKNOWN));
    var sentences = new TreeSet<String>();
    for (String language : LANGUAGES) {
      sentences.add(refused(which, name, all.getFirst(), language).path("detail").asString(""));
    }
    assertThat(sentences).as("%s in each language", name).hasSize(LANGUAGES.size());
    assertThat(fixture.bank.changes()).as("%s changed something", name).isEqualTo(before);
  }

  private static JsonNode refused(OpenApi which, String place, Bad bad, String language) {
    Question question = bad.question;
    Reply reply =
        Objects.requireNonNull(CLIENTS.get(which))
            .ask(
                new Question(
                    question.method(),
                    question.target(),
                    question.fields(),
                    question.body(),
                    Map.of("Accept-Language", language)));
    String said = text(reply);
    assertThat(reply.status()).as("%s: %s", place, said).isBetween(400, 499);
    assertThat(reply.contentType()).as(place).isEqualTo("application/problem+json");
    assertThat(reply.isProved()).as("%s is answered with a signature", place).isTrue();
    JsonNode problem = JSON.readTree(said);
    String code = problem.path("code").asString("");
    assertThat(Stream.of(ErrorCode.values()).map(Enum::name)).as(place).contains(code);
    assertThat(problem.path("title").asString("")).as(place).isNotBlank();
    return problem;
  }

  /// All that the interface shows without being told an id.
  private static String state(OpenApi which) {
    var shown = new StringBuilder();
    for (Operation each : document(which).operations()) {
      if (each.method().equals("get")
          && !each.path().contains(OPEN)
          && !each.path().equals("/v1/events/stream")) {
        Reply reply = Objects.requireNonNull(CLIENTS.get(which)).ask(Question.get(each.path()));
        shown.append(each.name()).append(' ').append(reply.status());
        // The time of a look is another each time.
        if (!each.path().equals("/v1/reconciliation")) {
          shown.append(text(reply));
        }
        shown.append('\n');
      }
    }
    return shown.append(fixture.bank.changes()).toString();
  }

  private static List<Bad> bad(OpenApi which, Operation operation) {
    var bad = new ArrayList<Bad>();
    String target = unknown(which, operation);
    bad.add(
        new Bad("an unknown parameter", true, question(which, operation, target + "?surplus=1")));
    Object request = operation.content().get("requestBody");
    if (request == null && operation.method().equals("post")) {
      bad.add(new Bad("a body", true, question(operation, target, "[]", "application/json")));
    }
    if (request != null) {
      bad.addAll(badBodies(which, operation, target));
    }
    if (operation.path().contains(OPEN)) {
      bad.add(new Bad(UNKNOWN, false, question(which, operation, target)));
      bad.add(
          new Bad(
              ANOTHERS,
              false,
              question(which, operation, place(operation, ids(which, operation).ofAnotherBank()))));
      for (String id : PathIds.OF_NO_FORM) {
        bad.add(
            new Bad(
                "an id of no right form, " + id,
                false,
                question(which, operation, place(operation, id))));
      }
    }
    return bad;
  }

  private static String unknown(OpenApi which, Operation operation) {
    return operation.path().contains(OPEN)
        ? place(operation, ids(which, operation).unknown())
        : operation.path();
  }

  private static PathIds ids(OpenApi which, Operation operation) {
    return PathIds.of(document(which), operation.path());
  }

  private static String place(Operation operation, String id) {
    return operation.path().replace(OPEN, id);
  }

  private static List<Bad> badBodies(OpenApi which, Operation operation, String target) {
    var bad = new ArrayList<Bad>();
    Map<String, Object> media =
        map(
            document(which)
                .resolved(operation.content().getOrDefault("requestBody", Map.of()))
                .get("content"));
    for (String type : media.keySet()) {
      bad.add(new Bad("no " + type, true, question(operation, target, "{\"", type)));
      bad.add(new Bad("no body", true, question(operation, target, "", type)));
    }
    bad.add(new Bad("a text", true, question(operation, target, "{}", "text/plain")));
    bad.add(new Bad("an array", true, question(operation, target, "[]", "application/json")));
    example(which, operation)
        .ifPresent(
            example -> {
              var more = new LinkedHashMap<>(example);
              more.put("surplus", "1");
              bad.add(new Bad("an unknown member", true, json(operation, target, more)));
              for (String member : example.keySet()) {
                var wrong = new LinkedHashMap<>(example);
                wrong.put(member, wrongType(example.get(member)));
                bad.add(new Bad(member + " of a wrong type", true, json(operation, target, wrong)));
              }
              if (!document(which).required(schema(which, operation)).isEmpty()) {
                bad.add(new Bad("nothing said", true, json(operation, target, Map.of())));
              }
            });
    return bad;
  }

  private static Object wrongType(Object value) {
    return value instanceof String ? List.of(5) : "a text";
  }

  private static Object schema(OpenApi which, Operation operation) {
    return document(which)
        .body(Objects.requireNonNull(operation.content().get("requestBody")))
        .orElseThrow()
        .schema();
  }

  private static Optional<Map<String, Object>> example(OpenApi which, Operation operation) {
    return Optional.ofNullable(operation.content().get("requestBody"))
        .flatMap(document(which)::body)
        .flatMap(Document.Body::example)
        .map(Document::map);
  }

  /// The document's own example for an id that nobody has.
  private static Question question(OpenApi which, Operation operation, String target) {
    return example(which, operation)
        .map(example -> json(operation, target, example))
        .orElseGet(() -> question(operation, target, "", ""));
  }

  private static Question json(Operation operation, String target, Map<String, Object> body) {
    return question(operation, target, JSON.writeValueAsString(body), "application/json");
  }

  private static Question question(Operation operation, String target, String body, String type) {
    boolean takesKey =
        list(operation.content().get("parameters")).stream()
            .map(each -> String.valueOf(map(each).get("$ref")) + map(each).get("name"))
            .anyMatch(each -> each.toLowerCase(Locale.ROOT).contains("idempotency"));
    return new Question(
        operation.method().toUpperCase(Locale.ROOT),
        target,
        new BoundFields(type, takesKey ? "bad-1" : "", ""),
        Bytes.of(body.getBytes(UTF_8)),
        Map.of());
  }

  /// Another bank is told of what is there what it is told of what is not.
  @ParameterizedTest(name = "{0}")
  @MethodSource("ofOneBank")
  void whatIsOneBanksIsNothingToAnother(String name, Operation operation) {
    String there = things.id(operation.path());
    String unknown = ids(OpenApi.BANK, operation).unknown();
    Question question = question(OpenApi.BANK, operation, place(operation, there));
    Reply reply = another.ask(question);
    Reply ofNothing = another.ask(question(OpenApi.BANK, operation, place(operation, unknown)));

    if (operation.method().equals("get")) {
      assertThat(fixture.own.ask(question).status()).as(name).isEqualTo(200);
    }
    assertThat(reply.isProved()).as(name).isTrue();
    assertThat(reply.status()).as(name + text(reply)).isIn(403, 404);
    assertThat(text(reply).replace(there, "ID"))
        .as(name)
        .isEqualTo(text(ofNothing).replace(unknown, "ID"));
  }

  private static String text(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }

  /// All but what every participant may ask.
  private static Stream<Arguments> ofOneBank() {
    return document(OpenApi.BANK).operations().stream()
        .filter(operation -> operation.path().contains(OPEN))
        .map(operation -> Arguments.of(operation.name(), operation));
  }
}
