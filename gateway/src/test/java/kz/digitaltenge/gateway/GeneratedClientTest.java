package kz.digitaltenge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import generated.client.ApiClient;
import generated.client.ApiException;
import generated.client.api.DefaultApi;
import generated.client.model.Account;
import generated.client.model.Customer;
import generated.client.model.ErrorCode;
import generated.client.model.EventKind;
import generated.client.model.OpenAccount;
import generated.client.model.OpenCustomerRequest;
import generated.client.model.OpenPerson;
import generated.client.model.Order;
import generated.client.model.Payment;
import generated.client.model.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import kz.digitaltenge.api.operator.EventLine;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.signed.BoundFields;
import kz.digitaltenge.trust.signed.MessageDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client that a stock generator made of the published document works, with nothing added but an
/// interceptor that signs.
class GeneratedClientTest {
  @TempDir private Path folder = Path.of("");
  private GatewayFixture gateway;
  private ApiClient http;
  private DefaultApi bank;

  @BeforeEach
  void start() {
    gateway = new GatewayFixture(folder);
    http = new ApiClient();
    http.updateBaseUri("https://" + gateway.gateway.endpoint());
    http.setHttpClientBuilder(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(gateway.tls));
    http.setRequestInterceptor(this::sign);
    bank = new DefaultApi(http);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void itOpensPaysOnceAndReadsWhatBecameOfIt() throws ApiException {
    Account payer = bank.openAccount(new OpenAccount().reference("c-1").name("Айгүл"), "en", null);
    Account payee = bank.openAccount(new OpenAccount().reference("c-2").name("Bolat"), "en", null);
    int before = gateway.bank.changes();
    Order order =
        new Order()
            .payer(payer.getNumber())
            .payee(payee.getNumber())
            .amount("12.50")
            .currency("KZT");
    Payment paid = bank.pay("salary-1", order, "en", null);

    assertThat(paid.getState()).isEqualTo(Payment.StateEnum.FINAL);
    assertThat(bank.pay("salary-1", order, "en", null)).isEqualTo(paid);
    assertThat(gateway.bank.changes()).isEqualTo(before + 1);
    assertThat(bank.explainPayment("salary-1", "en", null, null).getAttempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.getAmount()).isEqualTo("12.50"));
    assertThat(bank.showAccount(payer.getNumber(), "en", null, null).getBalances()).hasSize(1);
    assertThat(bank.listMovements(payer.getNumber(), null, 1, "en", null, null).getLines())
        .hasSize(1);
    gateway.bank.happened(
        EventLine.Kind.REQUEST_REFUSED,
        payer.getNumber(),
        new EventLine.OfOrder(
            "r-1",
            Optional.empty(),
            Optional.empty(),
            Optional.of(kz.digitaltenge.api.error.ErrorCode.ACCOUNT_NOT_OPEN)));
    assertThat(bank.listEvents(null, 500, 0, null, "en", null, null).getEvents().getLast())
        .satisfies(
            event -> {
              assertThat(event.getKind()).isEqualTo(EventKind.REQUEST_REFUSED);
              assertThat(event.getRequest()).isEqualTo("r-1");
              assertThat(event.getCode()).isEqualTo(ErrorCode.ACCOUNT_NOT_OPEN);
            });
    assertThat(bank.listEvents(null, 500, 0, null, "en", null, null).getEvents())
        .extracting(event -> event.getKind())
        .contains(EventKind.ACCOUNT_OPENED, EventKind.PAYMENT_SENT);
    assertThat(bank.showStatus("en", null, null).getNode()).isEqualTo(GatewayFixture.BANK);
  }

  @Test
  void itOpensCustomersOfEitherKind() throws ApiException {
    Customer opened =
        bank.openCustomer(
            new OpenCustomerRequest(
                new OpenPerson()
                    .kind(OpenPerson.KindEnum.PERSON)
                    .reference("customer-7")
                    .iin("850214399019")
                    .phone("+77019990001")
                    .birthDate(LocalDate.of(1985, 2, 14))
                    .familyName("Сапарова")
                    .givenName("Айгүл")),
            "en",
            null);

    assertThat(opened.getKind()).isEqualTo(Customer.KindEnum.PERSON);
    assertThat(bank.showCustomer("customer-7", "en", null, null)).isEqualTo(opened);
  }

  @Test
  void itReadsARefusalWithItsCode() throws ApiException {
    Account payer = bank.openAccount(new OpenAccount().reference("c-1").name("Aigul"), "en", null);
    Order much =
        new Order()
            .payer(payer.getNumber())
            .payee(payer.getNumber())
            .amount("5000")
            .currency("KZT");

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> bank.pay("p-1", much, "ru", null))
        .satisfies(
            refused -> {
              assertThat(refused.getCode()).isEqualTo(422);
              assertThat(problem(refused).getCode()).isEqualTo(ErrorCode.INSUFFICIENT_BALANCE);
              assertThat(problem(refused).getDetail()).contains("счёт");
            });
  }

  private Problem problem(ApiException refused) throws IOException {
    return http.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
  }

  /// What a bank adds: the signature over what the generated code is about to send.
  private void sign(HttpRequest.Builder builder) {
    HttpRequest request = builder.copy().build();
    byte[] body = request.bodyPublisher().map(GeneratedClientTest::bytes).orElse(new byte[0]);
    var description =
        new MessageDescription.Request(
            GatewayFixture.BANK,
            request.method(),
            target(request.uri()),
            new BoundFields(
                request.headers().firstValue(ApiFields.CONTENT_TYPE).orElse(""),
                request.headers().firstValue(ApiFields.IDEMPOTENCY_KEY).orElse(""),
                ""),
            Hash.sha256(body));
    builder.setHeader(ApiFields.SIGNATURE, gateway.own.signer().sign(description));
  }

  private static String target(URI uri) {
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + "?" + uri.getRawQuery();
  }

  private static byte[] bytes(BodyPublisher body) {
    BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
    body.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            whole.onSubscribe(subscription);
          }

          @Override
          public void onNext(ByteBuffer part) {
            whole.onNext(List.of(part));
          }

          @Override
          public void onError(Throwable fault) {
            whole.onError(fault);
          }

          @Override
          public void onComplete() {
            whole.onComplete();
          }
        });
    return whole.getBody().toCompletableFuture().join();
  }
}
