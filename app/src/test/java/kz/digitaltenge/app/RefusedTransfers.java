package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.node.account.AccountId;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.provider.Arguments;
import tools.jackson.databind.JsonNode;

/// What [ApiCommandTest] is refused on its network, because an account holds too little: each is
/// noted by a node and told from its notes, however often and in whatever language it is asked for.
final class RefusedTransfers {
  private static final String HALYK = "HSBKKZKX";
  private static final String STOCK = "KZ16601DT00000000001";
  private static final String KAZPOST = "KPSTKZKA";

  private final Supplier<Command> dt;
  private final Map<ErrorCode, Ask> asks = new EnumMap<>(ErrorCode.class);

  /// @param body empty for a GET
  private record Ask(String bank, String target, String key, String body) {
    Ask notes(String path) {
      return new Ask(bank, path, "", "");
    }
  }

  /// @param dt which is there once the network runs
  RefusedTransfers(Supplier<Command> dt) {
    this.dt = dt;
  }

  /// Each refusal in each language but English.
  static Stream<Arguments> all() {
    return Stream.of(
            ErrorCode.CONVERSION_REFUSED,
            ErrorCode.REFUND_REFUSED,
            ErrorCode.REQUEST_NOT_PAID,
            ErrorCode.PAYMENT_NOT_APPROVED)
        .flatMap(code -> Stream.of(Language.RU, Language.KK).map(each -> arguments(code, each)));
  }

  void areToldInOneLanguage(ErrorCode code, Language language) throws JOSEException {
    Told told = told(code, language.tag());
    GatewayNetwork.refused(code.name(), told.refusal());
    String tooLittle = language == Language.RU ? "это меньше запрошенных" : "бұл сұралған";
    String detail = told.refusal().json().get("detail").asString();
    assertThat(List.of(detail, told.note().json().findPath("note").asString("")))
        .allSatisfy(
            said ->
                assertThat(said).contains(tooLittle).doesNotContainPattern("[A-Za-z]{3,} [a-z]+"));
  }

  /// The refusal, and the place where its note is read.
  private record Told(Command.Result refusal, Command.Result note) {}

  private Told told(ErrorCode code, String language) throws JOSEException {
    Ask ask = asks.get(code);
    if (ask == null) {
      ask = arranged(code);
      asks.put(code, ask);
    }
    Ask notes =
        switch (code) {
          case CONVERSION_REFUSED -> ask.notes("/v1/conversions/refused-out");
          case REFUND_REFUSED -> ask.notes("/v1/payments/refused-goods/refunds");
          case REQUEST_NOT_PAID -> ask.notes(ask.target().replace("/acceptance", ""));
          default -> ask.notes("/v1/payments/refused-works/approvals");
        };
    return new Told(asked(ask, language), asked(notes, language));
  }

  private Ask arranged(ErrorCode code) throws JOSEException {
    return switch (code) {
      case CONVERSION_REFUSED -> conversion();
      case REFUND_REFUSED -> refund();
      case REQUEST_NOT_PAID -> request();
      default -> payment();
    };
  }

  /// A customer's conversion that goes on now, as it stands then.
  JsonNode retried(String conversion) {
    return dt.get()
        .run("conversions", "client-retry", conversion, "--bank", HALYK, "--json")
        .json();
  }

  private Ask conversion() {
    String body =
        "{\"direction\":\"OUT\",\"account\":\"%s\",\"coreAccount\":\"%s\",\"amount\":\"7\",\"currency\":\"KZT\"}"
            .formatted(open(HALYK, "Zarina"), AccountId.of("601", "CUSTOMER00001"));
    return new Ask(HALYK, "/v1/conversions", "refused-out", body);
  }

