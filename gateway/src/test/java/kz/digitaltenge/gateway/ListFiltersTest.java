package kz.digitaltenge.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.digitaltenge.gateway.GatewayFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import kz.digitaltenge.api.operator.CustomerSearch;
import kz.digitaltenge.api.operator.PaymentRequestSearch;
import kz.digitaltenge.api.operator.RegisterSearch;
import kz.digitaltenge.api.operator.StandingOrderSearch;
import kz.digitaltenge.gateway.client.ParticipantClient.Question;
import kz.digitaltenge.gateway.client.ParticipantClient.Reply;
import kz.digitaltenge.sdk.Account;
import kz.digitaltenge.sdk.BankClient;
import kz.digitaltenge.sdk.ClassLimit;
import kz.digitaltenge.sdk.Customer;
import kz.digitaltenge.sdk.CustomerFilter;
import kz.digitaltenge.sdk.PaymentRequest;
import kz.digitaltenge.sdk.PaymentRequestFilter;
import kz.digitaltenge.sdk.Register;
import kz.digitaltenge.sdk.RegisterFilter;
import kz.digitaltenge.sdk.StandingOrder;
import kz.digitaltenge.sdk.StandingOrderFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists of the bank's registers, standing orders, requests to pay and customers are narrowed
/// (C10).
class ListFiltersTest {
  private static final String ACCOUNT = "KZ86601DT00000000002";
  private static final Instant FROM = Instant.parse("2026-03-02T07:00:00Z");
  private static final Instant TO = Instant.parse("2026-03-03T07:00:00Z");

  @TempDir private Path folder;
  private GatewayFixture gateway;

  @BeforeEach
  void begin() {
    gateway = new GatewayFixture(folder);
  }

  @AfterEach
  void end() {
    gateway.close();
  }

  @Test
  void eachFilterIsHandedOn() {
    get(
        "/v1/registers?account=%s&state=PAYING&from=%s&to=%s&limit=3&before=9"
            .formatted(ACCOUNT, FROM, TO));
    get("/v1/standing-orders?account=%s&state=PAUSED".formatted(ACCOUNT));
    get(
        "/v1/payment-requests?side=PAYER&account=%s&state=OPEN&from=%s&to=%s"
            .formatted(ACCOUNT, FROM, TO));
    get("/v1/customers?kind=PERSON&limits=SIMPLIFIED&state=FROZEN&reference=branch-7");

    assertThat(gateway.registers.searches)
        .containsExactly(new RegisterSearch(ACCOUNT, "PAYING", FROM.toString(), TO.toString()));
    assertThat(gateway.standingOrders.searches)
        .containsExactly(new StandingOrderSearch(ACCOUNT, "PAUSED"));
    assertThat(gateway.asked.searches)
        .containsExactly(
            new PaymentRequestSearch("PAYER", ACCOUNT, "OPEN", FROM.toString(), TO.toString()));
    assertThat(gateway.customers.searches)
        .containsExactly(new CustomerSearch("PERSON", "SIMPLIFIED", "FROZEN", "branch-7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registers?payer=KZ86601DT00000000002",
        "registers?account=",
        "registers?account=KZ%2F1",
        "registers?state=DONE&state=PAYING",
        "registers?from=2026-03-02T07:00:00Z&from=2026-03-02T07:00:00Z",
        "registers?before=newest",
        "registers?before=-1",
        "registers?before=99999999999999999999",
        "registers?limit=0",
        "registers?limit=501",
        "registers?limit=all",
        "standing-orders?payer=KZ86601DT00000000002",
        "standing-orders?from=2026-03-02T07:00:00Z",
        "standing-orders?state=ACTIVE&state=ACTIVE",
        "standing-orders?state=",
        "standing-orders?before=c-1",
        "standing-orders?limit=501",
        "payment-requests?role=IN",
        "payment-requests?side=PAYER&side=PAYEE",
        "payment-requests?side=",
        "payment-requests?before=7",
        "payment-requests?after=c-1",
        "payment-requests?limit=501",
        "customers?class=FULL",
        "customers?iin=850214399019",
        "customers?kind=PERSON&kind=COMPANY",
        "customers?reference=",
        "customers?before=7",
        "customers?after=a%20b",
        "customers?limit=0"
      })
  void whatIsNoQuestionIsRefusedBeforeAnythingIsLookedFor(String target) {
    Reply reply = get("/v1/" + target);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(body(reply)).contains("\"code\":\"MALFORMED_REQUEST\"");
    assertThat(gateway.registers.searches).isEmpty();
    assertThat(gateway.standingOrders.searches).isEmpty();
    assertThat(gateway.asked.searches).isEmpty();
    assertThat(gateway.customers.searches).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"registers", "standing-orders", "payment-requests", "customers"})
  void nobodyElseLooksThroughThem(String list) {
    var _ = gateway.client(GatewayFixture.OTHER_BANK).ask(Question.get("/v1/" + list));

    assertThat(gateway.registers.searches).isEmpty();
    assertThat(gateway.standingOrders.searches).isEmpty();
    assertThat(gateway.asked.searches).isEmpty();
    assertThat(gateway.customers.searches).isEmpty();
  }

