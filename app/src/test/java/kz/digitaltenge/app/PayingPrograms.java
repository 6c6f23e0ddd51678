package kz.digitaltenge.app;

import static kz.digitaltenge.app.GatewayNetwork.HALYK;
import static kz.digitaltenge.app.GatewayNetwork.KAZPOST;
import static kz.digitaltenge.app.GatewayNetwork.STOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import generated.client.ApiException;
import generated.client.api.DefaultApi;
import generated.client.model.Account;
import generated.client.model.Attempt;
import generated.client.model.Balance;
import generated.client.model.EventKind;
import generated.client.model.ListEvents200Response;
import generated.client.model.OpenAccount;
import generated.client.model.Order;
import generated.client.model.Payment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/// Programs of banks that know our interface by its documents alone pay on [ApiCommandTest]'s
/// network, from a bank to another: what they say, and what the payee's bank says then.
final class PayingPrograms {
  private final GatewayNetwork network;

  PayingPrograms(GatewayNetwork network) {
    this.network = network;
  }

  void inAnotherLanguage() throws InterruptedException {
    String payee = network.open(KAZPOST, "Dana");
    String order =
        "{\"payer\":\"%s\",\"payee\":\"%s\",\"amount\":\"7\",\"currency\":\"KZT\"}"
            .formatted(STOCK, payee);
    Optional<String> paid = javaScript("POST", "/v1/payments", order, "from-javascript");
    Optional<String> again = javaScript("POST", "/v1/payments", order, "from-javascript");

    if (paid.isEmpty()) {
      System.err.println("NOT TESTED: a program in another language. Install it (nodejs)");
    }
    Assumptions.assumeTrue(paid.isPresent(), "Node.js is missing: apt-get install nodejs");
    assertThat(paid.orElseThrow()).contains("\"state\":\"FINAL\"", "200, signed by HSBKKZKX");
    assertThat(again).isEqualTo(paid);
    assertThat(javaScript("GET", "/v1/payments/nobodys").orElseThrow())
        .contains("UNKNOWN_PAYMENT", "404, signed by HSBKKZKX");
    awaitBalance(payee, "7.00");
  }

  /// What the example says with the keys of Halyk's programs; nothing where Node.js is missing.
  private Optional<String> javaScript(String... words) throws InterruptedException {
    return BankPrograms.javaScript(network.bank(HALYK), words).map(BankPrograms.Ended::said);
  }

  void withAnIndependentLibrary() throws IOException, InterruptedException {
    String payee = network.open(KAZPOST, "Jose");
    var paid = BankPrograms.jose(network.bank(HALYK), STOCK, payee, "3.21", "by-jose");

    Assumptions.assumeTrue(
        paid.isPresent(), "the npm package jose is missing: apt-get install nodejs npm");
    assertThat(paid.orElseThrow().said())
        .contains("\"state\":\"FINAL\"", "200, signed by HSBKKZKX");
    assertThat(paid.orElseThrow().exit()).isZero();
    var again = BankPrograms.jose(network.bank(HALYK), STOCK, payee, "3.21", "by-jose");
    assertThat(again).isEqualTo(paid);
    assertThat(network.get("/v1/payments/by-jose", KAZPOST).out()).contains("\"amount\":\"3.21\"");
    awaitBalance(payee, "3.21");
    Optional<BankPrograms.Ended> byEd25519 =
        BankPrograms.jose(bankWithEd25519(), STOCK, payee, "1.04", "by-jose-ed25519");
    assertThat(byEd25519.orElseThrow().said())
        .contains("\"state\":\"FINAL\"", "200, signed by HSBKKZKX");
    awaitBalance(payee, "4.25");
  }

