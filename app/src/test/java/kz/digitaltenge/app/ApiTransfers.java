package kz.digitaltenge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import kz.digitaltenge.node.account.AccountId;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// What [ApiCommandTest] does with conversions, refunds and requests to pay on its network.
final class ApiTransfers {
  private static final String HALYK = "HSBKKZKX";
  private static final String STOCK = "KZ16601DT00000000001";
  private static final String KAZPOST = "KPSTKZKA";

  private final Command dt;

  ApiTransfers(Command dt) {
    this.dt = dt;
  }

  Command.Result convert(String id, String direction, String account, String amount) {
    String body =
        "{\"direction\":\"%s\",\"account\":\"%s\",\"coreAccount\":\"%s\",\"amount\":\"%s\",\"currency\":\"KZT\"}"
            .formatted(direction, account, AccountId.of("601", "CUSTOMER00001"), amount);
    return dt.run("api", "POST", "/v1/conversions", "--bank", HALYK, "--key", id, "--body", body);
  }

  void asksByPhone() {
    String shop = open(HALYK, "Bookshop");
    String payer =
        customer(
            KAZPOST,
            """
            {"kind":"PERSON","reference":"asked","iin":"930417399109","phone":"+77019990017",\
            "birthDate":"1993-04-17","familyName":"Серікова","givenName":"Ақмарал"}\
            """);
    assertThat(pay("stock-asked", STOCK, payer, "100").exit()).isZero();

    Command.Result asked = request("invoice-1", shop);
    String id = asked.json().get("payment").asString();
    assertThat(asked.json().get("payer").asString()).isNotEqualTo(payer);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> state(HALYK, "invoice-1").equals("OPEN"));
    assertThat(get("/v1/payment-requests?limit=500", KAZPOST).out())
        .contains("\"id\":\"" + id + "\"", "\"payer\":\"" + payer + "\"");

    told(HALYK, shop, "REQUEST_SENT");
    told(KAZPOST, payer, "PAYMENT_RECEIVED", "REQUEST_RECEIVED");

