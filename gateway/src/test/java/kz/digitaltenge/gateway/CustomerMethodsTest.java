package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.GatewayFixture.member;
import static kz.digitaltenge.gateway.GatewayFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Customers over signed HTTP: what is taken, and what other banks see of it.
class CustomerMethodsTest {
  private static final String PERSON =
      """
      {"kind":"PERSON","reference":"c-1","iin":"850214399019","phone":"+77019990001",\
      "birthDate":"1985-02-14","familyName":"Сапарова","givenName":"Айгүл"}\
      """;
  private static final String COMPANY =
      """
      {"kind":"COMPANY","reference":"school","bin":"220140999014","registrationDate":"2022-01-15",\
      "name":"№ 7 мектеп","activity":"85310","disclosure":"FULL","limits":"FULL"}\
      """;

  @TempDir private static Path folder;
  private static GatewayFixture gateway;

  @BeforeAll
  static void start() {
    gateway = new GatewayFixture(folder);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void customersAreOpenedShownAndListed() {
    Reply person = gateway.own.ask(post("/v1/customers", "", PERSON));
    Reply company = gateway.own.ask(post("/v1/customers", "", COMPANY));

    assertThat(person.status()).isEqualTo(201);
    assertThat(member(person, "iin")).contains("850214399019");
    assertThat(evidence(company)).isGreaterThan(evidence(person));
    assertThat(text(gateway.own.ask(Question.get("/v1/customers/c-1")))).isEqualTo(text(person));
    assertThat(text(gateway.own.ask(Question.get("/v1/customers?limit=1"))))
        .contains("\"reference\":\"c-1\"", "\"next\":\"c-1\"")
        .doesNotContain("school");
    assertThat(text(gateway.own.ask(Question.get("/v1/customers?after=c-1"))))
        .contains("№ 7 мектеп")
        .doesNotContain("next");
  }

  @Test
  void aFileIsChangedWithTheRequestThatAskedForItAsEvidence() {
    gateway.own.ask(post("/v1/customers", "", PERSON));
    String path = "/v1/customers/c-1/changes";

    for (String phone : new String[] {"+77019990002", "+77019990003"}) {
      String body = "{\"reason\":\"lost\",\"phone\":\"" + phone + "\"}";
      assertThat(gateway.own.ask(post(path, "", body)).status()).isEqualTo(200);
    }

    assertThat(text(gateway.own.ask(Question.get(path + "?limit=1"))))
        .contains("\"next\":\"1\"", "\"after\":\"+77019990002\"", "\"reason\":\"lost\"")
        .doesNotContain("+77019990003");
    assertThat(text(gateway.own.ask(Question.get(path + "?after=1"))))
        .contains("+77019990003")
        .doesNotContain("next");
    for (String body :
        new String[] {
          "{}",
          "{\"reason\":\"x\"}",
          "{\"phone\":\"+77019990002\"}",
          "{\"reason\":\"x\",\"iin\":\"1\"}"
        }) {
      assertThat(gateway.own.ask(post(path, "", body)).status()).isEqualTo(400);
    }
    assertThat(gateway.own.ask(Question.get(path + "?after=x")).status()).isEqualTo(400);
  }

  @Test
  void aStateIsChangedWithTheRequestThatAskedForItAsEvidence() {
    gateway.own.ask(post("/v1/customers", "", PERSON));
    Reply frozen =
        gateway.own.ask(
            post(
                "/v1/accounts/KZ86601DT00000000002/states",
                "",
                "{\"state\":\"FROZEN\",\"reason\":\"arrest\",\"order\":\"court 2-17\"}"));

    assertThat(frozen.status()).isEqualTo(200);
    assertThat(evidence(frozen)).isNotNegative();
    assertThat(text(gateway.own.ask(Question.get("/v1/accounts/KZ86601DT00000000002/states"))))
        .contains("court 2-17");
    assertThat(text(gateway.own.ask(Question.get("/v1/accounts/KZ86601DT00000000002/limits"))))
        .contains("\"remainder\":\"975.00\"");
    assertThat(text(gateway.own.ask(Question.get("/v1/limits"))))
        .contains("\"class\":\"SIMPLIFIED\"", "\"limit\":\"12975.00\"", "\"isInForce\":true");
    assertThat(text(gateway.client(GatewayFixture.OTHER_BANK).ask(Question.get("/v1/limits"))))
        .doesNotContain("SIMPLIFIED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | \"kind\" cannot be taken: it is missing",
        "{\"kind\":\"BANK\"} | it is neither PERSON nor COMPANY",
        "{\"kind\":\"PERSON\",\"reference\":\"c-2\"} | \"iin\" cannot be taken: it is missing",
        "{\"kind\":\"PERSON\",\"bin\":\"220140999014\"} | \"bin\" cannot be taken",
        "{\"kind\":\"COMPANY\",\"iin\":\"850214399019\"} | \"iin\" cannot be taken",
        "{\"kind\":\"PERSON\",\"age\":\"40\"} | \"age\" cannot be taken",
        "{\"kind\":7} | it is no text in quotation marks",
        "[] | it is no JSON object"
      })
  void aWishThatIsNoneIsRefused(String body, String words) {
    String before = text(gateway.own.ask(Question.get("/v1/customers")));
    Reply reply = gateway.own.ask(post("/v1/customers", "", body));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(member(reply, "detail").orElseThrow()).contains(words.strip());
    assertThat(text(gateway.own.ask(Question.get("/v1/customers")))).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | /v1/customers/c-1 | UNKNOWN_CUSTOMER",
        "POST | /v1/customers/c-1/disclosure | UNKNOWN_CUSTOMER",
        "GET | /v1/customers/c-1/changes | UNKNOWN_CUSTOMER",
        "POST | /v1/customers/c-1/changes | UNKNOWN_CUSTOMER",
        "POST | /v1/customers | CALLER_NOT_ADMITTED",
        "GET | /v1/accounts/KZ86601DT00000000002/states | UNKNOWN_ACCOUNT",
        "POST | /v1/accounts/KZ86601DT00000000002/states | UNKNOWN_ACCOUNT",
        "GET | /v1/accounts/KZ86601DT00000000002/limits | UNKNOWN_ACCOUNT"
      })
  void anotherBankFindsNobody(String method, String path, ErrorCode code) {
    gateway.own.ask(post("/v1/customers", "", PERSON));
    String body =
        path.endsWith("states") || path.endsWith("changes")
            ? path.endsWith("states")
                ? "{\"state\":\"OPEN\",\"reason\":\"x\"}"
                : "{\"limits\":\"FULL\",\"reason\":\"x\"}"
            : path.endsWith("disclosure") ? "{\"disclosure\":\"FULL\"}" : PERSON;

    Reply reply =
        gateway
            .client(GatewayFixture.OTHER_BANK)
            .ask(method.equals("GET") ? Question.get(path) : post(path, "", body));

    assertThat(member(reply, "code")).contains(code.name());
  }

