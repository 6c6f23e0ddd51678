package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.StockConversionFilter;
import kz.digitaltenge.gateway.client.ParticipantClient;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A bank's conversions with the central bank over a real connection, signed.
class StockConversionMethodsTest {
  private static final String PATH = "/v1/stock-conversions";
  private static final String IN =
      "{\"direction\":\"IN\",\"amount\":\"1000\",\"currency\":\"KZT\"}";

  private static GatewayFixture gateway;

  @BeforeAll
  static void start(@TempDir Path folder) {
    gateway = new GatewayFixture(folder);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static Reply order(String key, String body) {
    return gateway.own.ask(GatewayFixture.post(PATH, key, body));
  }

  private static Reply cancel(ParticipantClient client, String id) {
    return client.ask(GatewayFixture.post(PATH + "/" + id + "/cancellation", "", "{}"));
  }

  private static String get(ParticipantClient client, String target) {
    return text(client.ask(Question.get(PATH + target)));
  }

  private static String text(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }

  @Test
  void aConversionIsOrderedAndShownWithBothReferencesAndTheSignedOrder() {
    Reply done = order("done-1", IN);

    assertThat(done.status()).isEqualTo(200);
    assertThat(text(done))
        .contains(
            "\"direction\":\"IN\"",
            "\"amount\":\"1000.00\"",
            "\"state\":\"ISSUED\"",
            "\"coreReference\":\"1981\"",
            "\"transaction\":\"7d87\"",
            "\"approvals\":1",
            "\"approvalsNeeded\":2",
            "\"signedOrder\":\"0a\"");
    assertThat(get(gateway.own, "/done-1")).isEqualTo(text(done));
    Reply late = cancel(gateway.own, "done-1");
    assertThat(late.status()).isEqualTo(422);
    assertThat(text(late)).contains("CONVERSION_NOT_CANCELLED");
  }

  @Test
  void whatWaitsTellsForWhatInTheCallersLanguage() {
    Reply away = order("away-1", IN);
    assertThat(away.status()).isEqualTo(202);
    assertThat(text(away)).contains("\"state\":\"QUEUED\"", "PEER_UNAVAILABLE");
    Reply closed = order("closed-1", IN);
    assertThat(closed.status()).isEqualTo(202);
    assertThat(text(closed)).contains("\"place\":3", "\"opensAt\":\"2026-05-29T07:00:00Z\"");
    Reply refused = order("no-1", IN);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(text(refused)).contains("CONVERSION_REFUSED", "cancelled by the bank");
    Question inRussian =
        new Question(
            "GET",
            PATH + "/no-1",
            Question.get(PATH).fields(),
            Question.get(PATH).body(),
            Map.of("Accept-Language", "ru"));
    assertThat(text(gateway.own.ask(inRussian))).contains("отменена банком");

    Reply taken = cancel(gateway.own, "away-1");
    assertThat(taken.status()).isEqualTo(202);
    assertThat(text(taken)).contains("\"cancelling\":true");
  }

  @Test
  void conversionsAreFilteredAndPaged() {
    var _ = order("page-1", IN);

    assertThat(get(gateway.own, "?limit=1")).contains("\"next\":\"");
    assertThat(get(gateway.own, "?before=1")).isEqualTo("{\"stockConversions\":[]}");
    var _ =
        get(
            gateway.own,
            "?state=ISSUED&direction=OUT&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z");
    assertThat(gateway.stockConversions.asked())
        .isEqualTo(
            new StockConversionFilter(
                Optional.of("ISSUED"),
                Optional.of(ConversionLine.Kind.REDEMPTION),
                Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                Optional.of(Instant.parse("2026-02-01T00:00:00Z"))));
  }

  @Test
  void othersLearnAndOrderNothing() {
    ParticipantClient other = gateway.client(GatewayFixture.OTHER_BANK);
    var _ = order("own-1", IN);

    assertThat(text(other.ask(GatewayFixture.post(PATH, "other-1", IN))))
        .contains("CALLER_NOT_ADMITTED");
    assertThat(get(gateway.own, "/other-1")).contains("UNKNOWN_CONVERSION");
    assertThat(get(other, "")).isEqualTo("{\"stockConversions\":[]}");
    assertThat(get(other, "/own-1")).contains("UNKNOWN_CONVERSION");
    assertThat(text(cancel(other, "own-1"))).contains("UNKNOWN_CONVERSION");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "",
        "{\"direction\":\"UP\",\"amount\":\"1\",\"currency\":\"KZT\"}",
        "{\"direction\":\"IN\",\"amount\":1,\"currency\":\"KZT\"}",
        "{\"direction\":\"IN\",\"amount\":\"1\",\"currency\":\"KZT\",\"bank\":\"KPSTKZKA\"}"
      })
  void whatIsNoOrderChangesNothing(String body) {
    assertThat(order("bad-1", body).status()).isEqualTo(400);
    assertThat(get(gateway.own, "/bad-1")).contains("UNKNOWN_CONVERSION");
    assertThat(order("", IN).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?state=ORDERED",
        "?direction=UP",
        "?from=yesterday",
        "?to=2026-13-01T00:00:00Z",
        "?from=1969-12-31T23:59:59Z",
        "?bank=KPSTKZKA",
        "?before=x",
        "?limit=501"
      })
  void whatIsNoFilterIsRefused(String query) {
    assertThat(get(gateway.own, query)).contains("MALFORMED_REQUEST");
  }
}
