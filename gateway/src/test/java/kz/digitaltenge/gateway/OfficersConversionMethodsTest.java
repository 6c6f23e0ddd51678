package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
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

/// An approval is what an officer signed with the officer's own key; the interface only brings it,
/// and two officers are two people (A4, S03).
class OfficersConversionMethodsTest {
  private static final String PATH = "/v1/conversions";
  private static final String LARGE = PATH + "/HSBKKZKX:large";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder = Path.of("");
  private final KeyPair firstKey = TestPapers.keys();
  private final KeyPair secondKey = TestPapers.keys();
  private FakeOfficersConversions conversions;
  private GatewayFixture fixture;
  private ParticipantClient first;
  private ParticipantClient second;

  @BeforeEach
  void start() {
    List<KeyPair> keys = List.of(firstKey, secondKey);
    conversions = new FakeOfficersConversions(keys);
    conversions.debited("HSBKKZKX", "large", 20_000_000_000L);
    conversions.debited("KPSTKZKA", "a:b", 50);
    conversions.debited("HSBKKZKX", "newest", 70);
    fixture = new GatewayFixture(folder);
    Gateway gateway =
        fixture.startAt(
            new Endpoint("127.0.0.1", 0),
            FakeCentralBank.services(new FakeBlocks(keys), conversions::of));
    first = fixture.client(gateway, GatewayFixture.BANK + ".officer-1");
    second = fixture.client(gateway, GatewayFixture.BANK + ".officer-2");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private static String signature(KeyPair keys, String toSign) {
    try {
      var signing = Signature.getInstance("SHA256withECDSAinP1363Format");
      signing.initSign(keys.getPrivate());
      signing.update(Base64.getUrlDecoder().decode(toSign));
      return text(signing.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Reply post(
      ParticipantClient officer, String target, String tag, Map<String, ?> body) {
    return officer.ask(
        new Question(
            "POST",
            target,
            new BoundFields("application/json", "", tag),
            Bytes.of(JSON.writeValueAsBytes(body)),
            Map.of()));
  }

  private static Reply retry(ParticipantClient officer, String target) {
    return officer.ask(new Question("POST", target, BoundFields.NONE, Bytes.empty(), Map.of()));
  }

  private static JsonNode json(Reply reply) {
    assertThat(reply.isProved()).isTrue();
    return JSON.readTree(new String(reply.body().toArray(), UTF_8));
  }

  private JsonNode get(String target) {
    return json(first.ask(Question.get(target)));
  }

  private Reply approve(ParticipantClient officer, KeyPair keys, String toSign) {
    return post(
        officer,
        LARGE + "/approvals",
        "",
        Map.of("approval", toSign, "signature", signature(keys, toSign)));
  }

  private String toSign() {
    return get(LARGE).path("toSign").asString("");
  }

  @Test
  void twoOfficersApproveAnIssueEachWithTheOwnKey() {
    JsonNode shown = get(LARGE);
    assertThat(shown.path("state").asString("")).isEqualTo("DEBITED");
    assertThat(shown.path("approvalsMissing").asInt(0)).isEqualTo(2);

    Reply one = approve(first, firstKey, toSign());
    assertThat(one.status()).isEqualTo(202);
    assertThat(json(one).path("officers").toString()).isEqualTo("[\"1\"]");
    assertThat(json(one).path("approvalsMissing").asInt(0)).isEqualTo(1);
    assertThat(json(one).path("evidence").asString("")).isNotEmpty();

    Reply both = approve(second, secondKey, toSign());
    assertThat(both.status()).isEqualTo(200);
    assertThat(json(both).path("state").asString("")).isEqualTo("ISSUED");
    assertThat(json(both).path("officers").toString()).isEqualTo("[\"1\",\"2\"]");
    assertThat(get(LARGE).path("toSign").isMissingNode()).isTrue();
  }

  /// The same again is safe after a lost answer, and is no second pair of eyes.
  @Test
  void oneOfficerCountsOnceHoweverOftenTheApprovalComes() {
    for (int i = 0; i < 3; i++) {
      Reply again = approve(first, firstKey, toSign());
      assertThat(again.status()).isEqualTo(202);
      assertThat(json(again).path("approvalsMissing").asInt(0)).isEqualTo(1);
    }
    assertThat(get(LARGE).path("state").asString("")).isEqualTo("DEBITED");
  }

  @Test
  void noOfficerBringsAnothersSignature() {
    Reply another = approve(second, firstKey, toSign());

    assertThat(another.status()).isEqualTo(422);
    assertThat(json(another).path("code").asString("")).isEqualTo("OFFICER_SIGNATURE_WRONG");
    assertThat(get(LARGE).path("approvalsMissing").asInt(0)).isEqualTo(2);
  }

  @Test
  void anApprovalOfSomethingElseIsRefused() {
    String other = get(PATH + "/HSBKKZKX:newest").path("toSign").asString("");
    Reply differs = approve(first, firstKey, other);

    assertThat(json(differs).path("code").asString("")).isEqualTo("APPROVAL_DIFFERS");
    assertThat(get(LARGE).path("approvalsMissing").asInt(0)).isEqualTo(2);
  }

  @Test
  void whatIsNoApprovalIsRefused() {
    String toSign = toSign();
    String good = signature(firstKey, toSign);
    byte[] cut = Arrays.copyOf(Base64.getUrlDecoder().decode(toSign), 20);
    for (Map<String, String> body :
        List.of(
            Map.of("approval", "?", "signature", good),
            Map.of("approval", text(cut), "signature", good),
            Map.of("approval", "", "signature", good),
            Map.of("approval", toSign, "signature", "?"),
            Map.of("approval", toSign, "signature", good.substring(4)),
            Map.of("approval", toSign),
            Map.of("signature", good),
            Map.of("approval", toSign, "signature", good, "officer", "1"))) {
      Reply reply = post(first, LARGE + "/approvals", "", body);
      assertThat(json(reply).path("code").asString(""))
          .as("%s", body)
          .isEqualTo("MALFORMED_REQUEST");
    }
    assertThat(get(LARGE).path("approvalsMissing").asInt(0)).isEqualTo(2);
  }

  @Test
  void whoeverReadItBeforeIsRefused() {
    String tag = first.ask(Question.get(LARGE)).tag();
    var _ = approve(first, firstKey, toSign());

    Reply late = post(second, LARGE + "/refusal", tag, Map.of("reason", "Too late"));

    assertThat(late.status()).isEqualTo(412);
    assertThat(conversions.refusals()).isEmpty();
  }

  @Test
  void anOfficerRefusesByNameAndNotWhatIsIssued() {
    Reply refused = post(second, LARGE + "/refusal", "", Map.of("reason", "No cover"));
    assertThat(refused.status()).isEqualTo(200);
    assertThat(json(refused).path("state").asString("")).isEqualTo("RETURNED");
    assertThat(conversions.refusals()).containsEntry("large", "officer-2: No cover");

    String newest = PATH + "/HSBKKZKX:newest";
    String toSign = get(newest).path("toSign").asString("");
    for (var each : List.of(Map.entry(first, firstKey), Map.entry(second, secondKey))) {
      var _ =
          post(
              each.getKey(),
              newest + "/approvals",
              "",
              Map.of("approval", toSign, "signature", signature(each.getValue(), toSign)));
    }
    Reply late = post(first, newest + "/refusal", "", Map.of("reason", "Too late"));
    assertThat(json(late).path("code").asString("")).isEqualTo("CONVERSION_UNDER_WAY");
  }

  /// A credit back that the core banking system refused waits an hour; an officer need not (S03).
  @Test
  void anOfficerGoesOnWithAReturnThatWaits() {
    conversions.owed("HSBKKZKX", "owed", 50);
    String owed = PATH + "/HSBKKZKX:owed/retry";

    Reply gone = retry(second, owed);
    assertThat(gone.status()).isEqualTo(200);
    assertThat(json(gone).path("state").asString("")).isEqualTo("RETURNED");
    assertThat(json(gone).path("evidence").asString("")).isNotEmpty();
    assertThat(json(retry(second, owed)).path("state").asString("")).isEqualTo("RETURNED");
    Reply waits = retry(first, LARGE + "/retry");
    assertThat(waits.status()).isEqualTo(202);
    assertThat(json(waits).path("state").asString("")).isEqualTo("DEBITED");
    assertThat(conversions.retries()).isEqualTo(Map.of("owed", "officer-2"));
  }

  @Test
  void pagesFollowOnEachOtherWithoutAGap() {
    JsonNode newest = get(PATH + "?limit=2");
    assertThat(newest.path("conversions").path(0).path("id").asString(""))
        .isEqualTo("HSBKKZKX:newest");
    assertThat(newest.path("conversions").path(1).path("id").asString(""))
        .isEqualTo("KPSTKZKA:a:b");
    JsonNode rest = get(PATH + "?limit=2&before=" + newest.path("next").asString(""));
    assertThat(rest.path("conversions").size()).isEqualTo(1);
    assertThat(rest.path("next").isMissingNode()).isTrue();
    assertThat(get(PATH + "/KPSTKZKA:a:b").path("name").asString("")).isEqualTo("a:b");
  }

  @ParameterizedTest
  @CsvSource({
    "bank=KPSTKZKA, 1",
    "bank=HSBKKZKX, 2",
    "direction=IN, 3",
    "direction=OUT, 0",
    "state=DEBITED, 3",
    "state=ISSUED, 0",
    "from=2026-12-01T04:00:00Z, 3",
    "to=2026-12-01T04:00:00Z, 0",
    "bank=HSBKKZKX&state=DEBITED&direction=IN&limit=1, 1"
  })
  void onlyThoseThatAreMeantAreListed(String query, int count) {
    assertThat(get(PATH + "?" + query).path("conversions").size()).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({
    "?state=QUEUED, MALFORMED_REQUEST",
    "?state=done, MALFORMED_REQUEST",
    "?direction=UP, MALFORMED_REQUEST",
    "?from=now, MALFORMED_REQUEST",
    "?before=-1, MALFORMED_REQUEST",
    "?limit=0, MALFORMED_REQUEST",
    "?x=1, MALFORMED_REQUEST",
    "/large, MALFORMED_REQUEST",
    "/:large, MALFORMED_REQUEST",
    "/HSBKKZKX:, MALFORMED_REQUEST",
    "/ZZZZKZKX:large, UNKNOWN_BANK",
    "/HSBKKZKX:none, UNKNOWN_CONVERSION"
  })
  void whatIsNotThereIsSaid(String target, String code) {
    assertThat(get(PATH + target).path("code").asString("")).isEqualTo(code);
  }

  @Test
  void theReconciliationTellsHowOldABreakIs() {
    JsonNode found = get("/v1/reconciliation");

    assertThat(found.path("clean").asBoolean(true)).isFalse();
    assertThat(found.path("liability").asString("")).isEqualTo("100.00");
    assertThat(found.path("inFlight").path(0).path("ageSeconds").asInt(0)).isEqualTo(90);
    assertThat(found.path("breaks").path(0).path("ageSeconds").asInt(0)).isEqualTo(60);
  }
}
