package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.gateway.client.ParticipantClient;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.signed.BoundFields;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An order is what two officers signed with their order keys; the interface only brings it (C12).
class BlockMethodsTest {
  private static final String ORDERS = "/v1/block-orders";
  private static final JsonMapper JSON = new JsonMapper();
  private static final BigInteger N =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  @TempDir private Path folder = Path.of("");
  private final KeyPair firstKey = pair();
  private final KeyPair secondKey = pair();
  private GatewayFixture fixture;
  private ParticipantClient first;
  private ParticipantClient second;

  @BeforeEach
  void start() {
    fixture = new GatewayFixture(folder);
    var blocks = new FakeBlocks(List.of(firstKey, secondKey));
    Gateway gateway =
        fixture.startAt(
            new Endpoint("127.0.0.1", 0), FakeCentralBank.services(new FakeDays(), blocks));
    first = fixture.client(gateway, GatewayFixture.BANK + ".officer-1");
    second = fixture.client(gateway, GatewayFixture.BANK + ".officer-2");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// As any library signs: the value of s may be the upper one.
  private static byte[] signature(KeyPair keys, String toSign) {
    try {
      var signing = Signature.getInstance("SHA256withECDSAinP1363Format");
      signing.initSign(keys.getPrivate());
      signing.update(Base64.getUrlDecoder().decode(toSign));
      return signing.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(byte[] signature) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  private static Reply post(ParticipantClient officer, String target, Map<String, ?> body) {
    return officer.ask(
        new Question(
            "POST",
            target,
            new BoundFields("application/json", "", ""),
            Bytes.of(JSON.writeValueAsBytes(body)),
            Map.of()));
  }

  private static JsonNode json(Reply reply) {
    assertThat(reply.isProved()).isTrue();
    return JSON.readTree(new String(reply.body().toArray(), UTF_8));
  }

  private JsonNode get(String target) {
    return json(first.ask(Question.get(target)));
  }

  private String draft(Map<String, ?> wish) {
    JsonNode draft = json(post(first, ORDERS + "/draft", wish));
    assertThat(draft.path("state").asString("")).isEqualTo("DRAFT");
    return draft.path("toSign").asString("");
  }

  private static Map<String, Object> wish(String... operations) {
    return Map.of(
        "bank", "HSBKKZKX", "operations", List.of(operations), "reason", "Under inspection");
  }

  private Reply propose(ParticipantClient officer, String toSign, byte[] signature) {
    return post(officer, ORDERS, Map.of("order", toSign, "signature", text(signature)));
  }

  @Test
  void twoOfficersBlockABankAndLiftItAgain() {
    String toSign = draft(wish("SEND", "RECEIVE"));
    assertThat(get("/v1/blocks").path("waiting").isMissingNode()).isTrue();
    Reply waits = propose(first, toSign, signature(firstKey, toSign));
    assertThat(waits.status()).isEqualTo(201);
    assertThat(json(waits).path("state").asString("")).isEqualTo("WAITS_FOR_OFFICER");
    assertThat(propose(first, toSign, signature(firstKey, toSign)).status()).isEqualTo(201);

    String read = get(ORDERS + "/1").path("toSign").asString("");
    assertThat(read).isEqualTo(toSign);
    Reply done =
        post(
            second,
            ORDERS + "/1/signatures",
            Map.of("signature", text(signature(secondKey, read))));
    assertThat(done.status()).isEqualTo(200);
    assertThat(json(done).path("state").asString("")).isEqualTo("IN_FORCE");
    assertThat(json(done).path("officers").toString()).isEqualTo("[\"1\",\"2\"]");
    assertThat(json(done).path("toldLater").toString()).isEqualTo("[\"HSBKKZKX\"]");
    assertThat(get("/v1/blocks").path("blocks").size()).isEqualTo(1);
    assertThat(json(post(second, ORDERS + "/draft", wish("SEND", "RECEIVE"))).path("state"))
        .hasToString("\"IN_FORCE\"");

    String lift = draft(wish());
    assertThat(propose(second, lift, signature(secondKey, lift)).status()).isEqualTo(201);
    assertThat(propose(first, lift, signature(firstKey, lift)).status()).isEqualTo(200);
    assertThat(get("/v1/blocks").path("blocks").size()).isZero();
    assertThat(get(ORDERS + "?limit=1").path("orders").path(0).path("state"))
        .hasToString("\"REPLACED\"");
    assertThat(get(ORDERS + "?limit=1").path("next")).hasToString("\"1\"");
    assertThat(get(ORDERS + "?after=1").path("orders").path(0).path("state"))
        .hasToString("\"LIFTED\"");
  }

  @Test
  void aHaltNamesNoBank() {
    String toSign =
        draft(
            Map.of(
                "operations",
                List.of("SEND", "RECEIVE", "CONVERT", "ONBOARD"),
                "until",
                "2999-01-01T00:00:00Z",
                "reason",
                "An exercise"));
    var _ = propose(first, toSign, signature(firstKey, toSign));
    JsonNode halted = json(propose(second, toSign, signature(secondKey, toSign)));
    assertThat(halted.path("state").asString("")).isEqualTo("IN_FORCE");
    assertThat(halted.has("bank")).isFalse();
    assertThat(halted.path("until").asString("")).isEqualTo("2999-01-01T00:00:00Z");
  }

  /// Libraries give either value of s.
  @Test
  void bothFormsOfASignatureAreOne() {
    String toSign = draft(wish("SEND"));
    byte[] one = signature(firstKey, toSign);
    byte[] other = Arrays.copyOf(one, one.length);
    byte[] s = N.subtract(new BigInteger(1, Arrays.copyOfRange(one, 32, 64))).toByteArray();
    Arrays.fill(other, 32, 64, (byte) 0);
    int length = Math.min(32, s.length);
    System.arraycopy(s, s.length - length, other, 64 - length, length);

    assertThat(propose(first, toSign, one).status()).isEqualTo(201);
    assertThat(propose(first, toSign, other).status()).isEqualTo(201);
    assertThat(get(ORDERS + "/1").path("officers").toString()).isEqualTo("[\"1\"]");
  }

  /// One mutation a row: who calls, whose key signs, over what.
  @ParameterizedTest
  @CsvSource({
    "first,  second, whole,   ORDER_REFUSED",
    "second, first,  whole,   ORDER_REFUSED",
    "first,  first,  another, ORDER_REFUSED",
    "first,  first,  short,   MALFORMED_REQUEST",
    "first,  first,  zero,    ORDER_REFUSED",
    "first,  first,  tail,    MALFORMED_REQUEST"
  })
  void whatTheCallersOwnKeyDidNotSignIsNotTaken(
      String caller, String key, String what, String code) {
    String toSign = draft(wish("SEND"));
    String signed = what.equals("another") ? draft(wish("RECEIVE")) : toSign;
    byte[] good = signature(key.equals("first") ? firstKey : secondKey, signed);
    byte[] signature =
        switch (what) {
          case "short" -> Arrays.copyOf(good, 63);
          case "zero" -> new byte[64];
          default -> good;
        };
    String order = what.equals("tail") ? toSign + "AAAA" : toSign;

    Reply reply = propose(caller.equals("first") ? first : second, order, signature);

    assertThat(json(reply).path("code").asString("")).isEqualTo(code);
    assertThat(get("/v1/blocks").path("orders").asInt(-1)).isZero();
    assertThat(get("/v1/blocks").has("waiting")).isFalse();
  }

  @Test
  void anOfficerCannotConfirmWithTheOthersSignature() {
    String toSign = draft(wish("SEND"));
    byte[] signature = signature(firstKey, toSign);
    assertThat(propose(first, toSign, signature).status()).isEqualTo(201);

    Reply reply = post(second, ORDERS + "/1/signatures", Map.of("signature", text(signature)));

    assertThat(json(reply).path("code").asString("")).isEqualTo("ORDER_REFUSED");
    assertThat(get(ORDERS + "/1").path("officers").toString()).isEqualTo("[\"1\"]");
  }

  @Test
  void oneOfficerAloneIsNeverEnough() {
    String toSign = draft(wish("SEND"));
    for (int times = 0; times < 3; times++) {
      assertThat(propose(first, toSign, signature(firstKey, toSign)).status()).isEqualTo(201);
      assertThat(
              post(
                      first,
                      ORDERS + "/1/signatures",
                      Map.of("signature", text(signature(firstKey, toSign))))
                  .status())
          .isEqualTo(201);
    }
    assertThat(get("/v1/blocks").path("blocks").size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "/draft | {\"operations\":[\"SEND\"]} | MALFORMED_REQUEST",
        "/draft | {\"reason\":\"R\"} | MALFORMED_REQUEST",
        "/draft | {\"operations\":[\"SPEND\"],\"reason\":\"R\"} | MALFORMED_REQUEST",
        "/draft | {\"operations\":[\"SEND\"],\"reason\":\" \"} | MALFORMED_REQUEST",
        "/draft | {\"operations\":[\"SEND\"],\"reason\":\"R\",\"until\":\"2020-01-01T00:00:00Z\"} |"
            + " MALFORMED_REQUEST",
        "/draft | {\"operations\":[\"SEND\"],\"reason\":\"R\",\"until\":\"+99999-01-01T00:00:00Z\"}"
            + " | MALFORMED_REQUEST",
        "/draft | {\"operations\":[\"SEND\"],\"reason\":\"R\",\"bank\":\"XXXXKZKA\"} |"
            + " UNKNOWN_BANK",
        "/draft | {\"operations\":[\"SEND\"],\"reason\":\"R\",\"bank\":\"NBRKKZKX\"} |"
            + " UNKNOWN_BANK",
        "/draft | {\"operations\":[\"SEND\"],\"reason\":\"R\",\"bank\":\"notary\"} | UNKNOWN_BANK",
        "~~ | {\"order\":\"??\",\"signature\":\"AA\"} | MALFORMED_REQUEST",
        "~~ | {\"order\":\"AA\",\"signature\":\"AA\"} | MALFORMED_REQUEST",
        "~~ | {\"order\":\"\",\"signature\":\"AA\"} | MALFORMED_REQUEST",
        "/2/signatures | {\"signature\":\"AA\"} | UNKNOWN_ORDER",
        "/x/signatures | {\"signature\":\"AA\"} | UNKNOWN_ORDER",
        "/99999999999/signatures | {\"signature\":\"AA\"} | UNKNOWN_ORDER"
      })
  void whatIsNoOrderIsRefused(String target, String body, String code) {
    Reply reply =
        first.ask(
            new Question(
                "POST",
                ORDERS + target,
                new BoundFields("application/json", "", ""),
                Bytes.of(body.getBytes(UTF_8)),
                Map.of()));

    assertThat(json(reply).path("code").asString("")).isEqualTo(code);
    assertThat(get("/v1/blocks").has("waiting")).isFalse();
  }
}
