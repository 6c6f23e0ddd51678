package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.app.observe.Exposition;
import kz.digitaltenge.node.account.AccountId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `dt api` against the gateways of a network that runs: real nodes, certificates, OCSP and TLS.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ApiCommandTest extends GatewayNetwork {
  private final RefusedTransfers refusals = new RefusedTransfers(() -> dt);

  @Test
  void aCustomersMoneyIsConvertedBothWaysAndBothReferencesAreTold() {
    var transfers = new ApiTransfers(dt);
    String dana = open(HALYK, "Dana");
    Command.Result in = transfers.convert("in-1", "IN", dana, "50");
    Command.Result out = transfers.convert("out-1", "OUT", dana, "20.50");
    Command.Result more = transfers.convert("out-2", "OUT", dana, "1000");

    assertThat(in.json().get("state").asString()).as(in.out() + in.err()).isEqualTo("CONVERTED");
    assertThat(in.json().get("coreReference").asString()).hasSize(64);
    assertThat(in.json().get("transaction").asString()).hasSize(64);
    assertThat(transfers.convert("in-1", "IN", dana, "50").out()).isEqualTo(in.out());
    assertThat(out.json().get("state").asString()).isEqualTo("CONVERTED");
    assertThat(more.json().get("code").asString()).isEqualTo("CONVERSION_REFUSED");
    assertThat(get("/v1/conversions/out-2", HALYK).json().get("state").asString())
        .isEqualTo("REFUSED");
    assertThat(get("/v1/conversions/in-1", KAZPOST).json().get("code").asString())
        .isEqualTo("UNKNOWN_CONVERSION");
    assertThat(refusals.retried("in-1")).isEqualTo(in.json());
    assertThat(get("/v1/accounts/" + dana, HALYK).out()).contains("\"available\":\"29.50\"");
    assertThat(get("/v1/reconciliation", HALYK).out())
        .contains("\"clean\":true", "\"debited\":\"50.00\",\"credited\":\"20.50\"");
  }

  /// Why is noted by the node and said anew to whoever asks.
  @ParameterizedTest
  @MethodSource("kz.digitaltenge.app.RefusedTransfers#all")
  void aRefusalThatWasNotedIsToldInOneLanguage(ErrorCode code, Language language)
      throws JOSEException {
    refusals.areToldInOneLanguage(code, language);
  }

  @ParameterizedTest
  @MethodSource("kz.digitaltenge.app.WrongMoney#all")
  void moneyThatNobodyCanMeanIsRefused(
      String path, String body, String amount, String currency, ErrorCode code) {
    new WrongMoney(dt).isRefused(path, body, amount, currency, code);
  }

  @Test
  void aPayerIsAskedByPhoneAndPaysOnceOrRefuses() {
    new ApiTransfers(dt).asksByPhone();
  }

  @Test
  void standingOrdersAreHandledByCommands() {
    new TransferCommands(dt).handlesStandingOrders();
  }

  @Test
  void theKeyThatAnswersAreSignedWithIsReplacedWithoutAStop() {
    new TransferCommands(dt).replacesTheAnsweringKey();
  }

  @Test
  void anEmptyListIsToldInOneLine() {
    new TransferCommands(dt).tellsOfEmptyLists();
  }

  @Test
  void requestsToPayAreHandledByCommands() {
    new TransferCommands(dt).handlesRequests();
  }

  @Test
  void aCompanyPaysWhatItsDirectorAndAccountantHaveSigned() throws IOException, JOSEException {
    new MandatedTransfers(dt, folder).paysWithBothSignatures();
  }

  @Test
  void aPaymentIsGivenBackInPartsAndBothBanksSeeIt() {
    new ApiTransfers(dt).givesBackInParts();
  }

  @Test
  void aBanksProgramOpensPaysAcrossBanksAndReadsWhatBecameOfIt() throws IOException {
    String payer = open(HALYK, "Aigul");
    String payee = open(KAZPOST, "Bolat");
    assertThat(pay("stock-1", STOCK, payer, "100").exit()).isZero();

    Command.Result paid = pay("cross-1", payer, payee, "12.34");
    Command.Result again = pay("cross-1", payer, payee, "12.34");
    Command.Result other = pay("cross-1", payer, payee, "12.35");

    assertThat(paid.err()).contains("200, signed by HSBKKZKX");
    assertThat(paid.json().get("state").asString()).isEqualTo("FINAL");
    assertThat(again.out()).isEqualTo(paid.out());
    assertThat(other.exit()).isEqualTo(1);
    assertThat(other.json().get("code").asString()).isEqualTo("PAYMENT_ID_REUSED");
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(get("/v1/accounts/" + payee, KAZPOST).out())
                    .contains("\"available\":\"12.34\""));
    assertThat(get("/v1/accounts/" + payer + "/history?limit=1", HALYK).out())
        .contains("\"payment\":\"cross-1\"", "\"direction\":\"OUT\"", "\"next\":");
    assertThat(get("/v1/payments/cross-1", KAZPOST).out()).contains("\"side\":\"PAYEE\"");
    // A balance is in memory a moment before the settlement is on disk.
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(get("/v1/events?limit=500", KAZPOST).out())
                    .contains("\"kind\":\"ACCOUNT_OPENED\",\"account\":\"" + payee)
                    .contains("\"kind\":\"PAYMENT_RECEIVED\",\"account\":\"" + payee));
    // Other tests open accounts too, and check digits come before the rest of a number.
    String first = get("/v1/accounts?limit=1", HALYK).json().get("next").asString();
    String rest = get("/v1/accounts?limit=500&after=" + first, HALYK).out();
    assertThat(rest).doesNotContain(first + "\"");
    assertThat(first + rest).contains(payer, STOCK);
    assertThat(get("/v1/status", HALYK).json().get("node").asString()).isEqualTo(HALYK);
    Path kept = folder.resolve("nodes/HSBKKZKX/gateway/signed/000000000000.signed");
    assertThat(dt.run("signed", "verify", kept.toString()).out()).contains("Proved: ");
    assertThat(dt.run("signed", "answer", kept.toString(), "--key", "").err())
        .contains("it is empty");
  }

  @Test
  void onePaymentHasOneNameInTheLogsOfAllWhoWorkForIt() throws IOException {
    String payee = open(KAZPOST, "Traced");
    String id = "0af7651916cd43dd8448eb211c80319c";
    String body =
        "{\"payer\":\"%s\",\"payee\":\"%s\",\"amount\":\"1.10\",\"currency\":\"KZT\"}"
            .formatted(STOCK, payee);

    Command.Result paid =
        dt.run(
            "api",
            "POST",
            "/v1/payments",
            "--bank",
            HALYK,
            "--key",
            "traced-1",
            "--traceparent",
            "00-" + id + "-b7ad6b7169203331-01",
            "--body",
            body);

    String transaction = paid.json().get("transaction").asString();
    List<String> told =
        Files.readAllLines(folder.resolve("log/test.0.log")).stream()
            .filter(line -> line.contains(" trace=" + id + " "))
            .map(line -> line.substring(line.indexOf(": ") + 2))
            .toList();
    assertThat(told)
        .hasSize(5)
        .contains(
            "HSBKKZKX: " + transaction + " is committed",
            "KPSTKZKA: " + transaction + " of HSBKKZKX is stored and attested",
            "HSBKKZKX: " + transaction + " ended: Final",
            "The gateway: POST /v1/payments at HSBKKZKX is answered with 200")
        .anyMatch(
            line -> line.startsWith("The notary: " + transaction + " of HSBKKZKX is decision "));
  }

  /// One falls due in a moment; the other needs the central bank's calendar to know when.
  @Test
  void aStandingOrderIsPaidWhenItFallsDue() {
    String payee = open(KAZPOST, "Rita");
    String first =
        LocalDateTime.now(ZoneId.of("Asia/Almaty"))
            .plusSeconds(5)
            .truncatedTo(ChronoUnit.SECONDS)
            .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    String body =
        "{\"payer\":\"%s\",\"payee\":\"%s\",\"amount\":\"3\",\"currency\":\"KZT\",\"every\":\"%s\",\"first\":\"%s\",\"shift\":\"%s\"}";
    String once = body.formatted(STOCK, payee, "ONCE", first, "AS_IS");
    String monthly = body.formatted(STOCK, payee, "MONTHLY", "2027-01-01T09:00", "FORWARD");

    assertThat(standing("once", once).json().get("state").asString()).isEqualTo("ACTIVE");
    assertThat(standing("monthly", monthly).json().get("nextDue").asString())
        .isGreaterThan("2027-01-01T04:00:00Z");

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(get("/v1/standing-orders/once/executions", HALYK).out())
                    .contains("\"state\":\"PAID\""));
    assertThat(get("/v1/standing-orders/once", HALYK).json().get("state").asString())
        .isEqualTo("DONE");
  }

  private Command.Result standing(String id, String body) {
    return dt.run(
        "api", "POST", "/v1/standing-orders", "--bank", HALYK, "--key", id, "--body", body);
  }

  @Test
  void aProgramInAnotherLanguagePaysAndKnowsWhoAnswered() throws InterruptedException {
    new PayingPrograms(this).inAnotherLanguage();
  }

  @Test
  void aPaymentSignedByAnIndependentLibraryIsMadeOnceAndItsAnswerVerifies() throws Exception {
    new PayingPrograms(this).withAnIndependentLibrary();
  }

  @Test
  void aClientThatAGeneratorMadeOfTheDocumentPaysAcrossBanks() throws Exception {
    new PayingPrograms(this).withAGeneratedClient();
  }

  @Test
  void whatIsPrintedForCurlIsTaken() throws InterruptedException {
    String line = dt.run("api", "GET", "/v1/status", "--bank", HALYK, "--curl").out().strip();
    assertThat(BankPrograms.curl(line).said()).contains("\"node\":\"HSBKKZKX\"");
  }

  @Test
  void aBanksProgramOnTheSdkKeepsABookThatAgreesWithTheBank() throws Exception {
    var _ =
        customer(
            KAZPOST,
            """
            {"kind":"PERSON","reference":"p-2","iin":"910712399189","phone":"+77019990019",\
            "birthDate":"1991-07-12","familyName":"Болатов","givenName":"Ержан"}\
            """);
    assertThat(dt.run("issue", "--bank", EURASIAN, "1000").exit()).isZero();
    for (int day = 1; day <= 2; day++) {
      BankPrograms.Ended ended =
          BankPrograms.sampleBank(
              bank(EURASIAN), AccountId.of("948", "CUSTOMER00002").value(), "+77019990019");

      assertThat(ended.said())
          .contains("Ержан Б. at KPSTKZKA", "11 events, 0 of them not told", "The books agree.");
      assertThat(ended.exit()).isZero();
    }
  }

  @Test
  void aProgramOnThisMachineMayBeToldOfEventsAndNoOther() {
    String wish = "{\"url\":\"https://%s/events\",\"kinds\":[\"PAYMENT_RECEIVED\"]}";
    Command.Result here = post("/v1/webhooks", wish.formatted("localhost:1"));
    Command.Result there = post("/v1/webhooks", wish.formatted("bank.example"));

    assertThat(here.err()).contains("201, signed by HSBKKZKX");
    assertThat(there.json().get("code").asString()).isEqualTo("RECEIVER_NOT_ALLOWED");
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(get("/v1/webhooks", HALYK).out()).contains("\"failingSince\":"));
  }

  @Test
  void theNodesOwnRefusalsComeThrough() throws IOException {
    for (String amount : List.of("0", "1.005", "9".repeat(30), "x", "100000")) {
      assertThat(pay("bad-" + amount.length(), STOCK, STOCK, amount).exit()).isEqualTo(1);
    }
    assertThat(get("/v1/accounts/KZ1", HALYK).err()).contains("400");
    assertThat(get("/v1/accounts/" + STOCK, KAZPOST).err()).contains("404");
    assertThat(get("/v1/payments/nobodys", HALYK).err()).contains("404");
  }

  @Test
  void customersPayAndArePaidWithinTheirLimitsAndStates() throws IOException {
    assertThat(dt.run("issue", "--bank", HALYK, "20000").exit()).isZero();
    String payer =
        customer(
            HALYK,
            """
            {"kind":"PERSON","reference":"c-1","iin":"850214399019","phone":"+77019990001",\
            "birthDate":"1985-02-14","familyName":"Сапарова","givenName":"Айгүл","limits":"SIMPLIFIED"}\
            """);
    String school =
        customer(
            KAZPOST,
            """
            {"kind":"COMPANY","reference":"school","bin":"220140999014",\
            "registrationDate":"2022-01-15","name":"№ 7 мектеп","activity":"85310"}\
            """);

    refused("PAYEE_CANNOT_RECEIVE", pay("much", STOCK, payer, "12975.01"));
    assertThat(pay("most", STOCK, payer, "12975").exit()).isZero();
    assertThat(pay("some", payer, school, "5000").exit()).isZero();
    assertThat(get("/v1/accounts/" + payer + "/limits", HALYK).out())
        .contains("\"kind\":\"DAILY\"", "\"remainder\":\"7975.00\"");
    refused("LIMIT_EXCEEDED", pay("more", payer, school, "7975.01"));
    state(KAZPOST, school, "SUSPENDED");
    refused("PAYEE_CANNOT_RECEIVE", pay("suspended", payer, school, "1"));
    state(HALYK, payer, "FROZEN");
    refused("ACCOUNT_NOT_OPEN", pay("frozen", payer, STOCK, "1"));
    // What was paid before stays paid.
    assertThat(pay("some", payer, school, "5000").exit()).isZero();
    assertThat(get("/v1/accounts/" + payer + "/states", HALYK).out()).contains("court 2-17");
    assertThat(get("/v1/accounts/" + payer, HALYK).out()).doesNotContain("Айгүл");
  }

  @Test
  void aPaymentByPhoneShowsTheNameFirstAndLeavesNobodysDataBehind() throws Exception {
    String phone = "{\"phone\":\"+77019990009\"}";
    String account =
        customer(
            KAZPOST,
            """
            {"kind":"PERSON","reference":"p-1","iin":"930417399098","phone":"+77019990009",\
            "birthDate":"1993-04-17","familyName":"Көшербаев","givenName":"Нұрсұлтанбек"}\
            """);

    Command.Result shown = keyed("/v1/payees/lookup", "by-phone", phone);
    assertThat(shown.json().get("name").asString()).isEqualTo("Нұрсұлтанбек К.");
    assertThat(shown.json().get("bank").asString()).isEqualTo(KAZPOST);
    String number = shown.json().get("payee").asString();
    assertThat(number).isNotEqualTo(account).matches("KZ[0-9]{2}563P[0-9A-Z]{12}");
    assertThat(keyed("/v1/payees/lookup", "by-phone", phone).out()).isEqualTo(shown.out());

    Command.Result paid = byPhone("by-phone", "+77019990009", "Нұрсұлтанбек К.", "77.70");
    assertThat(paid.json().get("state").asString()).isEqualTo("FINAL");
    assertThat(byPhone("by-phone", "+77019990009", "Нұрсұлтанбек К.", "77.70").out())
        .isEqualTo(paid.out());
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(get("/v1/accounts/" + account, KAZPOST).out())
                    .contains("\"total\":\"77.70\""));

    refused("PAYEE_NAME_DIFFERS", byPhone("by-phone", "+77019990009", "Somebody E.", "77.70"));
    refused("PAYEE_NAME_DIFFERS", byPhone("other-1", "+77019990009", "Somebody E.", "1"));
    refused("PAYMENT_ID_REUSED", byPhone("by-phone", "+77019990008", "Нұрсұлтанбек К.", "77.70"));
    refused("PAYEE_NOT_FOUND", byPhone("other-2", "+77019990008", "Нұрсұлтанбек К.", "1"));
    refused("MALFORMED_REQUEST", byPhone("other-3", "+7701", "Нұрсұлтанбек К.", "1"));
    // The number stands for the account in that one payment only.
    refused("UNKNOWN_ACCOUNT", pay("other-4", STOCK, number, "1"));
    assertThat(keyed("/v1/payees/lookup", "by-iin", "{\"iin\":\"930417399098\"}").out())
        .contains("Нұрсұлтанбек К.")
        .doesNotContain(number);
    state(KAZPOST, account, "SUSPENDED");
    refused("PAYEE_NOT_FOUND", keyed("/v1/payees/lookup", "other-5", phone));

    List<String> personal = List.of("77019990009", "930417399098", "Көшербаев", "Нұрсұлтанбек");
    assertThat(folder.resolve("log/test.0.log")).content().contains("Everything that is logged");
    assertThat(Traces.inFiles(folder, personal)).isEmpty();
    assertThat(Traces.inTables(network(), personal))
        .isEqualTo(Map.of(KAZPOST, List.of("customer.customer")));
    List<String> told = List.of("Қызылша", "beet-17");
    List<String> vault = List.of("vault.entry", "vault.movement");
    assertThat(Traces.inFiles(folder, told)).isEmpty();
    assertThat(Traces.inTables(network(), told)).isEqualTo(Map.of(HALYK, vault, KAZPOST, vault));
  }

  private Command.Result byPhone(String id, String phone, String name, String amount)
      throws IOException {
    return keyed(
        "/v1/payments",
        id,
        """
        {"payer":"%s","phone":"%s","payeeName":"%s","amount":"%s","currency":"KZT",\
        "purpose":"Қызылша","reference":"beet-17"}\
        """
            .formatted(STOCK, phone, name, amount));
  }

  private String customer(String bank, String body) throws IOException {
    Command.Result opened = sent(bank, "/v1/customers", body);
    assertThat(opened.err()).contains("201, signed by " + bank);
    return Objects.requireNonNull(opened.json().get("account")).asString();
  }

  private void state(String bank, String account, String state) throws IOException {
    Command.Result changed =
        sent(
            bank,
            "/v1/accounts/" + account + "/states",
            "{\"state\":\"%s\",\"reason\":\"test\",\"order\":\"court 2-17\"}".formatted(state));
    assertThat(changed.json().get("state").asString()).isEqualTo(state);
  }

  @Test
  void anotherBanksKeySeesNothingAndIsToldSoInItsLanguage() {
    Command.Result refused =
        dt.run(
            "api",
            "GET",
            "/v1/accounts/" + STOCK,
            "--bank",
            HALYK,
            "--as",
            KAZPOST,
            "--language",
            "kk");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("404, signed by HSBKKZKX");
    assertThat(refused.json().get("detail").asString()).contains("шоты");
  }

  @Test
  void aBankIsNamedByItsIdentifierOrItsThreeDigits() {
    new NamedBanks(dt).areFoundByBothNames();
  }

  @Test
  void monitoringSeesTheNetworkWorkAndNobodysData() throws IOException, InterruptedException {
    String payer = open(HALYK, "Seen");
    get("/v1/accounts/" + payer, HALYK);
    assertThat(pay("seen-1", STOCK, open(KAZPOST, "Seen too"), "1").exit()).isZero();
    try (var http = HttpClient.newHttpClient()) {
      var at = "http://" + observation.orElseThrow().endpoint();
      assertThat(body(http, at + "/health/ready")).isEqualTo("ready\n");
      Exposition read = Exposition.of(body(http, at + "/metrics"));

      assertThat(read.faults()).isEmpty();
      assertThat(read.samples())
          .filteredOn(sample -> sample.name().equals("dt_gateway_requests_total"))
          .anyMatch(sample -> sample.labels().containsValue("/v1/accounts/{id}"))
          .noneMatch(sample -> sample.labels().toString().contains(payer));
      assertThat(read.samples())
          .filteredOn(sample -> sample.name().equals("dt_node_up"))
          .hasSize(6)
          .allMatch(sample -> sample.value() == 1);
      for (String phase : List.of("prepare", "propose", "commit", "notary")) {
        assertThat(read.samples())
            .anyMatch(
                sample ->
                    sample.name().equals("dt_node_payment_phase_duration_seconds_count")
                        && sample.labels().equals(Map.of("node", HALYK, "phase", phase))
                        && sample.value() > 0);
      }
      assertThat(read.samples())
          .anyMatch(
              sample ->
                  sample.name().equals("dt_node_payments_total")
                      && sample.labels().containsValue("final")
                      && sample.value() > 0)
          .anyMatch(
              sample ->
                  sample.name().equals("dt_node_peer_stream_up")
                      && sample.labels().equals(Map.of("node", HALYK, "peer", KAZPOST))
                      && sample.value() == 1)
          .anyMatch(
              sample ->
                  sample.name().equals("dt_notary_entry_requests_total") && sample.value() > 0)
          .anyMatch(
              sample ->
                  sample.name().equals("dt_node_vault_batches_total")
                      && sample.labels().containsValue(KAZPOST)
                      && sample.value() > 0);
    }
  }

  private static String body(HttpClient http, String url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  /// After the others, whose accounts it may freeze. The long run is `dt fuzz` against a sandbox.
  @Test
  @Order(Integer.MAX_VALUE - 1)
  void wildRequestsAreAnsweredAndShowNothingOfTheInside() {
    Command.Result fuzzed = dt.run("fuzz", "--seed", "7", "--requests", "200", "--json");
    assertThat(fuzzed.json().get("findings")).isEmpty();
    assertThat(fuzzed.json().get("answers").propertyNames())
        .contains("200", "400 MALFORMED_REQUEST", "403 SIGNED_MESSAGE_REFUSED");
    assertThat(fuzzed.exit()).isZero();
    assertThat(get("/v1/webhooks", HALYK).json().get("webhooks")).isEmpty();
  }

  /// Nobody asks for it: the network has run for a minute when the other tests are done.
  @Test
  @Order(Integer.MAX_VALUE)
  void theSupplyIsProvedEachMinute() {
    awaitAProofOfTheSupply();
  }
}
