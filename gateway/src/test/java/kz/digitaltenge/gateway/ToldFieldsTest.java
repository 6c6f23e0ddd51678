package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.GatewayFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import kz.digitaltenge.api.operator.Remittance;
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
import tools.jackson.databind.JsonNode;

/// What a payment says to its payee, as a bank's programs send and read it.
@TestInstance(Lifecycle.PER_CLASS)
class ToldFieldsTest {
  private static final String PAYEE = "KZ84563DT00000000002";
  private static final List<String> SHOWN =
      List.of("\"purpose\":\"Шот-фактура 17\"", "\"reference\":\"INV-17/a\"", "\"knp\":\"710\"");
  private static final String TOLD =
      ",\"purpose\":\" Шот-фактура 17 \",\"reference\":\"INV-17/a\",\"knp\":\"710\"";

  private GatewayFixture gateway;
  private String payer;

  @BeforeAll
  void start(@TempDir Path folder) {
    gateway = new GatewayFixture(folder);
    payer =
        read(gateway.own.ask(GatewayFixture.open("telling", "Aigerim"))).get("number").asString();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  private String order(String more) {
    return "{\"payer\":\"%s\",\"payee\":\"%s\",\"amount\":\"5\",\"currency\":\"KZT\"%s}"
        .formatted(payer, PAYEE, more);
  }

  private static String text(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }

  private static JsonNode read(Reply reply) {
    return Json.read(text(reply));
  }

  @Test
  void itIsShownWithThePaymentInHistoriesAndEvents() {
    assertThat(gateway.own.ask(post("/v1/payments", "told-1", order(TOLD))).status())
        .isEqualTo(200);

    assertThat(text(gateway.own.ask(Question.get("/v1/payments/told-1")))).contains(SHOWN);
    assertThat(text(gateway.own.ask(Question.get("/v1/accounts/" + payer + "/history"))))
        .contains(SHOWN);
    assertThat(text(gateway.own.ask(Question.get("/v1/events?limit=500")))).contains(SHOWN);
  }

  @Test
  void eachOfSeveralPayeesIsToldIt() {
    // The stand-in for a node tells no history with a split payment in it.
    Reply opened = gateway.own.ask(GatewayFixture.open("telling-several", "Botagoz"));
    String several = read(opened).get("number").asString();
    String order =
        "{\"payer\":\"%s\",\"legs\":[{\"payee\":\"%s\",\"amount\":\"2\"},{\"payee\":\"KZ16601DT00000000001\",\"amount\":\"3\"}],\"currency\":\"KZT\"%s}"
            .formatted(several, PAYEE, TOLD);

    assertThat(gateway.own.ask(post("/v1/split-payments", "told-2", order)).status())
        .isEqualTo(200);
    assertThat(text(gateway.own.ask(Question.get("/v1/payments/told-2")))).contains(SHOWN);
  }

  @Test
  void anotherTextIsAnotherPayment() {
    var first = gateway.own.ask(post("/v1/payments", "told-3", order(TOLD)));
    var again = gateway.own.ask(post("/v1/payments", "told-3", order(TOLD)));
    var other =
        gateway.own.ask(post("/v1/payments", "told-3", order(TOLD.replace("17/a", "17/b"))));
    var without = gateway.own.ask(post("/v1/payments", "told-3", order("")));

    assertThat(again.body()).isEqualTo(first.body());
    for (var each : List.of(other, without)) {
      assertThat(read(each).get("code").asString()).isEqualTo("PAYMENT_ID_REUSED");
    }
  }

  @Test
  void nothingToldIsNothingShown() {
    String empty = ",\"purpose\":\"  \",\"reference\":\"\",\"knp\":\"\"";
    assertThat(gateway.own.ask(post("/v1/payments", "told-4", order(empty))).status())
        .isEqualTo(200);

    assertThat(text(gateway.own.ask(Question.get("/v1/payments/told-4"))))
        .doesNotContain("purpose", "reference", "knp");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "purpose | a\\u0007b | purpose",
        "purpose | a\\nb | purpose",
        "purpose | LONG | purpose",
        "purpose | \\ud800 | purpose",
        "reference | INV 17 | reference",
        "reference | счёт-17 | reference",
        "reference | 123456789012345678901234567890123456 | reference",
        "knp | 71 | knp",
        "knp | 7100 | knp",
        "knp | ٧١٠ | knp"
      })
  void whatIsNoneIsNamed(String member, String value, String named) {
    String text = value.equals("LONG") ? "x".repeat(Remittance.PURPOSE_LENGTH_MAX + 1) : value;
    String body = order(",\"%s\":\"%s\"".formatted(member, text));

    var refused = gateway.own.ask(post("/v1/payments", "told-bad", body));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(read(refused).get("code").asString()).isEqualTo("MALFORMED_REQUEST");
    assertThat(text(refused)).contains(named);
  }

  @Test
  void aSignAboveTheBasicPlaneIsOneCharacter() {
    String body = order(",\"purpose\":\"" + "💰".repeat(Remittance.PURPOSE_LENGTH_MAX) + "\"");

    assertThat(gateway.own.ask(post("/v1/payments", "told-5", body)).status()).isEqualTo(200);
  }
}
