package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.digitaltenge.gateway.Routes.Route;
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

/// An id is the same however a library writes it on the request line.
class PercentTest {
  private static final String ID = "order:1";
  private static final String ORDER =
      """
      {"payer":"KZ1","payee":"KZ2","amount":"1","currency":"KZT","every":"DAILY","first":"2026-06-01T09:00"}\
      """;

  private static GatewayFixture gateway;

  @BeforeAll
  static void start(@TempDir Path folder) {
    gateway = new GatewayFixture(folder);
    gateway.own.ask(GatewayFixture.post("/v1/standing-orders", ID, ORDER));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static Reply ask(String method, String target) {
    return gateway.own.ask(new Question(method, target, BoundFields.NONE, Bytes.empty(), Map.of()));
  }

  private static String text(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }

  static Stream<Route> withAnId() {
    return OpenApiTest.routes().stream().filter(route -> route.path().contains("{id}"));
  }

  @ParameterizedTest
  @MethodSource("withAnId")
  void aColonMayBeEncodedWhereverAnIdStands(Route route) {
    Reply plain = ask(route.method(), route.path().replace("{id}", ID));

    for (String encoded : new String[] {"order%3A1", "order%3a1", "%6Frder:%31"}) {
      Reply same = ask(route.method(), route.path().replace("{id}", encoded));
      assertThat(text(same)).isEqualTo(text(plain));
      assertThat(same.status()).isEqualTo(plain.status());
    }
  }

  @Test
  void whatIsThereIsFoundAndACursorToo() {
    assertThat(text(ask("GET", "/v1/standing-orders/order%3A1"))).contains("\"id\":\"order:1\"");
    assertThat(ask("GET", "/v1/accounts?after=a%3Ab&limit=%31").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"a%2Fb", "a%00b", "a%25b", "a%253Ab", "%D2%B0", "a%20b", "a%3Fb", "a%2e%2e%2fb"})
  void whatNoIdHasIsNoneAndIsSaidWithoutAFault(String id) {
    Reply refused = ask("GET", "/v1/standing-orders/" + id);

    assertThat(refused.status()).isBetween(400, 404);
    assertThat(text(ask("GET", "/v1/accounts?after=" + id))).contains("MALFORMED_REQUEST");
  }

  @Test
  void eachCharacterOfAnIdMayBeEncodedAndNoOther() {
    String ids = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-";
    IntStream.range(0, 256)
        .forEach(
            character -> {
              String encoded = "%%%02x".formatted(character);
              String expected =
                  ids.indexOf(character) < 0 ? encoded : String.valueOf((char) character);
              assertThat(PercentText.decoded(encoded)).isEqualTo(expected);
              assertThat(PercentText.decoded(encoded.toUpperCase(Locale.ROOT)))
                  .isEqualTo(
                      ids.indexOf(character) < 0 ? encoded.toUpperCase(Locale.ROOT) : expected);
            });
    assertThat(ids.chars().mapToObj("%%%02X"::formatted).collect(Collectors.joining()))
        .satisfies(all -> assertThat(PercentText.decoded(all)).isEqualTo(ids));
  }
}