  private Ask refund() {
    String shop = open(KAZPOST, "Poor shop");
    assertThat(pay(HALYK, "refused-goods", STOCK, shop, "9").exit()).isZero();
    // Money that has come is there a moment after its payer knows.
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> pay(KAZPOST, "refused-spent", shop, STOCK, "9").exit() == 0);
    return new Ask(
        KAZPOST, "/v1/payments/refused-goods/refunds", "refused-back", "{\"amount\":\"9\"}");
  }

  private Ask request() {
    String body =
        "{\"account\":\"%s\",\"payer\":\"%s\",\"amount\":\"40\",\"currency\":\"KZT\",\"expiresAt\":\"%s\"}"
            .formatted(
                STOCK,
                open(HALYK, "Poor payer"),
                Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.DAYS));
    Command.Result asked =
        asked(new Ask(HALYK, "/v1/payment-requests", "refused-invoice", body), "en");
    String id = asked.json().get("payment").asString();
    return new Ask(HALYK, "/v1/payment-requests/" + id + "/acceptance", "", "{}");
  }

  private Ask payment() throws JOSEException {
    String company =
        asked(
                new Ask(
                    HALYK,
                    "/v1/customers",
                    "",
                    """
                    {"kind":"COMPANY","reference":"poor-works","bin":"200840999026","registrationDate":"2020-08-15",\
                    "name":"Poor works LLP","activity":"62011"}\
                    """),
                "en")
            .json()
            .get("account")
            .asString();
    ECKey director = new ECKeyGenerator(Curve.P_256).generate();
    String mandate =
        "{\"signatories\":[{\"id\":\"director\",\"role\":\"DIRECTOR\",\"key\":%s}],\"required\":\"1\",\"reason\":\"charter\"}"
            .formatted(director.toPublicJWK().toJSONString());
    String mandates = "/v1/accounts/" + company + "/mandates";
    assertThat(asked(new Ask(HALYK, mandates, "", mandate), "en").exit()).isZero();
    Command.Result filed = pay(HALYK, "refused-works", company, STOCK, "3");
    var jws =
        new JWSObject(
            new JWSHeader(JWSAlgorithm.ES256),
            new Payload(filed.json().get("toApprove").asString()));
    jws.sign(new ECDSASigner(director));
    String approval =
        "{\"signatory\":\"director\",\"decision\":\"APPROVE\",\"signature\":\"%s\"}"
            .formatted(jws.serialize(true));
    Command.Result decided =
        asked(new Ask(HALYK, "/v1/payments/refused-works/approvals", "", approval), "en");
    assertThat(decided.json().get("state").asString()).as(decided.out()).isEqualTo("REFUSED");
    return payment(HALYK, "refused-works", company, STOCK, "3");
  }

  private Command.Result pay(String bank, String id, String payer, String payee, String amount) {
    return asked(payment(bank, id, payer, payee, amount), "en");
  }

  private static Ask payment(String bank, String id, String payer, String payee, String amount) {
    return new Ask(
        bank,
        "/v1/payments",
        id,
        "{\"payer\":\"%s\",\"payee\":\"%s\",\"amount\":\"%s\",\"currency\":\"KZT\"}"
            .formatted(payer, payee, amount));
  }

  private String open(String bank, String name) {
    String body = "{\"reference\":\"%s\",\"name\":\"%s\"}".formatted(name, name);
    return asked(new Ask(bank, "/v1/accounts", "", body), "en").json().get("number").asString();
  }

  private Command.Result asked(Ask ask, String language) {
    if (ask.body().isEmpty()) {
      return dt.get().run("api", "GET", ask.target(), "--bank", ask.bank(), "--language", language);
    }
    return ask.key().isEmpty()
        ? dt.get()
            .run(
                "api",
                "POST",
                ask.target(),
                "--bank",
                ask.bank(),
                "--language",
                language,
                "--body",
                ask.body())
        : dt.get()
            .run(
                "api",
                "POST",
                ask.target(),
                "--bank",
                ask.bank(),
                "--language",
                language,
                "--key",
                ask.key(),
                "--body",
                ask.body());
  }
}