    var _ = decide(KAZPOST, id, "acceptance", "{}");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> state(HALYK, "invoice-1").equals("PAID"));
    assertThat(decide(KAZPOST, id, "acceptance", "{}").json().get("state").asString())
        .isEqualTo("PAID");
    refused("REQUEST_NOT_OPEN", decide(HALYK, "invoice-1", "cancellation", "{}"));
    assertThat(get("/v1/accounts/" + shop, HALYK).out()).contains("\"available\":\"40.00\"");
    told(KAZPOST, payer, "PAYMENT_RECEIVED", "REQUEST_RECEIVED", "PAYMENT_SENT", "REQUEST_PAID");
    told(HALYK, shop, "REQUEST_SENT", "PAYMENT_RECEIVED", "REQUEST_PAID");

    String other = request("invoice-2", shop).json().get("payment").asString();
    refused("UNKNOWN_REQUEST", decide(HALYK, other, "acceptance", "{}"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> state(HALYK, "invoice-2").equals("OPEN"));
    assertThat(decide(KAZPOST, other, "refusal", "{\"reason\":\"Not ordered\"}").exit()).isZero();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(get("/v1/payment-requests/invoice-2", HALYK).out())
                    .contains("REFUSED", "Not ordered"));
    told(
        KAZPOST,
        payer,
        "PAYMENT_RECEIVED",
        "REQUEST_RECEIVED",
        "PAYMENT_SENT",
        "REQUEST_PAID",
        "REQUEST_RECEIVED",
        "REQUEST_REFUSED");
    told(
        HALYK,
        shop,
        "REQUEST_SENT",
        "PAYMENT_RECEIVED",
        "REQUEST_PAID",
        "REQUEST_SENT",
        "REQUEST_REFUSED");
  }

  /// All that a bank's programs are told of an account after it was opened, in the end.
  private void told(String bank, String account, String... kinds) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              List<String> found = new ArrayList<>();
              for (JsonNode event : events(bank)) {
                if (event.get("account").asString().equals(account)) {
                  found.add(event.get("kind").asString());
                }
              }
              assertThat(found).startsWith("ACCOUNT_OPENED");
              assertThat(found.subList(1, found.size())).containsExactly(kinds);
            });
  }

  /// All of them, page by page.
  private List<JsonNode> events(String bank) {
    List<JsonNode> all = new ArrayList<>();
    JsonNode page = get("/v1/events?limit=500", bank).json();
    while (!page.get("events").isEmpty()) {
      page.get("events").forEach(all::add);
      page = get("/v1/events?limit=500&after=" + page.get("next").asString(), bank).json();
    }
    return all;
  }

  private Command.Result request(String id, String payee) {
    String body =
        "{\"account\":\"%s\",\"phone\":\"+77019990017\",\"amount\":\"40\",\"currency\":\"KZT\",\"expiresAt\":\"%s\"}"
            .formatted(payee, Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.DAYS));
    return dt.run(
        "api", "POST", "/v1/payment-requests", "--bank", HALYK, "--key", id, "--body", body);
  }

  private String state(String bank, String request) {
    return get("/v1/payment-requests/" + request, bank).json().get("state").asString();
  }

  private Command.Result decide(String bank, String request, String decision, String body) {
    String target = "/v1/payment-requests/" + request + "/" + decision;
    return dt.run("api", "POST", target, "--bank", bank, "--body", body);
  }

  void givesBackInParts() {
    String payer = open(HALYK, "Ardak");
    String payee = open(KAZPOST, "Shop");
    assertThat(pay("stock-back", STOCK, payer, "100").exit()).isZero();
    assertThat(payTelling("goods", payer, payee, "60").out()).contains("Paid 60 KZT");

    // Until the payee's bank has written the end of the payment, nothing of it can be given back.
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(giveBack("back-1", "{\"amount\":\"25\"}").out())
                    .contains("\"amount\":\"25.00\"", "\"FINAL\""));
    Command.Result much = giveBack("back-2", "{\"amount\":\"36\"}");

    assertThat(much.json().get("code").asString()).isEqualTo("REFUND_EXCEEDS_PAYMENT");
    String payment =
        get("/v1/payments/goods", HALYK).json().at("/attempts/0/transaction").asString();
    for (String bank : List.of(HALYK, KAZPOST)) {
      // Ends are written a moment after they are told.
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(get("/v1/payments/goods", bank).out())
                      .contains("\"refunded\":\"25.00\"", "\"id\":\"back-1\""));
      assertThat(get("/v1/payments/back-1", bank).out())
          .contains("\"refundOf\":\"" + payment + "\"");
      assertThat(get("/v1/events?limit=500", bank).out())
          .contains("\"refundOf\":\"" + payment + "\"");
      assertThat(get("/v1/payments/back-1", bank).out())
          .contains("\"reference\":\"G-17\"")
          .doesNotContain("purpose", "knp");
    }
    assertThat(get("/v1/payments?account=" + payee, KAZPOST).out())
        .contains("\"purpose\":\"Goods 17\",\"reference\":\"G-17\",\"knp\":\"710\"");
    assertThat(dt.run("account", "history", payee).out())
        .contains("goods  Goods 17, reference G-17, KNP 710", "back-1  reference G-17");
    assertThat(dt.run("payment", "explain", "goods", "--bank", KAZPOST).out())
        .contains("tells: Goods 17, reference G-17, KNP 710");
    assertThat(get("/v1/payments/goods/refunds", KAZPOST).out()).contains("\"FINAL\"");
    assertThat(get("/v1/accounts/" + payee, KAZPOST).out()).contains("\"available\":\"35.00\"");
  }

  private Command.Result payTelling(String id, String payer, String payee, String amount) {
    String[] words =
        "pay --from %s --to %s %s --id %s --reference G-17 --knp 710 --purpose"
            .formatted(payer, payee, amount, id)
            .split(" ", -1);
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = "Goods 17";
    return dt.run(all);
  }

  private Command.Result giveBack(String id, String body) {
    return dt.run(
        "api",
        "POST",
        "/v1/payments/goods/refunds",
        "--bank",
        KAZPOST,
        "--key",
        id,
        "--body",
        body);
  }

  private String open(String bank, String name) {
    String body = "{\"reference\":\"%s\",\"name\":\"%s\"}".formatted(name, name);
    Command.Result opened = dt.run("api", "POST", "/v1/accounts", "--bank", bank, "--body", body);
    return Objects.requireNonNull(opened.json().get("number")).asString();
  }

  private String customer(String bank, String body) {
    Command.Result opened = dt.run("api", "POST", "/v1/customers", "--bank", bank, "--body", body);
    return Objects.requireNonNull(opened.json().get("account")).asString();
  }

  private Command.Result pay(String id, String payer, String payee, String amount) {
    String body =
        "{\"payer\":\"%s\",\"payee\":\"%s\",\"amount\":\"%s\",\"currency\":\"KZT\"}"
            .formatted(payer, payee, amount);
    return dt.run("api", "POST", "/v1/payments", "--bank", HALYK, "--key", id, "--body", body);
  }

  private Command.Result get(String target, String bank) {
    return dt.run("api", "GET", target, "--bank", bank);
  }

  private static void refused(String code, Command.Result result) {
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.json().get("code").asString()).isEqualTo(code);
  }
}
