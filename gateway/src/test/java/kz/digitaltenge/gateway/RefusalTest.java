package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.GatewayFixture.member;
import static kz.digitaltenge.gateway.GatewayFixture.open;
import static kz.digitaltenge.gateway.GatewayFixture.pay;
import static kz.digitaltenge.gateway.GatewayFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.trust.signed.BoundFields;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is wrongly signed or cannot be taken, a row each: refused in a signed problem, and nothing
/// changes.
class RefusalTest {
  private static final Question STATUS = Question.get("/v1/status");

  @TempDir private static Path folder;

  private static GatewayFixture gateway;
  private static String payer;
  private static String payee;

  @BeforeAll
  static void start() {
    gateway = new GatewayFixture(folder.resolve("network"));
    payer = number(gateway.own.ask(open("payer", "Айгүл")));
    payee = number(gateway.own.ask(open("payee", "Bolat")));
    gateway.own.ask(pay("used-1", payer, payee, "1"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static Arguments row(
      String what, int status, ErrorCode code, String words, Function<GatewayFixture, Reply> ask) {
    return Arguments.of(what, status, code, words, ask);
  }

  private static Arguments sent(
      String what, int status, ErrorCode code, String words, Question question) {
    return row(what, status, code, words, fixture -> fixture.own.ask(question));
  }

  private static Arguments forged(
      String what, String refusal, Function<GatewayFixture, Reply> ask) {
    return row(what, 403, ErrorCode.SIGNED_MESSAGE_REFUSED, refusal, ask);
  }

  /// Whose signature is not to be believed.
  static Stream<Arguments> badSignatures() {
    Question good = open("forged", "Forged");
    return Stream.of(
        forged("garbage", "SIGNATURE_MALFORMED", g -> g.own.send(good, "e30..AA==")),
        forged("another algorithm", "SIGNATURE_MALFORMED", g -> g.own.send(good, "e30..AA")),
        forged(
            "a replay",
            "REPLAYED",
            g -> {
              String signature = g.own.signer().sign(STATUS.description(GatewayFixture.BANK));
              assertThat(g.own.send(STATUS, signature).status()).isEqualTo(200);
              return g.own.send(STATUS, signature);
            }),
        forged(
            "an altered body",
            "SIGNATURE_WRONG",
            g -> g.own.send(open("forged", "F0rged"), g.signed(good, Duration.ZERO))),
        forged(
            "an altered path",
            "SIGNATURE_WRONG",
            g -> g.own.send(Question.get("/v1/accounts"), g.signed(STATUS, Duration.ZERO))),
        forged(
            "an altered query",
            "SIGNATURE_WRONG",
            g ->
                g.own.send(
                    Question.get("/v1/accounts?limit=2"),
                    g.signed(Question.get("/v1/accounts?limit=1"), Duration.ZERO))),
        forged(
            "an altered key",
            "SIGNATURE_WRONG",
            g ->
                g.own.send(
                    pay("key-2", payer, payee, "1"),
                    g.signed(pay("key-1", payer, payee, "1"), Duration.ZERO))),
        forged(
            "for another bank",
            "SIGNATURE_WRONG",
            g ->
                g.own.send(good, g.own.signer().sign(good.description(GatewayFixture.OTHER_BANK)))),
        forged(
            "ten minutes old",
            "TIME_TOO_OLD",
            g -> g.own.send(good, g.signed(good, Duration.ofMinutes(-10)))),
        forged(
            "of tomorrow",
            "TIME_IN_THE_FUTURE",
            g -> g.own.send(good, g.signed(good, Duration.ofDays(1)))),
        forged("a revoked certificate", "CERTIFICATE_REVOKED", g -> g.revoked().ask(good)),
        forged("an expired certificate", "CERTIFICATE_EXPIRED", g -> g.expired().ask(good)),
        forged("a future certificate", "CERTIFICATE_NOT_YET_VALID", g -> g.future().ask(good)),
        forged(
            "another authority's certificate",
            "CERTIFICATE_UNKNOWN",
            g -> g.foreign(folder.resolve("foreign")).ask(good)),
        row(
            "a certificate whose status nobody tells",
            503,
            ErrorCode.STATUS_UNAVAILABLE,
            "Nothing was done",
            g -> {
              g.statusIsDown(true);
              try {
                return g.client(GatewayFixture.BANK).ask(good);
              } finally {
                g.statusIsDown(false);
              }
            }),
        row(
            "another bank opens an account here",
            403,
            ErrorCode.CALLER_NOT_ADMITTED,
            GatewayFixture.OTHER_BANK,
            g -> g.client(GatewayFixture.OTHER_BANK).ask(good)),
        row(
            "another bank asks how the node is",
            403,
            ErrorCode.CALLER_NOT_ADMITTED,
            GatewayFixture.OTHER_BANK,
            g -> g.client(GatewayFixture.OTHER_BANK).ask(STATUS)),
        row(
            "another bank pays from an account here",
            404,
            ErrorCode.UNKNOWN_ACCOUNT,
            "does not exist",
            g -> g.client(GatewayFixture.OTHER_BANK).ask(pay("theft-1", payer, payee, "1"))));
  }

  private static Arguments malformed(String what, String words, Question question) {
    return sent(what, 400, ErrorCode.MALFORMED_REQUEST, words, question);
  }

  private static Question payment(String body) {
    return post("/v1/payments", "bad-1", body);
  }

  /// What is well signed and cannot be taken.
  static Stream<Arguments> badRequests() {
    String known = AccountId.of(FakeBank.CODE, "0000000000001").value();
    String unknown = AccountId.of(FakeBank.CODE, "9999999999999").value();
    return Stream.of(
        malformed("no JSON", "line 1", payment("{\"payer\":")),
        malformed("no body", "no JSON object", payment("")),
        malformed("an array", "no JSON object", payment("[]")),
        malformed("two values", "no JSON", payment("{} {}")),
        malformed("a member twice", "no JSON", payment("{\"payer\":\"a\",\"payer\":\"b\"}")),
        malformed("an unknown member", "\\\"fee\\\"", payment("{\"fee\":\"1\"}")),
        malformed("a member left out", "\\\"payer\\\"", payment("{}")),
        malformed("a number for a text", "quotation", payment("{\"payer\":5}")),
        malformed("null for a text", "quotation", payment("{\"payer\":null}")),
        malformed("deep nesting", "no JSON", payment("[".repeat(20_000))),
        malformed(
            "bytes that are no UTF-8",
            "UTF-8",
            new Question(
                "POST",
                "/v1/payments",
                new BoundFields("application/json", "bad-1", ""),
                Bytes.of(new byte[] {'"', (byte) 0xff, '"'}),
                Map.of())),
        malformed("a zero character", "character", open("a\\u0000b", "Zero")),
        malformed("half of a pair", "character", open("half", "\\ud83d")),
        malformed("an empty name", "name", open("empty", " ")),
        malformed("no key", "Idempotency-Key", post("/v1/payments", "", "{}")),
        malformed("a key that is no id", "payment", pay("a b", payer, payee, "1")),
        malformed("no account number", "not an account number", pay("bad-1", "KZ1", known, "1")),
        malformed(
            "a body of a GET",
            "GET",
            new Question(
                "GET", "/v1/status", BoundFields.NONE, Bytes.of(new byte[] {'1'}), Map.of())),
        malformed(
            "a condition",
            "If-Match",
            new Question(
                "GET", "/v1/status", new BoundFields("", "", "\"1\""), Bytes.empty(), Map.of())),
        malformed("a condition on what is new", "If-Match", conditional("/v1/payments", "*")),
        malformed(
            "a condition that is no tag",
            "ETag",
            conditional("/v1/standing-orders/x/pause", "rent-1")),
        malformed("an unknown parameter", "page", Question.get("/v1/accounts?page=1")),
        malformed("a parameter twice", "twice", Question.get("/v1/accounts?limit=1&limit=2")),
        malformed("no number", "limit", Question.get("/v1/accounts?limit=ten")),
        malformed("a position that nobody told", "after", Question.get("/v1/events?after=x")),
        malformed(
            "a position beyond all numbers",
            "after",
            Question.get("/v1/events?after=9999999999999999999")),
        malformed("too long a wait", "wait", Question.get("/v1/events?wait=21")),
        malformed("a wait below nothing", "wait", Question.get("/v1/events?wait=-1")),
        malformed("a number too large", "limit", Question.get("/v1/accounts?limit=501")),
        malformed("a cursor of nobody", "after", Question.get("/v1/accounts?after=%00")),
        sent(
            "a text as the body",
            415,
            ErrorCode.MEDIA_TYPE_NOT_TAKEN,
            "text/plain",
            new Question(
                "POST",
                "/v1/payments",
                new BoundFields("text/plain", "bad-1", ""),
                Bytes.empty(),
                Map.of())),
        sent("an unknown path", 404, ErrorCode.UNKNOWN_PATH, "/v2", Question.get("/v2/accounts")),
        sent(
            "a path into another",
            404,
            ErrorCode.UNKNOWN_PATH,
            "..",
            Question.get("/v1/accounts/../status/x")),
        sent(
            "a method not offered",
            405,
            ErrorCode.METHOD_NOT_OFFERED,
            "GET",
            new Question("DELETE", "/v1/status", BoundFields.NONE, Bytes.empty(), Map.of())),
        sent(
            "an unknown account",
            404,
            ErrorCode.UNKNOWN_ACCOUNT,
            "does not exist",
            Question.get("/v1/accounts/" + unknown)),
        sent(
            "an unknown payment",
            404,
            ErrorCode.UNKNOWN_PAYMENT,
            "none",
            Question.get("/v1/payments/none")),
        sent(
            "an over-precise amount",
            400,
            ErrorCode.OVER_PRECISE_AMOUNT,
            "1.005",
            pay("bad-1", known, known, "1.005")),
        sent(
            "a huge amount",
            400,
            ErrorCode.AMOUNT_TOO_LARGE,
            "split",
            pay("bad-1", known, known, "9".repeat(30))),
        sent(
            "an endless amount",
            400,
            ErrorCode.MALFORMED_AMOUNT,
            "not an amount",
            pay("bad-1", known, known, "9".repeat(30_000))),
        sent(
            "a negative amount",
            400,
            ErrorCode.NON_POSITIVE_AMOUNT,
            "-5",
            pay("bad-1", known, known, "-5")),
        sent(
            "an amount in words",
            400,
            ErrorCode.MALFORMED_AMOUNT,
            "1e3",
            pay("bad-1", known, known, "1e3")),
        sent(
            "more than there is",
            422,
            ErrorCode.INSUFFICIENT_BALANCE,
            "Top up",
            pay("bad-1", known, known, "5000")),
        sent(
            "a wrong currency",
            400,
            ErrorCode.WRONG_CURRENCY,
            "USD",
            payment(
                "{\"payer\":\"%s\",\"payee\":\"%s\",\"amount\":\"1\",\"currency\":\"USD\"}"
                    .formatted(known, known))),
        row(
            "a key used for another payment",
            422,
            ErrorCode.PAYMENT_ID_REUSED,
            "other content",
            g -> g.own.ask(pay("used-1", payer, payee, "2"))),
        row(
            "another name for a reference",
            422,
            ErrorCode.ACCOUNT_EXISTS,
            "exists already",
            g -> g.own.ask(open("payer", "Somebody else"))));
  }

  private static Question conditional(String target, String condition) {
    return new Question(
        "POST", target, new BoundFields("", "", condition), Bytes.empty(), Map.of());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"badSignatures", "badRequests"})
  void whatIsRefusedIsSaidSignedAndChangesNothing(
      String what, int status, ErrorCode code, String words, Function<GatewayFixture, Reply> ask) {
    int before = gateway.bank.changes();

    Reply answer = ask.apply(gateway);

    assertThat(text(answer)).as(what).contains("\"code\":\"" + code + "\"").contains(words);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.isProved()).as("the refusal is signed").isTrue();
    assertThat(gateway.bank.changes()).isEqualTo(before);
    assertThat(gateway.own.ask(STATUS).status()).as("the gateway goes on").isEqualTo(200);
  }

  private static String number(Reply opened) {
    return member(opened, "number").orElseThrow();
  }

  private static String text(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }
}
