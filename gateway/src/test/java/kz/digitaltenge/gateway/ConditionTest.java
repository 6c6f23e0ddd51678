package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.digitaltenge.gateway.Routes.Route;
import kz.digitaltenge.gateway.client.ParticipantClient;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.signed.BoundFields;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What was read is not read again, and is changed only as it was read (RFC 9110, 13).
class ConditionTest {
  private static final String ORDERS = "/v1/standing-orders";
  private static final String OLD = "\"00000000000000000000000000000000\"";
  private static final String RENT =
      """
      {"payer":"KZ1","payee":"KZ2","amount":"1","currency":"KZT","every":"DAILY","first":"2026-06-01T09:00"}\
      """;

  private static GatewayFixture gateway;

  @BeforeAll
  static void start(@TempDir Path folder) {
    gateway = new GatewayFixture(folder);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /// Of a new order: its place.
  private static String order(String id) {
    assertThat(gateway.own.ask(GatewayFixture.post(ORDERS, id, RENT)).status()).isEqualTo(201);
    return ORDERS + "/" + id;
  }

  private static Reply read(String target) {
    return gateway.own.ask(Question.get(target));
  }

  private static Reply read(String target, String known) {
    return gateway.own.ask(
        new Question(
            "GET",
            target,
            BoundFields.NONE,
            Bytes.empty(),
            Map.of(ApiFields.IF_NONE_MATCH, known, "Accept-Language", "ru")));
  }

  private static Reply change(ParticipantClient client, String target, String condition) {
    return client.ask(
        new Question("POST", target, new BoundFields("", "", condition), Bytes.empty(), Map.of()));
  }

  private static String text(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "none | 200 | ~~",
        "the-tag | 200 | TAG",
        "any | 200 | *",
        "among-others | 200 | \"a\" , TAG,\"b\"",
        "an-old-one | 412 | \"00000000000000000000000000000000\"",
        "the-tag-but-weak | 412 | W/TAG",
        "a-part-of-it | 412 | \"\"",
        "a-list-without-it | 412 | \"a\", \"b\"",
        "no-quotation-marks | 400 | x",
        "half-a-list | 400 | TAG, x",
        "any-and-more | 400 | *, TAG"
      })
  void aChangeIsMadeOnlyOfWhatWasRead(String what, int status, String condition) {
    String place = order(what);
    String tag = read(place).tag();

    Reply reply = change(gateway.own, place + "/pause", condition.replace("TAG", tag));

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.isProved()).isTrue();
    String after = text(read(place));
    assertThat(after).contains(status == 200 ? "PAUSED" : "ACTIVE");
    if (status == 412) {
      assertThat(text(reply)).contains("RESOURCE_CHANGED", place, "Read it again");
      assertThat(reply.tag()).isEmpty();
    }
  }

  static Stream<Route> changes() {
    return OpenApiTest.routes().stream().filter(route -> !route.changes().isEmpty());
  }

  /// A resource for each of them, and what is asked of it.
  @ParameterizedTest
  @MethodSource("changes")
  void eachChangeOfWhatCanBeReadTakesTheCondition(Route route) {
    var _ = order("each");
    var _ =
        gateway.own.ask(
            GatewayFixture.post(
                "/v1/payment-requests",
                "each",
                """
                {"account":"KZ1","payer":"KZ2","amount":"5","currency":"KZT","expiresAt":"2026-03-03T07:00:00Z"}
                """));
    var _ =
        gateway.own.ask(
            GatewayFixture.post(
                "/v1/customers",
                "",
                """
                {"kind":"COMPANY","reference":"each","bin":"940140000385","registrationDate":"1994-01-01",
                 "name":"Each","activity":"62011"}
                """));
    var _ =
        gateway.own.ask(
            GatewayFixture.post(
                "/v1/stock-conversions",
                "each",
                """
                {"direction":"IN","amount":"5","currency":"KZT"}
                """));
    String webhook =
        GatewayFixture.member(
                gateway.own.ask(
                    GatewayFixture.post(
                        "/v1/webhooks", "", "{\"url\":\"https://localhost:8443/each\"}")),
                "id")
            .orElseThrow();
    var _ =
        gateway.own.ask(
            new Question(
                "POST",
                "/v1/registers",
                new BoundFields("text/csv", "each", ""),
                Bytes.of(
                    "payer,currency,count,total\nKZ86601DT00000000002,KZT,1,1\nline,account,amount\ne,KZ84563DT00000000002,1\n"
                        .getBytes(UTF_8)),
                Map.of()));
    String id =
        route.path().contains("webhooks")
            ? webhook
            : route.path().contains("accounts") ? FakeCustomers.ACCOUNT : "each";
    String resource = route.changes().replace("{id}", id);
    assertThat(read(resource).status()).isEqualTo(200);

    Reply reply =
        gateway.own.ask(
            new Question(
                route.method(),
                route.path().replace("{id}", id),
                new BoundFields("", "", OLD),
                Bytes.empty(),
                Map.of()));

    assertThat(text(reply)).contains("RESOURCE_CHANGED", resource);
    assertThat(read(resource).status()).isEqualTo(200);
  }

  @Test
  void ofManyWhoReadTheSameOneChangesIt() throws InterruptedException, ExecutionException {
    String place = order("raced");
    String tag = read(place).tag();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      threads.submit(
                          () ->
                              change(gateway.own, place + (i % 2 == 0 ? "/pause" : "/cancel"), tag)
                                  .status()))
              .toList();
      var statuses = new ArrayList<Integer>();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
      assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    }
  }

  @Test
  void ofNothingNoConditionHoldsAndOthersLearnNothing() {
    String place = order("mine");
    ParticipantClient other = gateway.client(GatewayFixture.OTHER_BANK);

    assertThat(text(change(gateway.own, ORDERS + "/nobodys/pause", "*")))
        .contains("UNKNOWN_STANDING_ORDER");
    assertThat(text(change(other, place + "/pause", "*"))).contains("UNKNOWN_STANDING_ORDER");
    assertThat(text(change(other, place + "/pause", OLD))).contains("UNKNOWN_STANDING_ORDER");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "304 | TAG",
        "304 | W/TAG",
        "304 | \"x\", TAG",
        "304 | *",
        "200 | \"x\"",
        "200 | TA",
        "200 | nonsense"
      })
  void whatTheCallerHasIsNotSentAgain(int status, String known) {
    String place = order("known");
    Reply first = read(place);

    Reply again = read(place, known.replace("TAG", first.tag()));

    assertThat(again.status()).isEqualTo(status);
    assertThat(again.isProved()).as("the tag is signed").isTrue();
    assertThat(again.tag()).isEqualTo(first.tag());
    assertThat(text(again)).isEqualTo(status == 304 ? "" : text(first));
    assertThat(again.contentType()).isEqualTo(status == 304 ? "" : "application/json");
  }

  @Test
  void whatHasChangedHasAnotherTagAndIsSent() {
    String place = order("changing");
    String tag = read(place).tag();
    String page = read(ORDERS).tag();
    var _ = change(gateway.own, place + "/pause", tag);

    assertThat(read(place, tag).status()).isEqualTo(200);
    assertThat(read(place).tag()).isNotEqualTo(tag).matches("\"[0-9a-f]{32}\"");
    assertThat(read(ORDERS, page).status()).isEqualTo(200);
    var _ = change(gateway.own, place + "/resume", "");
    assertThat(read(place, tag).status()).as("the same bytes again").isEqualTo(304);
  }

  @Test
  void aRefusalHasNoTag() {
    assertThat(read(ORDERS + "/nobodys").tag()).isEmpty();
    assertThat(read(ORDERS + "/nobodys", "*").status()).isEqualTo(404);
  }
}