  @Test
  void theSdkNarrowsThem() {
    try (BankClient bank = client()) {
      assertThat(
              bank.registers()
                  .all(
                      RegisterFilter.ALL
                          .account(ACCOUNT)
                          .state(Register.State.PAYING)
                          .from(FROM)
                          .to(TO)))
          .isEmpty();
      assertThat(
              bank.standingOrders()
                  .all(StandingOrderFilter.ALL.account(ACCOUNT).state(StandingOrder.State.PAUSED)))
          .isEmpty();
      assertThat(
              bank.customers()
                  .all(
                      CustomerFilter.ALL
                          .kind(Customer.Kind.COMPANY)
                          .limits(Customer.LimitClass.FULL)
                          .state(Account.State.OPEN)
                          .reference("c-")))
          .isEmpty();

      assertThat(gateway.registers.searches)
          .containsExactly(new RegisterSearch(ACCOUNT, "PAYING", FROM.toString(), TO.toString()));
      assertThat(gateway.standingOrders.searches)
          .containsExactly(new StandingOrderSearch(ACCOUNT, "PAUSED"));
      assertThat(gateway.customers.searches)
          .containsExactly(new CustomerSearch("COMPANY", "FULL", "OPEN", "c-"));
    }
  }

  /// Pages without any are passed over, to the end.
  @Test
  void theSdkFindsRequestsBehindOthers() {
    for (int i = 0; i < 6; i++) {
      gateway.own.ask(
          post(
              "/v1/payment-requests",
              "invoice-" + i,
              """
              {"account":"%s","payer":"KZ84563DT00000000002","amount":"5","currency":"KZT",
               "expiresAt":"2026-03-09T07:00:00Z"}\
              """
                  .formatted(ACCOUNT)));
    }
    for (int i = 0; i < 5; i++) {
      gateway.own.ask(
          post("/v1/payment-requests/invoice-%d/refusal".formatted(i), "", "{\"reason\":\"no\"}"));
    }
    try (BankClient bank = client()) {
      var open = PaymentRequestFilter.ALL.state(PaymentRequest.State.OPEN);
      var refused =
          PaymentRequestFilter.ALL
              .state(PaymentRequest.State.REFUSED)
              .side(PaymentRequest.Side.PAYEE)
              .account(ACCOUNT);

      assertThat(bank.paymentRequests().all(open).stream().map(PaymentRequest::id))
          .containsExactly("invoice-5");
      assertThat(bank.paymentRequests().all(refused).stream()).hasSize(5);
      assertThat(bank.paymentRequests().all(PaymentRequestFilter.ALL).stream()).hasSize(6);
    }
  }

  @Test
  void theSdkReadsTheLimitsOfClasses() {
    try (BankClient bank = client()) {
      List<ClassLimit> limits = bank.customers().limits();

      assertThat(limits)
          .singleElement()
          .satisfies(
              limit -> {
                assertThat(limit.of()).isEqualTo(Customer.LimitClass.SIMPLIFIED);
                assertThat(limit.kind()).isEqualTo("DAILY");
                assertThat(limit.limit()).isEqualByComparingTo("12975");
                assertThat(limit.isInForce()).isTrue();
              });
    }
  }

  private BankClient client() {
    return new BankClient(gateway.program(URI.create("https://" + gateway.gateway.endpoint())));
  }

  private Reply get(String target) {
    return gateway.own.ask(Question.get(target));
  }

  private static String body(Reply reply) {
    return new String(reply.body().toArray(), UTF_8);
  }
}
