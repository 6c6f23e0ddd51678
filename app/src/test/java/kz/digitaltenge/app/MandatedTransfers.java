package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import kz.digitaltenge.ledger.crypto.Hash;
import org.awaitility.Awaitility;

/// What [ApiCommandTest] does with a company whose director and accountant sign together, on its
/// network: their keys and signatures are a JOSE library's.
final class MandatedTransfers {
  private static final String HALYK = "HSBKKZKX";
  private static final String STOCK = "KZ16601DT00000000001";
  private static final String KAZPOST = "KPSTKZKA";

  private final Command dt;
  private final Path folder;
  private final ECKey director;
  private final ECKey accountant;
  private final ECKey stranger;

  MandatedTransfers(Command dt, Path folder) throws JOSEException {
    this.dt = dt;
    this.folder = folder;
    this.director = new ECKeyGenerator(Curve.P_256).generate();
    this.accountant = new ECKeyGenerator(Curve.P_256).generate();
    this.stranger = new ECKeyGenerator(Curve.P_256).generate();
  }

  void paysWithBothSignatures() throws IOException, JOSEException {
    String company =
        text(
            post(
                HALYK,
                "/v1/customers",
                "",
                """
                {"kind":"COMPANY","reference":"works","bin":"220140999024","registrationDate":"2022-01-15",\
                "name":"Works LLP","activity":"62011"}\
                """),
            "account");
    String shop =
        text(
            post(KAZPOST, "/v1/accounts", "", "{\"reference\":\"tools\",\"name\":\"Tools\"}"),
            "number");
    assertThat(dt.run("issue", "--bank", HALYK, "120").exit()).isZero();
    var _ = pay("works-before", STOCK, company, "60");
    assertThat(mandate(company).out()).contains("\"version\":\"1\"");
    var _ = pay("works-after", STOCK, company, "60");

    Command.Result filed = pay("works-1", company, shop, "100");
    assertThat(filed.err()).contains("201, signed by " + HALYK);
    assertThat(text(filed, "state")).isEqualTo("AWAITING_APPROVAL");
    assertThat(get("/v1/approvals?limit=500").out()).contains("\"works-1\"");
    String content = text(filed, "toApprove");
    GatewayNetwork.refused("APPROVAL_REFUSED", approve("works-1", "director", stranger, content));
    GatewayNetwork.refused("APPROVAL_REFUSED", approve("works-1", "cleaner", director, content));
    assertThat(text(approve("works-1", "director", director, content), "state"))
        .isEqualTo("AWAITING_APPROVAL");
    GatewayNetwork.refused("APPROVAL_REFUSED", approve("works-1", "accountant", director, content));

    Command.Result paid = approve("works-1", "accountant", accountant, content);
    assertThat(text(paid, "state")).as(paid.out()).isEqualTo("PAID");
    assertThat(approve("works-1", "accountant", accountant, content).out()).isEqualTo(paid.out());
    assertThat(text(pay("works-1", company, shop, "100"), "transaction"))
        .isEqualTo(text(paid, "transaction"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(dt.run("api", "GET", "/v1/accounts/" + shop, "--bank", KAZPOST).out())
                    .contains("\"available\":\"100.00\""));

    nothingElsePays(company, shop);
    aStandingOrderPaysOnceBothHaveSignedItsTerms(company, shop);
    takenBackIsNotPaid(company, shop);
    eachStepIsAnEvent();
    aRegisterIsPaidWhenBothHaveSignedItsFile(company, shop);
    aSplitPaymentIsPaidWhenBothHaveSignedItsLegs(company, shop);
    aRefundIsPaidWhenBothHaveSignedIt(company, shop);
    whatItIsAskedForIsPaidWhenBothHaveSigned(company, shop);
    itsConversionGoesOnWhenBothHaveSigned(company);
    afterTheEndTheCompanyPaysAlone(company, shop);
  }

  private void aRegisterIsPaidWhenBothHaveSignedItsFile(String company, String shop)
      throws IOException, JOSEException {
    Path file = folder.resolveSibling("works.csv");
    Files.writeString(
        file,
        """
        payer,currency,count,total
        %s,KZT,2,10
        line,account,amount
        a,%s,4
        b,%s,6
        """
            .formatted(company, shop, shop));
    Command.Result upload =
        dt.run("register", "upload", file.toString(), "--bank", HALYK, "--id", "works-may");
    assertThat(upload.out())
        .contains("AWAITING_APPROVAL", "director, accountant", "0 of 2 have approved");
    String approvals = "/v1/registers/works-may/approvals";
    String content = text(get(approvals), "toApprove");
    assertThat(content).contains(Hash.sha256(Files.readAllBytes(file)).hex());

    assertThat(text(decide(approvals, "director", director, content), "state"))
        .isEqualTo("AWAITING_APPROVAL");
    assertThat(dt.run("register", "show", "works-may", "--bank", HALYK).out())
        .contains("signatories: accountant", "1 of 2 have approved");
    GatewayNetwork.refused(
        "REGISTER_APPROVAL_REFUSED", decide(approvals, "accountant", stranger, content));
    assertThat(text(decide(approvals, "accountant", accountant, content), "state"))
        .isEqualTo("APPROVED");

    Command.Result watched = dt.run("register", "watch", "works-may", "--bank", HALYK);
    assertThat(watched.out()).contains("DONE", "2 of 2 paid");
    assertThat(get("/v1/accounts/" + company).out()).contains("\"available\":\"10.00\"");
  }

  private void aSplitPaymentIsPaidWhenBothHaveSignedItsLegs(String company, String shop)
      throws IOException, JOSEException {
    String order =
        "{\"payer\":\"%s\",\"legs\":[{\"payee\":\"%s\",\"amount\":\"1\"},{\"payee\":\"%s\",\"amount\":\"2\"}],\"currency\":\"KZT\"}"
            .formatted(company, shop, STOCK);
    Command.Result filed = post(HALYK, "/v1/split-payments", "works-both", order);
    String content = text(filed, "toApprove");
    assertThat(text(approve("works-both", "director", director, content), "state"))
        .isEqualTo("AWAITING_APPROVAL");
    Command.Result paid = approve("works-both", "accountant", accountant, content);
    assertThat(text(paid, "state")).as(paid.out()).isEqualTo("PAID");
    assertThat(text(post(HALYK, "/v1/split-payments", "works-both", order), "state"))
        .isEqualTo("FINAL");
  }

  private void aRefundIsPaidWhenBothHaveSignedIt(String company, String shop)
      throws IOException, JOSEException {
    assertThat(text(pay(KAZPOST, "tools-1", shop, company, "5"), "state")).isEqualTo("FINAL");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(get("/v1/accounts/" + company).out())
                    .contains("\"available\":\"12.00\""));
    String refunds = "/v1/payments/tools-1/refunds";
    String order = "{\"amount\":\"1\",\"currency\":\"KZT\"}";
    Command.Result ordered = post(HALYK, refunds, "works-back", order);
    assertThat(text(ordered, "state")).as(ordered.out()).isEqualTo("PENDING");
    String content = text(get("/v1/payments/works-back/approvals"), "toApprove");
    assertThat(content).contains("\"refundOf\":");
    bothSign("works-back");
    // An answer may come before the end is known.
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(text(post(HALYK, refunds, "works-back", order), "state"))
                    .isEqualTo("FINAL"));
  }

  private void whatItIsAskedForIsPaidWhenBothHaveSigned(String company, String shop)
      throws IOException, JOSEException {
    String asked =
        "{\"account\":\"%s\",\"payer\":\"%s\",\"amount\":\"1\",\"currency\":\"KZT\",\"purpose\":\"Nails\",\"expiresAt\":\"%s\"}"
            .formatted(shop, company, Instant.now().plus(Duration.ofHours(1)));
    String payment = text(post(KAZPOST, "/v1/payment-requests", "nails", asked), "payment");
    String request = "/v1/payment-requests/" + payment;
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(text(get(request), "state")).isEqualTo("OPEN"));
    Command.Result accepted = post(HALYK, request + "/acceptance", "", "{}");
    assertThat(accepted.err()).contains("202");
    assertThat(text(accepted, "state")).isEqualTo("AWAITING_APPROVAL");

    bothSign(payment);

    assertThat(text(post(HALYK, request + "/acceptance", "", "{}"), "state")).isEqualTo("PAID");
  }

  /// Nobody has the account that it is to go to, so it comes back.
  private void itsConversionGoesOnWhenBothHaveSigned(String company)
      throws IOException, JOSEException {
    Command.Result ordered =
        post(
            HALYK,
            "/v1/conversions",
            "works-out",
            "{\"direction\":\"OUT\",\"account\":\"%s\",\"coreAccount\":\"%s\",\"amount\":\"1\",\"currency\":\"KZT\"}"
                .formatted(company, company));
    assertThat(text(ordered, "state")).isEqualTo("AWAITING_APPROVAL");
    String payment =
        get("/v1/approvals?limit=500")
            .json()
            .get("payments")
            .valueStream()
            .filter(each -> each.path("purpose").asString("").contains("works-out"))
            .map(each -> each.get("id").asString())
            .findFirst()
            .orElseThrow();

    bothSign(payment);

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(text(get("/v1/conversions/works-out"), "state")).isEqualTo("RETURNED"));
  }

  private void bothSign(String payment) throws IOException, JOSEException {
    String content = text(get("/v1/payments/" + payment + "/approvals"), "toApprove");
    var _ = approve(payment, "director", director, content);
    Command.Result paid = approve(payment, "accountant", accountant, content);
    assertThat(text(paid, "state")).as(paid.out()).isEqualTo("PAID");
  }

  /// What it holds is under the quorum of two still.
  private void afterTheEndTheCompanyPaysAlone(String company, String shop) throws IOException {
    Command.Result end =
        post(
            HALYK,
            "/v1/accounts/" + company + "/mandates/end",
            "",
            "{\"reason\":\"one owner is left\"}");
    assertThat(text(end, "version")).isEqualTo("2");
    assertThat(text(pay("works-alone", company, shop, "3"), "state")).isEqualTo("FINAL");
    GatewayNetwork.refused("PAYMENT_NOT_APPROVED", pay("works-2", company, shop, "1"));
    assertThat(text(pay("works-last", company, shop, "3"), "state")).isEqualTo("FINAL");
  }

  private void aStandingOrderPaysOnceBothHaveSignedItsTerms(String company, String shop)
      throws IOException, JOSEException {
    Command.Result ordered =
        post(
            HALYK,
            "/v1/standing-orders",
            "works-rent",
            "{\"payer\":\"%s\",\"payee\":\"%s\",\"amount\":\"1\",\"currency\":\"KZT\",\"every\":\"MONTHLY\",\"first\":\"2030-01-01T09:00\"}"
                .formatted(company, shop));
    assertThat(text(ordered, "state")).as(ordered.out()).isEqualTo("AWAITING_APPROVAL");
    String order = "/v1/standing-orders/works-rent";
    String approvals = order + "/approvals";
    String content = text(get(approvals), "toApprove");
    assertThat(content).contains("\"standingOrder\":\"works-rent\"", shop, "MONTHLY");
    GatewayNetwork.refused(
        "STANDING_APPROVAL_REFUSED", decide(approvals, "director", stranger, content));
    assertThat(text(decide(approvals, "director", director, content), "state"))
        .isEqualTo("AWAITING_APPROVAL");
    assertThat(text(get(order), "state")).isEqualTo("AWAITING_APPROVAL");
    assertThat(text(decide(approvals, "accountant", accountant, content), "state"))
        .isEqualTo("APPROVED");
    assertThat(text(get(order), "state")).isEqualTo("ACTIVE");
    Command.Result cancelled = dt.run("api", "POST", order + "/cancel", "--bank", HALYK);
    assertThat(text(cancelled, "state")).as(cancelled.out()).isEqualTo("CANCELLED");
  }

  private void nothingElsePays(String company, String shop) {
    Command.Result operator = dt.run("pay", "--from", company, "--to", shop, "1");
    assertThat(operator.exit()).isEqualTo(1);
    assertThat(operator.err()).contains("signatories");
  }

  private void takenBackIsNotPaid(String company, String shop) throws IOException {
    var _ = pay("works-2", company, shop, "1");
    Command.Result withdrawn =
        post(HALYK, "/v1/payments/works-2/withdrawal", "", "{\"reason\":\"a mistake\"}");
    assertThat(text(withdrawn, "state")).isEqualTo("WITHDRAWN");
    GatewayNetwork.refused("PAYMENT_NOT_APPROVED", pay("works-2", company, shop, "1"));
    assertThat(get("/v1/accounts/" + company).out()).contains("\"available\":\"20.00\"");
  }

  /// In the order in which they happened, and before the money that they let leave.
  private void eachStepIsAnEvent() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              assertThat(kinds("works-1"))
                  .containsExactly("PAYMENT_AWAITING_APPROVAL", "PAYMENT_APPROVED", "PAYMENT_SENT");
              assertThat(kinds("works-2"))
                  .containsExactly("PAYMENT_AWAITING_APPROVAL", "PAYMENT_WITHDRAWN");
            });
  }

  /// Of what happened to a payment.
  private List<String> kinds(String payment) {
    return get("/v1/events?limit=500")
        .json()
        .get("events")
        .valueStream()
        .filter(event -> event.path("payment").asString("").equals(payment))
        .map(event -> event.get("kind").asString())
        .toList();
  }

  private Command.Result mandate(String company) throws IOException {
    return post(
        HALYK,
        "/v1/accounts/" + company + "/mandates",
        "",
        """
        {"signatories":[{"id":"director","role":"DIRECTOR","key":%s},\
        {"id":"accountant","role":"ACCOUNTANT","key":%s}],"required":"2","reason":"charter"}\
        """
            .formatted(
                director.toPublicJWK().toJSONString(), accountant.toPublicJWK().toJSONString()));
  }

  private Command.Result approve(String payment, String signatory, ECKey key, String content)
      throws IOException, JOSEException {
    return decide("/v1/payments/" + payment + "/approvals", signatory, key, content);
  }

  private Command.Result decide(String path, String signatory, ECKey key, String content)
      throws IOException, JOSEException {
    var jws = new JWSObject(new JWSHeader(JWSAlgorithm.ES256), new Payload(content));
    jws.sign(new ECDSASigner(key));
    return post(
        HALYK,
        path,
        "",
        "{\"signatory\":\"%s\",\"decision\":\"APPROVE\",\"signature\":\"%s\"}"
            .formatted(signatory, jws.serialize(true)));
  }

  private Command.Result pay(String id, String payer, String payee, String amount)
      throws IOException {
    return pay(HALYK, id, payer, payee, amount);
  }

  private Command.Result pay(String bank, String id, String payer, String payee, String amount)
      throws IOException {
    return post(
        bank,
        "/v1/payments",
        id,
        "{\"payer\":\"%s\",\"payee\":\"%s\",\"amount\":\"%s\",\"currency\":\"KZT\"}"
            .formatted(payer, payee, amount));
  }

  private Command.Result get(String target) {
    return dt.run("api", "GET", target, "--bank", HALYK);
  }

  private Command.Result post(String bank, String target, String key, String body)
      throws IOException {
    Path file = folder.resolveSibling("mandated.json");
    Files.writeString(file, body);
    return key.isEmpty()
        ? dt.run("api", "POST", target, "--bank", bank, "--body-file", file.toString())
        : dt.run(
            "api", "POST", target, "--bank", bank, "--key", key, "--body-file", file.toString());
  }

  private static String text(Command.Result result, String member) {
    return Objects.requireNonNull(result.json().get(member), result.out()).asString();
  }
}
