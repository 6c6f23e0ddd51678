package kz.digitaltenge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.EventLine;
import kz.digitaltenge.api.operator.OpenAccount;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.sdk.Account;
import kz.digitaltenge.sdk.BankClient;
import kz.digitaltenge.sdk.ClientSetting;
import kz.digitaltenge.sdk.Customer;
import kz.digitaltenge.sdk.Event;
import kz.digitaltenge.sdk.Events;
import kz.digitaltenge.sdk.OutcomeUnknownException;
import kz.digitaltenge.sdk.Patience;
import kz.digitaltenge.sdk.Payee;
import kz.digitaltenge.sdk.Payment;
import kz.digitaltenge.sdk.Problem.Retry;
import kz.digitaltenge.sdk.RefusedException;
import kz.digitaltenge.sdk.SplitPayment;
import kz.digitaltenge.sdk.UnreachableException;
import kz.digitaltenge.sdk.Webhook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a bank's program in Java calls the gateway with, over real sockets.
class SdkTest {
  private static final Patience QUICK =
      new Patience(
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          3,
          Duration.ofMillis(1),
          Duration.ofMillis(500));
  private static final BigDecimal TWELVE_FIFTY = new BigDecimal("12.50");

  @TempDir private Path folder = Path.of("");
  private GatewayFixture gateway;
  private BankClient client;

  @BeforeEach
  void start() {
    gateway = new GatewayFixture(folder);
    client = new BankClient(setting(URI.create("https://" + gateway.gateway.endpoint())));
  }

  @AfterEach
  void stop() {
    client.close();
    gateway.close();
  }

  private ClientSetting setting(URI address) {
    return gateway.program(address).with(QUICK);
  }

  @Test
  void accountsAreOpenedReadAndListedPageByPage() {
    Account opened = client.accounts().open("customer-1", "Айгүл");
    Account named = client.accounts().open("customer-1", "Айгүл");
    for (int i = 2; i <= 103; i++) {
      gateway.bank.openAccount(new OpenAccount("customer-" + i, "Somebody", ""));
    }

    assertThat(named).isEqualTo(opened);
    assertThat(opened.name()).isEqualTo("Айгүл");
    assertThat(opened.balances()).isEmpty();
    assertThat(client.accounts().account(opened.number()).balances())
        .singleElement()
        .satisfies(
            balance -> {
              assertThat(balance.total()).isEqualByComparingTo("1000");
              assertThat(balance.incoming()).isEqualTo("1.50");
              assertThat(balance.mark()).isEmpty();
            });
    assertThat(client.accounts().all().stream().map(Account::reference))
        .hasSize(103)
        .doesNotHaveDuplicates();
  }

  @Test
  void aPaymentIsMadeOnceExplainedAndInTheHistory() {
    Payment.Order order = order("salary-1");
    Payment paid = client.payments().pay(order);

    assertThat(paid.isFinal()).isTrue();
    assertThat(paid.position()).hasValue(41);
    assertThat(paid.decidedAt()).contains(FakeBank.NOON);
    assertThat(client.payments().pay(order)).isEqualTo(paid);
    assertThat(client.payments().explain("salary-1").attempts())
        .singleElement()
        .satisfies(
            attempt -> {
              assertThat(attempt.amount()).isEqualTo(TWELVE_FIFTY);
              assertThat(attempt.evidence()).containsExactly("a proof");
            });
    assertThat(client.accounts().history(order.payer()))
        .singleElement()
        .satisfies(
            movement -> {
              assertThat(movement.payment()).isEqualTo("salary-1");
              assertThat(movement.direction()).isEqualTo(Account.Movement.Direction.OUT);
            });
    gateway.bank.loseTheNotary();
    assertThat(client.payments().pay(order("doubt-1")).isFinal()).isFalse();
  }

  @Test
  void customersAreOpenedFoundAndPaidByWhatPeopleKnowThemBy() {
    var person =
        new Customer.Person(
            Customer.Terms.standard("customer-7"),
            "850214399019",
            "+77019990001",
            LocalDate.of(1985, 2, 14),
            "Сапарова",
            "Айгүл",
            "");
    var company =
        new Customer.Company(
            Customer.Terms.standard("company-1"),
            "220140999014",
            "",
            LocalDate.of(2022, 1, 15),
            "№ 7 мектеп",
            "85310");
    Customer opened = client.customers().open(person);
    client.customers().open(company);

    assertThat(opened.birthDate()).contains(LocalDate.of(1985, 2, 14));
    assertThat(opened.iin()).contains("850214399019");
    assertThat(opened.bin()).isEmpty();
    assertThat(client.customers().customer("customer-7")).isEqualTo(opened);
    assertThat(client.customers().all())
        .extracting(Customer::kind)
        .containsExactly(Customer.Kind.COMPANY, Customer.Kind.PERSON);
    assertThat(client.customers().disclose("customer-7", Customer.Disclosure.FULL).reference())
        .isEqualTo("customer-7");
    assertThat(
            client
                .accounts()
                .changeState(opened.account(), Account.State.FROZEN, "arrest", "court 2-17")
                .state())
        .isEqualTo(Account.State.FROZEN);
    assertThat(client.accounts().states(opened.account())).isNotEmpty();
    assertThat(client.accounts().limits(opened.account()))
        .allSatisfy(limit -> assertThat(limit.remainder()).isNotNegative());
    assertThat(client.payments().lookUp("by-phone", new Payee.ByPhone("+77019990001")).id())
        .isEqualTo("by-phone");
  }

