package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
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
import org.junit.jupiter.params.provider.ValueSource;

/// Standing orders over a real connection, signed.
class StandingOrderMethodsTest {
  private static final String PATH = "/v1/standing-orders";
  private static final String RENT =
      """
      {"payer":"KZ1","phone":"+77010009909","amount":"150000","currency":"KZT","purpose":"Rent",
       "every":"MONTHLY","first":"2026-06-01T09:00","shift":"FORWARD","times":"12"}
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

  private static Reply begin(ParticipantClient client, String key, String body) {
    return client.ask(GatewayFixture.post(PATH, key, body));
  }

  private static Reply post(String target) {
    return gateway.own.ask(
        new Question("POST", PATH + target, BoundFields.NONE, Bytes.empty(), Map.of()));
  }

  private static String get(ParticipantClient client, String target) {
    return text(client.ask(Question.get(PATH + target)));
  }

  private static String text(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }

  @Test
  void anOrderIsGivenShownPausedResumedAndCancelled() {
    Reply begun = begin(gateway.own, "rent-1", RENT);

    assertThat(begun.status()).isEqualTo(201);
    assertThat(text(begun))
        .contains("\"id\":\"rent-1\"", "\"every\":\"MONTHLY\"", "\"times\":\"12\"", "\"nextDue\"")
        .doesNotContain("payee", "until");
    assertThat(get(gateway.own, "/rent-1")).contains("\"state\":\"ACTIVE\"");
    assertThat(get(gateway.own, "?limit=1")).contains("rent-1").doesNotContain("\"next\"");
    assertThat(get(gateway.own, "/rent-1/executions?limit=1"))
        .contains("\"number\":0", "PAYEE_NOT_FOUND", "\"next\":\"0\"");
    assertThat(get(gateway.own, "/rent-1/executions?limit=1&after=0")).contains("\"number\":1");
    assertThat(text(post("/rent-1/pause"))).contains("PAUSED").doesNotContain("nextDue");
    assertThat(text(post("/rent-1/resume"))).contains("ACTIVE");
    assertThat(text(post("/rent-1/cancel"))).contains("CANCELLED");
  }

  @Test
  void othersLearnNothingOfOrders() {
    ParticipantClient other = gateway.client(GatewayFixture.OTHER_BANK);
    var _ = begin(gateway.own, "rent-2", RENT);

    assertThat(text(begin(other, "rent-3", RENT))).contains("UNKNOWN_ACCOUNT");
    assertThat(get(other, "")).isEqualTo("{\"standingOrders\":[]}");
    assertThat(get(other, "/rent-2")).contains("UNKNOWN_STANDING_ORDER");
    assertThat(get(other, "/rent-2/executions")).contains("UNKNOWN_STANDING_ORDER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"payer\":1}", "{\"rule\":\"x\"}", "[]", ""})
  void whatIsNoOrderChangesNothing(String body) {
    assertThat(begin(gateway.own, "bad-1", body).status()).isEqualTo(400);
    assertThat(get(gateway.own, "/bad-1")).contains("UNKNOWN_STANDING_ORDER");
    assertThat(begin(gateway.own, "", RENT).status()).isEqualTo(400);
  }
}
