package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.GatewayFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests to pay over signed HTTP.
@TestInstance(Lifecycle.PER_CLASS)
class PaymentRequestMethodsTest {
  private static final String PATH = "/v1/payment-requests";
  private static final String BODY =
      """
      {"account":"KZ1","payer":"KZ2","amount":"5","currency":"KZT","purpose":"Invoice",\
      "expiresAt":"2026-03-03T07:00:00Z"}\
      """;

  private GatewayFixture gateway;

  @BeforeAll
  void start(@TempDir Path folder) {
    gateway = new GatewayFixture(folder);
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    "paid, acceptance, {}, 200, PAID",
    "slow, acceptance, {}, 202, ACCEPTED",
    "refused, refusal, '{\"reason\":\"Not ordered\"}', 200, REFUSED",
    "cancelled, cancellation, {}, 200, CANCELLED"
  })
  void aRequestIsMadeAndDecidedOnce(
      String id, String decision, String body, int status, String state) {
    assertThat(member(gateway.own.ask(post(PATH, id, BODY)), "state")).isEqualTo("OPEN");
    String place = PATH + "/" + id;

    Reply decided = gateway.own.ask(post(place + "/" + decision, "", body));

    assertThat(decided.status()).isEqualTo(status);
    assertThat(member(decided, "state")).isEqualTo(state);
    assertThat(member(gateway.own.ask(Question.get(place)), "state")).isEqualTo(state);
    assertThat(member(gateway.own.ask(post(place + "/cancellation", "", "{}")), "code"))
        .isEqualTo(ErrorCode.REQUEST_NOT_OPEN.name());
    assertThat(text(gateway.own.ask(Question.get(PATH + "?limit=500")))).contains("\"" + id + "\"");
  }

  @Test
  void whatCouldNotBePaidSaysWhyAndIsOpen() {
    var _ = gateway.own.ask(post(PATH, "poor", BODY));

    Reply reply = gateway.own.ask(post(PATH + "/poor/acceptance", "", "{}"));

    assertThat(reply.status()).isEqualTo(422);
    assertThat(member(reply, "code")).isEqualTo(ErrorCode.REQUEST_NOT_PAID.name());
    assertThat(text(reply)).contains("there is too little");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 400, MALFORMED_REQUEST, '{}'",
    "r, 400, MALFORMED_REQUEST, '{\"account\":\"KZ1\"}'",
    "r, 400, MALFORMED_REQUEST, '{\"payer\":\"KZ2\",\"phone\":\"+77010000000\"}'",
    "r, 400, MALFORMED_REQUEST, '{\"tip\":\"1\"}'"
  })
  void whatIsNoRequestIsRefused(String key, int status, String code, String body) {
    Reply reply = gateway.own.ask(post(PATH, key, body));

    assertThat(reply.status()).isEqualTo(status);
    assertThat(member(reply, "code")).isEqualTo(code);
  }

  @Test
  void toAnotherBankNoRequestIsThere() {
    var _ = gateway.own.ask(post(PATH, "ours", BODY));

    for (Question question :
        new Question[] {
          Question.get(PATH + "/ours"),
          post(PATH + "/ours/acceptance", "", "{}"),
          post(PATH + "/ours/refusal", "", "{\"reason\":\"no\"}"),
          post(PATH + "/ours/cancellation", "", "{}")
        }) {
      Reply reply = gateway.client(GatewayFixture.OTHER_BANK).ask(question);
      assertThat(member(reply, "code")).isEqualTo(ErrorCode.UNKNOWN_REQUEST.name());
    }
    assertThat(member(gateway.client(GatewayFixture.OTHER_BANK).ask(Question.get(PATH)), "code"))
        .isEqualTo(ErrorCode.CALLER_NOT_ADMITTED.name());
  }

  private static String member(Reply reply, String name) {
    return Json.read(text(reply)).get(name).asString();
  }

  private static String text(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }
}
