package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.GatewayFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Mandates and approvals as a bank's programs bring them over signed HTTP.
@TestInstance(Lifecycle.PER_CLASS)
class MandateMethodsTest {
  private static final String COMPANY = FakeCustomers.ACCOUNT;
  private static final String MANDATES = "/v1/accounts/" + COMPANY + "/mandates";
  private static final String KEY =
      "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";

  private GatewayFixture gateway;

  @BeforeAll
  void start(@TempDir Path folder) {
    gateway = new GatewayFixture(folder);
    String company =
        """
        {"kind":"COMPANY","reference":"c-1","bin":"220140999014","registrationDate":"2022-01-15",
         "name":"№ 7 мектеп","activity":"85310"}
        """;
    assertThat(gateway.own.ask(post("/v1/customers", "", company)).status()).isEqualTo(201);
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  private static String mandate(String key) {
    return """
    {"signatories":[{"id":"director","role":"DIRECTOR","key":%s}],
     "required":"1","tiers":[{"above":"1000","required":"2"}],"reason":"charter"}
    """
        .formatted(key);
  }

  private static String payment(String purpose) {
    return """
    {"payer":"%s","payee":"KZ84563DT00000000002","amount":"5","currency":"KZT"%s}
    """
        .formatted(COMPANY, purpose);
  }

  private static String decision(String signatory, String decision) {
    return """
    {"signatory":"%s","decision":"%s","signature":"a..b"}
    """
        .formatted(signatory, decision);
  }

  @Test
  void aPaymentOutOfAnAccountUnderAMandateWaitsAndIsPaidWhenEnoughHaveApproved() {
    Reply changed = gateway.own.ask(post(MANDATES, "", mandate(KEY)));
    Reply filed = gateway.own.ask(post("/v1/payments", "f1", payment(",\"purpose\":\"Rent\"")));
    Reply waiting = gateway.own.ask(Question.get("/v1/approvals"));
    Reply one = gateway.own.ask(post("/v1/payments/f1/approvals", "", decision("a", "APPROVE")));
    Reply two = gateway.own.ask(post("/v1/payments/f1/approvals", "", decision("b", "APPROVE")));

    assertThat(changed.status()).isEqualTo(200);
    assertThat(text(changed)).contains("\"crv\":\"Ed25519\"", "\"above\":\"1000.00\"");
    assertThat(text(gateway.own.ask(Question.get(MANDATES)))).contains("\"version\":\"1\"");
    assertThat(filed.status()).isEqualTo(201);
    assertThat(member(filed, "state")).isEqualTo("AWAITING_APPROVAL");
    assertThat(member(filed, "toApprove")).isEqualTo("yes to f1");
    assertThat(member(filed, "purpose")).isEqualTo("Rent");
    assertThat(text(waiting)).contains("\"f1\"");
    assertThat(member(one, "state")).isEqualTo("AWAITING_APPROVAL");
    assertThat(member(two, "state")).isEqualTo("PAID");
    assertThat(text(gateway.own.ask(Question.get("/v1/payments/f1/approvals"))))
        .contains("\"signatory\":\"b\"");
  }

  @Test
  void aSplitPaymentWaitsWithAllItsLegs() {
    var _ = gateway.own.ask(post(MANDATES, "", mandate(KEY)));
    String order =
        """
        {"payer":"%s","legs":[{"payee":"KZ84563DT00000000002","amount":"2"},
         {"payee":"KZ16601DT00000000001","amount":"3.5"}],"currency":"KZT","purpose":"Rent"}
        """
            .formatted(COMPANY);
    Reply filed = gateway.own.ask(post("/v1/split-payments", "f3", order));
    Reply shown = gateway.own.ask(Question.get("/v1/payments/f3/approvals"));

    assertThat(filed.status()).isEqualTo(201);
    assertThat(text(filed))
        .contains(
            "\"state\":\"AWAITING_APPROVAL\"",
            "\"amount\":\"5.50\"",
            "{\"number\":2,\"payee\":\"KZ16601DT00000000001\",\"amount\":\"3.50\"}",
            "\"purpose\":\"Rent\"");
    assertThat(text(shown)).isEqualTo(text(filed));
  }

  @Test
  void whatWasTakenBackIsToldSoWhenItIsOrderedAgain() {
    var _ = gateway.own.ask(post(MANDATES, "", mandate(KEY)));
    var _ = gateway.own.ask(post("/v1/payments", "f2", payment("")));
    Reply withdrawn =
        gateway.own.ask(post("/v1/payments/f2/withdrawal", "", "{\"reason\":\"a mistake\"}"));
    Reply again = gateway.own.ask(post("/v1/payments", "f2", payment("")));

    assertThat(member(withdrawn, "state")).isEqualTo("WITHDRAWN");
    assertThat(again.status()).isEqualTo(422);
    assertThat(member(again, "code")).isEqualTo(ErrorCode.PAYMENT_NOT_APPROVED.name());
    assertThat(member(again, "detail")).contains("a mistake");
  }

  @Test
  void aMandateEndsForAReasonAndIsAVersionWithoutSignatories() {
    String account = member(gateway.own.ask(GatewayFixture.open("owner", "Aigul")), "number");
    String path = "/v1/accounts/" + account + "/mandates";
    var _ = gateway.own.ask(post(path, "", mandate(KEY)));
    Reply ended = gateway.own.ask(post(path + "/end", "", "{\"reason\":\"it has one owner\"}"));

    assertThat(ended.status()).isEqualTo(200);
    assertThat(text(ended))
        .contains("\"version\":\"2\"", "\"signatories\":[]", "\"reason\":\"it has one owner\"");
    assertThat(gateway.own.ask(post(path + "/end", "", "{}")).status()).isEqualTo(400);
    assertThat(
            member(
                gateway
                    .client(GatewayFixture.OTHER_BANK)
                    .ask(post(path + "/end", "", "{\"reason\":\"theirs\"}")),
                "code"))
        .isEqualTo(ErrorCode.UNKNOWN_ACCOUNT.name());
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("a key with its private half", mandate(KEY.replace("}", ",\"d\":\"AA\"}"))),
        Arguments.of("a key of another kind", mandate(KEY.replace("OKP", "RSA"))),
        Arguments.of("a key that is a text", mandate("\"key\"")),
        Arguments.of("no reason", mandate(KEY).replace(",\"reason\":\"charter\"", "")),
        Arguments.of("signatories that are no list", "{\"signatories\":{},\"required\":\"1\"}"),
        Arguments.of("a number", mandate(KEY).replace("\"1\"", "1")),
        Arguments.of("an unknown member", mandate(KEY).replace("role", "rank")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void whatIsNoMandateIsMalformed(String what, String body) {
    Reply reply = gateway.own.ask(post("/v1/accounts/KZ16601DT00000000001/mandates", "", body));

    assertThat(reply.status()).as(what).isEqualTo(400);
    assertThat(member(reply, "code")).isEqualTo(ErrorCode.MALFORMED_REQUEST.name());
  }

  @Test
  void ofAnAccountThatIsNotThereNothingIsShownOrChanged() {
    String path = "/v1/accounts/KZ16601DT00000000001/mandates";

    for (Question each :
        new Question[] {
          Question.get(path),
          post(path, "", mandate(KEY)),
          post(path + "/end", "", "{\"reason\":\"it has one owner\"}")
        }) {
      assertThat(member(gateway.own.ask(each), "code")).isEqualTo(ErrorCode.UNKNOWN_ACCOUNT.name());
    }
  }

  @Test
  void toAnotherBankNothingOfItIsThere() {
    var other = gateway.client(GatewayFixture.OTHER_BANK);

    assertThat(member(other.ask(post(MANDATES, "", mandate(KEY))), "code"))
        .isEqualTo(ErrorCode.UNKNOWN_ACCOUNT.name());
    assertThat(member(other.ask(Question.get("/v1/payments/f1/approvals")), "code"))
        .isEqualTo(ErrorCode.UNKNOWN_PAYMENT.name());
    assertThat(
            member(
                other.ask(post("/v1/payments/f1/approvals", "", decision("a", "APPROVE"))), "code"))
        .isEqualTo(ErrorCode.UNKNOWN_PAYMENT.name());
    assertThat(text(other.ask(Question.get("/v1/approvals")))).isEqualTo("{\"payments\":[]}");
  }

  private static String text(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }

  private static String member(Reply reply, String name) {
    return Json.read(text(reply)).get(name).asString();
  }
}