  @Test
  void severalPayeesArePaidAtOnce() {
    String payer = client.accounts().open("split-payer", "Aigul").number();
    var order =
        new SplitPayment.Order(
            "split-1",
            payer,
            List.of(
                new SplitPayment.Share(
                    new Payee.ByAccount("KZ84563DT00000000002"), new BigDecimal("12.5")),
                new SplitPayment.Share(
                    new Payee.ByAccount("KZ91601DT00000000009"), new BigDecimal("0.01"))));

    SplitPayment paid = client.payments().paySplit(order);

    assertThat(paid.isFinal()).isTrue();
    assertThat(client.payments().paySplit(order)).isEqualTo(paid);
    assertThat(paid.legs())
        .extracting(SplitPayment.Leg::amount)
        .containsExactly(new BigDecimal("12.50"), new BigDecimal("0.01"));
    assertThat(client.payments().explain("split-1").attempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.amount()).isEqualTo(new BigDecimal("12.51")));
  }

  @Test
  void anEventThatOnlyANewerNodeKnowsIsReadWithItsName() {
    var of = new EventLine.OfOrder("t", Optional.empty(), Optional.empty(), Optional.empty());
    gateway.bank.happened("TOKEN_FROZEN", "KZ16601DT00000000001", of);
    client.payments().pay(order("salary-1"));

    List<Event> all = client.events().since(Events.BEGINNING).stream().toList();

    assertThat(all)
        .extracting(Event::kind, Event::kindName)
        .contains(
            tuple(Event.Kind.UNKNOWN, "TOKEN_FROZEN"),
            tuple(Event.Kind.PAYMENT_SENT, "PAYMENT_SENT"));
  }

  @Test
  void eventsAreReadOnFromWhereOneStopped() {
    Events.Page none = client.events().after(Events.BEGINNING, Duration.ZERO);
    Payment.Order order = order("salary-1");
    client.payments().pay(order);
    List<Event> all = client.events().since(Events.BEGINNING).stream().toList();
    Events.Page page = client.events().after(String.valueOf(all.get(1).id()), Duration.ZERO);

    assertThat(none.next()).isEqualTo(Events.BEGINNING);
    assertThat(all)
        .extracting(Event::kind)
        .containsExactly(
            Event.Kind.ACCOUNT_OPENED, Event.Kind.ACCOUNT_OPENED, Event.Kind.PAYMENT_SENT);
    assertThat(page.events()).containsExactly(all.getLast());
    assertThat(all.getLast().amount()).contains(TWELVE_FIFTY);
    assertThat(client.events().since(page.next())).isEmpty();
  }

  @Test
  void whatBecomesOfOrdersIsReadTyped() {
    for (EventLine.Kind kind : EventLine.Kind.known()) {
      if (kind.name().startsWith("STANDING")) {
        gateway.bank.happened(
            kind,
            "KZ16601DT00000000001",
            new EventLine.OfOrder(
                "rent",
                Optional.of(4),
                Optional.of(new EventLine.Sum("KZT", Amount.ofTenge(5))),
                Optional.of(ErrorCode.INSUFFICIENT_BALANCE)));
      }
    }
    List<Event> all = client.events().since(Events.BEGINNING).stream().toList();

    assertThat(all)
        .hasSize(6)
        .allSatisfy(
            event -> {
              assertThat(event.kind().name()).startsWith("STANDING");
              assertThat(event.standingOrder()).contains("rent");
              assertThat(event.number()).contains(4);
              assertThat(event.amount()).contains(new BigDecimal("5.00"));
              assertThat(event.code()).contains("INSUFFICIENT_BALANCE");
              assertThat(event.request()).isEmpty();
              assertThat(event.register()).isEmpty();
            });
  }

  @Test
  void webhooksAreMadeSeenAndRemoved() {
    URI here = URI.create("https://127.0.0.1:1/events");
    Webhook made = client.webhooks().create(here, Set.of(Event.Kind.PAYMENT_SENT));

    assertThat(client.webhooks().create(here, Set.of(Event.Kind.PAYMENT_SENT)).id())
        .isEqualTo(made.id());
    assertThat(client.webhooks().all()).extracting(Webhook::url).containsExactly(here);
    assertThat(client.webhooks().webhook(made.id()).kinds())
        .containsExactly(Event.Kind.PAYMENT_SENT);
    assertThat(client.webhooks().deadLetters(made.id())).isEmpty();
    assertThat(client.webhooks().rewind(made.id(), "0").position()).contains("0");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> client.webhooks().retry(made.id(), "7"))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo("UNKNOWN_DEAD_LETTER"));
    client.webhooks().remove(made.id());
    assertThat(client.webhooks().all()).isEmpty();
  }

  @Test
  void theStatusOfTheNodeIsTold() {
    assertThat(client.status().node()).isEqualTo("HSBKKZKX");
    assertThat(client.status().suspicion()).contains("notary-2 is silent");
  }

  @Test
  void aRefusalIsTypedAndSaidInTheLanguageAskedFor() {
    ClientSetting russian = setting(URI.create("https://" + gateway.gateway.endpoint()));
    russian =
        new ClientSetting(
            russian.gateway(),
            russian.bank(),
            russian.credentials(),
            russian.connection(),
            russian.trust(),
            russian.patience(),
            "ru",
            russian.clock(),
            russian.random());
    String payer = client.accounts().open("payer", "Aigul").number();
    var tooMuch =
        new Payment.Order("p-1", payer, new Payee.ByAccount(payer), new BigDecimal("5000"));

    try (var speaker = new BankClient(russian)) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> speaker.payments().pay(tooMuch))
          .satisfies(
              refused -> {
                assertThat(refused.code()).isEqualTo("INSUFFICIENT_BALANCE");
                assertThat(refused.problem().status()).isEqualTo(422);
                assertThat(refused.problem().detail()).contains("счёт");
              });
    }
    assertThatThrownBy(() -> client.payments().pay(order("p-2", "0.001")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// The connection is cut after the request arrived and was carried out, before a byte of the
  /// answer passes.
  @Test
  void aPaymentWhoseAnswerIsLostTwiceIsMadeOnce() throws IOException {
    Payment.Order order = order("salary-1");
    int before = gateway.bank.changes();
    try (var wire =
            new CuttingProxy(gateway.gateway.endpoint(), () -> gateway.bank.changes() > before, 2);
        var behind = new BankClient(setting(wire.url()))) {
      Payment paid = behind.payments().pay(order);

      assertThat(paid.isFinal()).isTrue();
      assertThat(wire.cutsLeft()).isZero();
      assertThat(gateway.bank.changes()).isEqualTo(before + 1);
    }
  }

  static Stream<Arguments> lost() {
    return Stream.of(
        Arguments.of("paying", 3, call(client -> client.payments().pay(order("p", "KZ1", "1")))),
        Arguments.of("opening", 3, call(client -> client.accounts().open("c", "Aigul"))),
        Arguments.of("trying a dead letter", 1, call(client -> client.webhooks().retry("w", "7"))));
  }

  /// What is asked of a client.
  @FunctionalInterface
  interface Asked {
    Object of(BankClient client);
  }

  private static Asked call(Asked asked) {
    return asked;
  }

  @ParameterizedTest(name = "{0} is tried {1} times")
  @MethodSource("lost")
  void whatCouldBeDoneTwiceIsTriedOnce(String what, int attempts, Asked asked) throws IOException {
    var arrived = new AtomicInteger();
    try (var server = new ServerSocket(0);
        var lonely = new BankClient(setting(URI.create("https://127.0.0.1:" + port(server))))) {
      var _ = Thread.ofVirtual().start(() -> hangUp(server, arrived));

      assertThatThrownBy(() -> asked.of(lonely))
          .as(what)
          .isInstanceOf(OutcomeUnknownException.class);
      assertThat(arrived).hasValue(attempts);
    }
  }

  private static int port(ServerSocket server) {
    return server.getLocalPort();
  }

  private void hangUp(ServerSocket server, AtomicInteger arrived) {
    while (!server.isClosed()) {
      try (SSLSocket secure = gateway.accepted(server.accept())) {
        if (secure.getInputStream().read() >= 0) {
          arrived.incrementAndGet();
        }
      } catch (IOException _) {
        // The test has ended.
      }
    }
  }

  @Test
  void nobodyThereIsSomethingElseThanNoAnswer() throws IOException {
    int free;
    try (var probe = new ServerSocket(0)) {
      free = port(probe);
    }
    try (var lonely = new BankClient(setting(URI.create("https://127.0.0.1:" + free)))) {
      assertThatThrownBy(lonely::status).isInstanceOf(UnreachableException.class);
    }
  }

  @Test
  void aBusyGatewayIsNotWaitedForLongerThanPatienceHas() {
    gateway.bank.failWith(
        Problem.of(ErrorCode.OVERLOADED, "queue", "The queue", "limit", 1).exception());
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(client::status)
        .satisfies(refused -> assertThat(refused.problem().retry()).isEqualTo(Retry.LATER));
    gateway.bank.heal();

    assertThat(client.status().node()).isEqualTo("HSBKKZKX");
  }

  private Payment.Order order(String id) {
    return order(id, TWELVE_FIFTY.toPlainString());
  }

  private Payment.Order order(String id, String amount) {
    String payer = client.accounts().open("payer", "Aigul").number();
    String payee = client.accounts().open("payee", "Bolat").number();
    return new Payment.Order(id, payer, new Payee.ByAccount(payee), new BigDecimal(amount));
  }

  private static Payment.Order order(String id, String account, String amount) {
    return new Payment.Order(id, account, new Payee.ByAccount(account), new BigDecimal(amount));
  }
}
