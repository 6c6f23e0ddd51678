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
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.supply.LiveSetStatement;
import kz.digitaltenge.ledger.supply.SetHash;
import kz.digitaltenge.ledger.supply.SupplyProof;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Supply proofs are listed newest first, and their files are the very bytes that were kept.
class SupplyMethodsTest {
  private static final String PROOFS = "/v1/supply-proofs";
  private static final Bytes FILE = Bytes.of(new byte[] {(byte) 0x80, 0, (byte) 0xff, 10});

  /// Of a cut at 42, when nobody had anything.
  private static final Bytes PROOF = proof();

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
          if (id.equals("cccccccccccccccc")) {
            return Optional.of(PROOF);
          }
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

  private static Bytes proof() {
    Hash hash = Hash.sha256(new byte[0]);
    var head =
        new SignedHead(new LogHead(hash, 1, 42, hash, Instant.ofEpochMilli(2_000)), List.of());
    var live = new LiveSetStatement(hash, 1, 42, hash, 0, SetHash.EMPTY);
    return Bytes.of(SupplyProof.stated(List.of(), head, live, List.of(), List.of(), head).encode());
  }

  /// What was issued is only half of the proof (F5): the liability is told beside it, of the newest
  /// and of any other.
  @ParameterizedTest
  @ValueSource(strings = {"/v1/supply", PROOFS + "/cccccccccccccccc"})
  void theLiabilityIsToldBesideAProof(String target) {
    JsonNode told = Json.read(text(target)).path("coreBanking");

    assertThat(told.path("word").asString("")).isEqualTo("DIFFERS");
    assertThat(told.path("issued").asString("")).isEqualTo("100.00");
    assertThat(told.path("circulating").asString("")).isEqualTo("40.00");
    assertThat(told.path("liability").asString("")).isEqualTo("30.00");
    assertThat(told.path("inFlight").isEmpty()).isTrue();
    assertThat(told.path("breaks").path(0).path("amount").asString("")).isEqualTo("10.00");
    assertThat(told.path("breaks").path(0).path("ageSeconds").asInt(0)).isEqualTo(2);
    assertThat(told.path("note").asString("")).isEqualTo("10.00 is unexplained");
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