  /// What another program of Halyk's holds, whose key is of the other kind that JOSE names.
  private Path bankWithEd25519() throws IOException {
    Path place = network.folder.resolveSibling("ed25519").resolve(HALYK);
    Files.createDirectories(place);
    for (String name : List.of("tls.key", "tls.crt", "gateway.crt", "root.crt", "gateway.url")) {
      Files.copy(network.bank(HALYK).resolve(name), place.resolve(name));
    }
    Command.Result issued =
        network.dt.run(
            "ca",
            "issue",
            "--id",
            "jose-ed25519",
            "--name",
            HALYK,
            "--organisation",
            "Halyk",
            "--role",
            "INFORMATION_SYSTEM",
            "--key",
            place.resolve("client.key").toString(),
            "--key-kind",
            "ED25519",
            "--out",
            place.resolve("client.crt").toString());
    assertThat(issued.exit()).as(issued.err()).isZero();
    return place;
  }

  private void awaitBalance(String payee, String amount) {
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(network.get("/v1/accounts/" + payee, KAZPOST).out())
                    .contains("\"available\":\"" + amount + "\"", "\"total\":\"" + amount + "\""));
  }

  void withAGeneratedClient() throws ApiException, IOException {
    DefaultApi halyk = GeneratedProgram.of(network.bank(HALYK)).connected();
    DefaultApi kazpost = GeneratedProgram.of(network.bank(KAZPOST)).connected();
    Account payer = halyk.openAccount(account("Payer"), "en", null);
    Account payee = kazpost.openAccount(account("Payee"), "en", null);
    assertThat(network.pay("to-generated", STOCK, payer.getNumber(), "20").exit()).isZero();
    Order order =
        new Order()
            .payer(payer.getNumber())
            .payee(payee.getNumber())
            .amount("12.34")
            .currency("KZT");

    Payment paid = halyk.pay("by-generated", order, "en", null);

    assertThat(paid.getState()).isEqualTo(Payment.StateEnum.FINAL);
    assertThat(halyk.pay("by-generated", order, "en", null)).isEqualTo(paid);
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> halyk.pay("by-generated", order.amount("12.35"), "en", null))
        .satisfies(refused -> assertThat(refused.getResponseBody()).contains("PAYMENT_ID_REUSED"));
    // The payee's bank writes the end of a payment a moment after the payer's tells it.
    Awaitility.await()
        .untilAsserted(() -> assertThat(available(kazpost, payee)).containsExactly("12.34"));
    assertThat(available(halyk, payer)).containsExactly("7.66");
    Awaitility.await().untilAsserted(() -> assertThat(isTold(kazpost, payee, paid)).isTrue());
    for (DefaultApi bank : List.of(halyk, kazpost)) {
      assertThat(bank.explainPayment("by-generated", "en", null, null).getAttempts())
          .singleElement()
          .extracting(Attempt::getTransaction, Attempt::getAmount)
          .containsExactly(paid.getTransaction(), "12.34");
    }
    whoDoesNotShowACertificateIsNotHeard(payee);
  }

  private void whoDoesNotShowACertificateIsNotHeard(Account payee) {
    DefaultApi anonymous = GeneratedProgram.of(network.bank(KAZPOST)).anonymous();
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> anonymous.showAccount(payee.getNumber(), "en", null, null))
        .satisfies(
            refused ->
                assertThat(refused.getResponseBody()).contains("CONNECTION_CERTIFICATE_MISSING"));
  }

  private static OpenAccount account(String name) {
    return new OpenAccount().reference("generated-" + name).name(name);
  }

  private static List<String> available(DefaultApi bank, Account account) throws ApiException {
    return bank.showAccount(account.getNumber(), "en", null, null).getBalances().stream()
        .map(Balance::getAvailable)
        .toList();
  }

  /// Whether a bank's event tells of the payment, by the transaction that both banks name.
  private static boolean isTold(DefaultApi bank, Account payee, Payment paid) throws ApiException {
    ListEvents200Response page =
        bank.listEvents(null, 500, 0, "PAYMENT_RECEIVED", "en", null, null);
    return page.getEvents().stream()
        .anyMatch(
            event ->
                event.getKind() == EventKind.PAYMENT_RECEIVED
                    && payee.getNumber().equals(event.getAccount())
                    && paid.getTransaction().equals(event.getTransaction()));
  }
}