  /// Where, under which id, with what besides payer, amount and currency.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "payments | p-1 | \"phone\":\"+77019990001\",\"payee\":\"KZ1\" | a phone, IIN or BIN is"
            + " given as well",
        "payments | p-1 | \"payee\":\"KZ1\",\"payeeName\":\"A\" | no phone, IIN or BIN is given",
        "payments | p-1 | \"payeeName\":\"A\" | \"payee\" cannot be taken: it is missing",
        "payments | p-1 | \"phone\":7 | it is no text in quotation marks",
        "payments | p-1 | \"email\":\"a\" | \"email\" cannot be taken",
        "payments | '' | \"phone\":\"+77019990001\" | Idempotency-Key cannot be taken",
        "payees/lookup | '' | \"phone\":\"+77019990001\" | Idempotency-Key cannot be taken",
        "payees/lookup | p-1 | \"payee\":\"KZ1\" | \"payee\" cannot be taken"
      })
  void aPayeeThatIsNoneIsRefused(String method, String id, String members, String words) {
    String terms =
        method.strip().equals("payments")
            ? "\"payer\":\"KZ86601DT00000000002\",\"amount\":\"1\",\"currency\":\"KZT\","
            : "";

    Reply reply =
        gateway.own.ask(
            post("/v1/" + method.strip(), id.strip(), "{" + terms + members.strip() + "}"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(member(reply, "detail").orElseThrow()).contains(words.strip());
  }

  @Test
  void aPaymentByPhoneGoesWhereTheNodeSays() {
    String payer = number("payer-1");
    String payee = number("payee-1");
    gateway.customers.byAlias = payee;

    Reply paid =
        gateway.own.ask(
            post(
                "/v1/payments",
                "by-phone",
                """
                {"payer":"%s","phone":"+77019990001","payeeName":"Болат А.","amount":"1","currency":"KZT"}\
                """
                    .formatted(payer)));

    assertThat(paid.status()).isEqualTo(200);
    assertThat(text(gateway.own.ask(Question.get("/v1/payments/by-phone"))))
        .contains("\"payee\":\"" + payee + "\"");
  }

  private static String number(String reference) {
    return member(gateway.own.ask(GatewayFixture.open(reference, "Name")), "number").orElseThrow();
  }

  @Test
  void aPayeeIsShownToTheBanksOwnProgramsOnly() {
    Question question = post("/v1/payees/lookup", "p-1", "{\"phone\":\"+77019990001\"}");

    assertThat(member(gateway.own.ask(question), "name")).contains("Болат А.");
    assertThat(member(gateway.client(GatewayFixture.OTHER_BANK).ask(question), "code"))
        .contains(ErrorCode.CALLER_NOT_ADMITTED.name());
  }

  private static long evidence(Reply reply) {
    return Long.parseLong(member(reply, "evidence").orElseThrow());
  }

  private static String text(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }
}
