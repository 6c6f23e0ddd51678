package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.GatewayFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
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

/// Refunds as a bank's programs ask for them over signed HTTP.
@TestInstance(Lifecycle.PER_CLASS)
class RefundMethodsTest {
  private static final String PATH = "/v1/payments/" + FakeRefunds.PAYMENT + "/refunds";

  private GatewayFixture gateway;

  @BeforeAll
  void start(@TempDir Path folder) {
    gateway = new GatewayFixture(folder);
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @Test
  void aPartAndThenTheRestAreGivenBack() {
    Reply part = gateway.own.ask(post(PATH, "part", "{\"amount\":\"30\"}"));
    Reply same = gateway.own.ask(post(PATH, "part", "{\"amount\":\"30\"}"));

    assertThat(part.status()).isEqualTo(200);
    assertThat(text(part, "state")).isEqualTo("FINAL");
    assertThat(text(part, "amount")).isEqualTo("30.00");
    assertThat(text(part, "refundOf")).isEqualTo(FakeRefunds.id(FakeRefunds.PAYMENT).toString());
    assertThat(text(same, "transaction")).isEqualTo(text(part, "transaction"));
    assertThat(text(gateway.own.ask(post(PATH, "much", "{\"amount\":\"71\"}")), "code"))
        .isEqualTo(ErrorCode.REFUND_EXCEEDS_PAYMENT.name());

    gateway.refunds.next(Progress.UNDER_WAY);
    Reply rest = gateway.own.ask(post(PATH, "rest", "{}"));

    assertThat(rest.status()).isEqualTo(202);
    assertThat(text(rest, "amount")).isEqualTo("70.00");
    assertThat(new String(gateway.own.ask(Question.get(PATH)).body().toArray(), UTF_8))
        .contains("\"part\"", "\"rest\"", "PENDING");
  }

  private static Arguments row(String what, int status, ErrorCode code, Question question) {
    return Arguments.of(what, status, code, question);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        row("no key", 400, ErrorCode.MALFORMED_REQUEST, post(PATH, "", "{}")),
        row(
            "an unknown member",
            400,
            ErrorCode.MALFORMED_REQUEST,
            post(PATH, "r", "{\"a\":\"1\"}")),
        empty("amount"),
        empty("currency"),
        empty("transaction"),
        empty("account"),
        row(
            "a fraction of a tiyn",
            400,
            ErrorCode.OVER_PRECISE_AMOUNT,
            post(PATH, "r", "{\"amount\":\"1.005\"}")),
        row(
            "an unknown payment",
            404,
            ErrorCode.UNKNOWN_PAYMENT,
            post("/v1/payments/none/refunds", "r", "{}")),
        row(
            "an unknown payment to look at",
            404,
            ErrorCode.UNKNOWN_PAYMENT,
            Question.get("/v1/payments/none/refunds")),
        row("a parameter", 400, ErrorCode.MALFORMED_REQUEST, Question.get(PATH + "?limit=1")));
  }

  /// Left out it would mean all of the payment.
  private static Arguments empty(String member) {
    return row(
        "an empty " + member,
        400,
        ErrorCode.MALFORMED_REQUEST,
        post(PATH, "r", "{\"%s\":\" \"}".formatted(member)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void whatCannotBeTakenIsRefused(String what, int status, ErrorCode code, Question question) {
    Reply reply = gateway.own.ask(question);

    assertThat(reply.status()).as(what).isEqualTo(status);
    assertThat(text(reply, "code")).isEqualTo(code.name());
  }

  private static String text(Reply reply, String member) {
    return Json.read(new String(reply.body().toArray(), UTF_8)).get(member).asString();
  }

  @Test
  void toAnotherBankThePaymentIsNotThere() {
    Reply reply = gateway.client(GatewayFixture.OTHER_BANK).ask(post(PATH, "theirs", "{}"));

    assertThat(reply.status()).isEqualTo(404);
    assertThat(text(reply, "code")).isEqualTo(ErrorCode.UNKNOWN_PAYMENT.name());
  }
}
