package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.GatewayFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Payments to several payees as a bank's programs ask for them over signed HTTP.
@TestInstance(Lifecycle.PER_CLASS)
class SplitPaymentMethodsTest {
  private static final String PATH = "/v1/split-payments";
  private static final String BOLAT = "KZ84563DT00000000002";
  private static final String DANA = "KZ86601DT00000000002";

  private GatewayFixture gateway;
  private String payer;

  @BeforeAll
  void start(@TempDir Path folder) {
    gateway = new GatewayFixture(folder);
    payer = text(gateway.own.ask(GatewayFixture.open("split-payer", "Aigerim")), "number");
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  private String order(String total, String... legs) {
    String said = total.isEmpty() ? "" : "\"total\":\"%s\",".formatted(total);
    return """
    {"payer":"%s","legs":[%s],%s"currency":"KZT"}\
    """
        .formatted(payer, String.join(",", legs), said);
  }

  private static String leg(String payee, String amount) {
    return "{\"payee\":\"%s\",\"amount\":\"%s\"}".formatted(payee, amount);
  }

  @Test
  void severalPayeesArePaidAndTheReceiptNamesThem() {
    String order = order("30.50", leg(BOLAT, "20"), leg(DANA, "10.50"));

    Reply first = gateway.own.ask(post(PATH, "split-1", order));
    Reply same = gateway.own.ask(post(PATH, "split-1", order));
    Reply otherwise =
        gateway.own.ask(
            post(PATH, "split-1", order("30.50", leg(BOLAT, "20.0"), leg(DANA, "10.5"))));
    Reply other =
        gateway.own.ask(post(PATH, "split-1", order("", leg(BOLAT, "21"), leg(DANA, "9.50"))));
    Reply explained = gateway.own.ask(Question.get("/v1/payments/split-1"));

    assertThat(first.status()).isEqualTo(200);
    assertThat(text(first, "state")).isEqualTo("FINAL");
    assertThat(legs(json(first))).containsExactly("1 " + BOLAT + " 20.00", "2 " + DANA + " 10.50");
    assertThat(same.body()).isEqualTo(first.body());
    assertThat(otherwise.body()).isEqualTo(first.body());
    assertThat(text(other, "code")).isEqualTo(ErrorCode.PAYMENT_ID_REUSED.name());
    JsonNode attempt = json(explained).get("attempts").get(0);
    assertThat(attempt.get("amount").asString()).isEqualTo("30.50");
    assertThat(legs(attempt)).containsExactly("1 " + BOLAT + " 20.00", "2 " + DANA + " 10.50");
  }

  private static List<String> legs(JsonNode of) {
    return of.get("legs")
        .valueStream()
        .map(
            leg ->
                "%d %s %s"
                    .formatted(
                        leg.get("number").asInt(),
                        leg.get("payee").asString(),
                        leg.get("amount").asString()))
        .toList();
  }

  @Test
  void aLegMayNameItsPayeeByPhone() {
    gateway.customers.byAlias = DANA;
    String byPhone = "{\"phone\":\"+77010009909\",\"payeeName\":\"Дана\",\"amount\":\"1\"}";

    Reply reply = gateway.own.ask(post(PATH, "split-phone", order("", leg(BOLAT, "2"), byPhone)));

    assertThat(legs(json(reply))).containsExactly("1 " + BOLAT + " 2.00", "2 " + DANA + " 1.00");
  }

  private static Arguments row(String what, ErrorCode code, String words, String... legs) {
    return Arguments.of(what, code, words, "", List.of(legs));
  }

  static Stream<Arguments> refusals() {
    String one = leg(BOLAT, "1");
    return Stream.of(
        row("one leg", ErrorCode.MALFORMED_REQUEST, "legs", one),
        row("no leg", ErrorCode.MALFORMED_REQUEST, "legs"),
        Arguments.of(
            "seventeen legs", ErrorCode.MALFORMED_REQUEST, "17", "", Collections.nCopies(17, one)),
        row("a text for a leg", ErrorCode.MALFORMED_REQUEST, "objects", one, "\"x\""),
        row("a leg of a leg", ErrorCode.MALFORMED_REQUEST, "objects", one, "[" + one + "]"),
        row(
            "an unknown member",
            ErrorCode.MALFORMED_REQUEST,
            "fee",
            one,
            "{\"payee\":\"%s\",\"amount\":\"1\",\"fee\":\"1\"}".formatted(DANA)),
        row(
            "a number for an amount",
            ErrorCode.MALFORMED_REQUEST,
            "quotation",
            one,
            "{\"payee\":\"%s\",\"amount\":1}".formatted(DANA)),
        row("nobody to pay", ErrorCode.MALFORMED_REQUEST, "payee", one, "{\"amount\":\"1\"}"),
        row(
            "two ways to say whom",
            ErrorCode.MALFORMED_REQUEST,
            "given as well",
            one,
            "{\"payee\":\"%s\",\"phone\":\"+77010009909\",\"amount\":\"1\"}".formatted(DANA)),
        row(
            "a name without an alias",
            ErrorCode.MALFORMED_REQUEST,
            "payeeName",
            one,
            "{\"payee\":\"%s\",\"payeeName\":\"D\",\"amount\":\"1\"}".formatted(DANA)),
        row("no account", ErrorCode.MALFORMED_REQUEST, "payee of leg 2", one, leg("KZ1", "1")),
        row("nothing", ErrorCode.LEG_REFUSED, "NON_POSITIVE_AMOUNT", one, leg(DANA, "0")),
        row("less than nothing", ErrorCode.LEG_REFUSED, "Leg 2", one, leg(DANA, "-1")),
        row("a fraction of a tiyn", ErrorCode.LEG_REFUSED, "OVER_PRECISE", one, leg(DANA, "0.001")),
        row("no amount", ErrorCode.LEG_REFUSED, "MALFORMED_AMOUNT", one, leg(DANA, "x")),
        Arguments.of(
            "a tiyn too much in all",
            ErrorCode.SPLIT_TOTAL_DIFFERS,
            "3.01",
            "3.01",
            List.of(one, leg(DANA, "2"))),
        Arguments.of(
            "more than there can be",
            ErrorCode.SPLIT_TOTAL_DIFFERS,
            "2000000000000000.00",
            "1",
            List.of(leg(BOLAT, "1000000000000000"), leg(DANA, "1000000000000000"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void whatCannotBeTakenIsRefusedAndChangesNothing(
      String what, ErrorCode code, String words, String total, List<String> legs) {
    int before = gateway.bank.changes();

    Reply reply =
        gateway.own.ask(post(PATH, "bad-split", order(total, legs.toArray(new String[0]))));

    assertThat(text(reply, "code")).as(what).isEqualTo(code.name());
    assertThat(new String(reply.body().toArray(), UTF_8)).contains(words);
    assertThat(gateway.bank.changes()).isEqualTo(before);
  }

  private static String byPhone(int number, String amount) {
    return "{\"phone\":\"+7701000%04d\",\"amount\":\"%s\"}".formatted(number, amount);
  }

  private static Arguments unasked(String what, ErrorCode code, String total, String... legs) {
    return Arguments.of(what, code, total, List.of(legs));
  }

  static Stream<Arguments> ordersThatNobodyIsAskedFor() {
    String first = byPhone(1, "1");
    return Stream.of(
        unasked("no leg", ErrorCode.MALFORMED_REQUEST, ""),
        unasked("one leg", ErrorCode.MALFORMED_REQUEST, "", first),
        Arguments.of(
            "seventeen legs",
            ErrorCode.MALFORMED_REQUEST,
            "",
            IntStream.range(0, 17).mapToObj(i -> byPhone(i, "1")).toList()),
        unasked("nothing to the second", ErrorCode.LEG_REFUSED, "", first, byPhone(2, "0")),
        unasked("no amount", ErrorCode.LEG_REFUSED, "", first, byPhone(2, "x")),
        unasked("another total", ErrorCode.SPLIT_TOTAL_DIFFERS, "3", first, byPhone(2, "1")),
        unasked("no total", ErrorCode.MALFORMED_AMOUNT, "x", first, byPhone(2, "1")),
        unasked("a phone twice", ErrorCode.LEG_REFUSED, "", first, byPhone(1, "2")),
        unasked(
            "an account twice", ErrorCode.LEG_REFUSED, "", first, leg(DANA, "1"), leg(DANA, "2")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ordersThatNobodyIsAskedFor")
  void whatIsNoOrderIsRefusedBeforeAnybodyIsLookedUp(
      String what, ErrorCode code, String total, List<String> legs) {
    Reply reply = gateway.own.ask(post(PATH, "unasked", order(total, legs.toArray(new String[0]))));

    assertThat(text(reply, "code")).as(what).isEqualTo(code.name());
    assertThat(gateway.customers.lookedUp).doesNotContain("unasked");
  }

  /// What a look-up of the second leg comes to, and what the payer is told.
  static Stream<Arguments> lookUpsThatFail() {
    return Stream.of(
        Arguments.of(
            Problem.of(ErrorCode.PAYEE_NOT_FOUND), ErrorCode.LEG_REFUSED, "PAYEE_NOT_FOUND"),
        Arguments.of(
            Problem.of(ErrorCode.PAYEE_NAME_DIFFERS), ErrorCode.LEG_REFUSED, "PAYEE_NAME_DIFFERS"),
        Arguments.of(
            Problem.of(ErrorCode.ID_CENTRE_UNAVAILABLE, "reason", "away"),
            ErrorCode.LEG_UNAVAILABLE,
            "ID_CENTRE_UNAVAILABLE"),
        Arguments.of(
            Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", "leg-1"),
            ErrorCode.PAYMENT_ID_REUSED,
            "no-payee"));
  }

  @ParameterizedTest
  @MethodSource("lookUpsThatFail")
  void aLookUpThatFailsNamesTheLegAndNotThePhone(Problem problem, ErrorCode code, String words) {
    gateway.customers.noPayee = Optional.of(problem);
    try {
      Reply reply =
          gateway.own.ask(post(PATH, "no-payee", order("", leg(BOLAT, "2"), byPhone(9909, "1"))));

      assertThat(text(reply, "code")).isEqualTo(code.name());
      assertThat(text(reply, "detail")).contains(words).doesNotContain("9909");
      if (code != ErrorCode.PAYMENT_ID_REUSED) {
        assertThat(text(reply, "detail")).contains("Leg 2");
      }
    } finally {
      gateway.customers.noPayee = Optional.empty();
    }
  }

  @Test
  void whoPaysThemselvesIsToldBeforeAnybodyIsLookedUp() {
    Reply reply = gateway.own.ask(post(PATH, "own", order("", byPhone(1, "1"), leg(payer, "1"))));

    assertThat(text(reply, "detail")).contains("Leg 2", ErrorCode.SELF_PAYMENT.name());
    assertThat(gateway.customers.lookedUp).doesNotContain("own");
  }

  @Test
  void legsThatAreNoListAreRefused() {
    String body = "{\"payer\":\"%s\",\"legs\":{},\"currency\":\"KZT\"}".formatted(payer);

    Reply reply = gateway.own.ask(post(PATH, "bad-split", body));

    assertThat(text(reply, "code")).isEqualTo(ErrorCode.MALFORMED_REQUEST.name());
  }

  @Test
  void toAnotherBankThePayerIsNotThere() {
    Reply reply =
        gateway
            .client(GatewayFixture.OTHER_BANK)
            .ask(post(PATH, "theft", order("", leg(BOLAT, "1"), leg(DANA, "1"))));

    assertThat(reply.status()).isEqualTo(404);
    assertThat(text(reply, "code")).isEqualTo(ErrorCode.UNKNOWN_ACCOUNT.name());
  }

  private static JsonNode json(Reply reply) {
    return Json.read(new String(reply.body().toArray(), UTF_8));
  }

  private static String text(Reply reply, String member) {
    return json(reply).get(member).asString();
  }
}
