package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.operator.SupplyArchive;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.gateway.client.ParticipantClient;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.ledger.codec.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Supply proofs are listed newest first, and their files are the very bytes that were kept.
class SupplyMethodsTest {
  private static final String PROOFS = "/v1/supply-proofs";
  private static final Bytes FILE = Bytes.of(new byte[] {(byte) 0x80, 0, (byte) 0xff, 10});

  private static GatewayFixture fixture;
  private static ParticipantClient officer;

  /// Two of one moment, one before.
  private static final SupplyArchive ARCHIVE =
      new SupplyArchive() {
        @Override
        public List<Kept> kept() {
          return List.of(
              new Kept("cccccccccccccccc", Instant.ofEpochMilli(2_000), 42, "GREEN"),
              new Kept("bbbbbbbbbbbbbbbb", Instant.ofEpochMilli(2_000), 41, "RED"),
              new Kept("aaaaaaaaaaaaaaaa", Instant.ofEpochMilli(1_000), 40, "DAY"));
        }

        @Override
        public Optional<Bytes> file(String id) {
          return kept().stream().anyMatch(each -> each.id().equals(id))
              ? Optional.of(FILE)
              : Optional.empty();
        }
      };

  @BeforeAll
  static void start(@TempDir Path folder) {
    fixture = new GatewayFixture(folder);
    Gateway gateway =
        fixture.startAt(new Endpoint("127.0.0.1", 0), FakeCentralBank.services(ARCHIVE));
    officer = fixture.client(gateway, GatewayFixture.BANK + ".officer-1");
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private static String text(String target) {
    Reply reply = officer.ask(Question.get(target));
    assertThat(reply.isProved()).isTrue();
    return new String(reply.body().toArray(), UTF_8);
  }

  @Test
  void pagesFollowOnEachOtherWithoutAGap() {
    assertThat(text(PROOFS + "?limit=1")).contains("cccc", "\"next\":\"2000-42\"");
    assertThat(text(PROOFS + "?limit=1&before=2000-42")).contains("bbbb", "\"next\":\"2000-41\"");
    assertThat(text(PROOFS + "?limit=1&before=2000-41"))
        .contains("aaaa", "\"kind\":\"DAY\"")
        .doesNotContain("next");
    assertThat(text(PROOFS + "?before=1000-40")).contains("\"proofs\":[]");
  }

  @Test
  void theFileIsTheVeryBytes() {
    Reply reply = officer.ask(Question.get(PROOFS + "/bbbbbbbbbbbbbbbb/file"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.isProved()).isTrue();
    assertThat(reply.body()).isEqualTo(FILE);
    assertThat(reply.tag()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/0000000000000000, UNKNOWN_PROOF",
    "/0000000000000000/file, UNKNOWN_PROOF",
    "?before=x, MALFORMED_REQUEST",
    "?before=1-, MALFORMED_REQUEST",
    "?before=9999999999999999999-1, MALFORMED_REQUEST",
    "?limit=0, MALFORMED_REQUEST"
  })
  void whatIsNotThereIsSaid(String target, String code) {
    assertThat(text(PROOFS + target)).contains("\"code\":\"" + code + "\"");
  }
}
