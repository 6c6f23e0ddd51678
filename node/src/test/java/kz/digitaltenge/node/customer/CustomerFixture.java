package kz.digitaltenge.node.customer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.ChangeState;
import kz.digitaltenge.api.operator.CustomerLine;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.LimitLine;
import kz.digitaltenge.api.operator.OpenCustomer;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Accounts;
import kz.digitaltenge.node.block.Blocks;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.payment.AccountGuard.Permit;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.purse.HousekeepingPolicy;
import kz.digitaltenge.node.purse.Purse;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.MemoryVault;
import kz.digitaltenge.node.vault.PostgresServer;
import kz.digitaltenge.node.vault.VaultAccounts;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// Customers of one node over a real database, with a clock and a list of their own.
abstract class CustomerFixture {
  static final NodeId SELF = new NodeId("HSBKKZKX");
  static final Holding TENGE = Holding.of(new Asset(new NodeId("NBRKKZKX"), "KZT"));
  static final AccountId OWN = Accounts.own("601");
  static final AccountId ELSEWHERE = AccountId.of("563", "DT00000000002");
  static final String AIGUL = "850214399019";
  static final String PHONE = "+77019990001";
  static final LimitTable LIMITS =
      LimitTable.parse(
          """
          class,kind,from,tenge
          SIMPLIFIED,BALANCE,2026-01-01,1000
          SIMPLIFIED,SINGLE,2026-01-01,100
          SIMPLIFIED,DAILY,2026-01-01,150
          SIMPLIFIED,MONTHLY,2026-01-01,200
          SIMPLIFIED,SINGLE,2026-04-01,50
          """);

  private static PostgresServer server;
  static VaultDatabase database;
  static PostgresOutbox outbox;

  final MemoryVault vault = new MemoryVault(MemoryVault.Syncing.AT_ONCE);
  final VirtualThreadTasks tasks = new VirtualThreadTasks("customers", Duration.ofSeconds(5));

  /// Noon of 2 March in Almaty.
  Instant now = Instant.parse("2026-03-02T07:00:00Z");

  private final List<PostgresCustomers> books = new ArrayList<>();

  List<String> listed = List.of();
  AccountGuard guard;
  CustomerOperations desk;
  Function<AccountId, Optional<String>> disclosed;

  @BeforeAll
  static void startServer() throws SQLException {
    server = PostgresServer.start("off");
    database = server.newDatabase();
    outbox = PostgresOutbox.open(database);
    PostgresCustomers.open(database, outbox).close();
  }

  @AfterAll
  static void stopServer() throws IOException {
    outbox.close();
    server.close();
  }

  @BeforeEach
  void open() throws SQLException {
    try (var connection = database.openByKey("test");
        var statement = connection.createStatement()) {
      statement.execute(
          "truncate customer.customer, customer.state, customer.debit,"
              + " customer.handle, customer.addressed, customer.disclosure,"
              + " customer.change, customer.given_up, event.named");
    }
    outbox.told(Long.MAX_VALUE);
    start();
  }

  @AfterEach
  void close() {
    tasks.close();
    vault.close();
    books.forEach(PostgresCustomers::close);
  }

  /// The customers' tables as a fresh start opens them.
  final PostgresCustomers book() {
    var opened = PostgresCustomers.open(database, outbox);
    books.add(opened);
    return opened;
  }

  /// As after a stop: everything anew but the database and the vault.
  final void start() {
    Accounts accounts = Accounts.load("601", new VaultAccounts(vault), tasks, () -> now);
    var _ = accounts.open("stock", "stock");
    var customers =
        new Customers(
            book(),
            new Customers.Place(
                SELF,
                OWN,
                accounts,
                new Purse(HousekeepingPolicy.USUAL),
                vault,
                tasks,
                () -> now,
                Blocks.NONE),
            LIMITS,
            names -> names.stream().filter(listed::contains).findFirst().map(_ -> "SANCTIONS"));
    guard = customers.guard();
    desk = customers.desk();
    disclosed = customers::disclosed;
  }

  Map<String, String> remainders(AccountId account) {
    return desk.limits(account.value()).stream()
        .collect(Collectors.toMap(LimitLine::kind, line -> line.remainder().toString()));
  }

  AccountId limited() {
    return new AccountId(
        desk.openCustomer(person("c-limited", AIGUL, PHONE, "SIMPLIFIED"), 1).account());
  }

  private int customers;

  /// Another company each time: their numbers need no phone.
  CustomerLine newCustomer() {
    var bins =
        List.of(
            "220140999014",
            "190940999025",
            "150640999037",
            "040140999046",
            "231041999050",
            "180342999062");
    return desk.openCustomer(
        new OpenCustomer.Company(
            new OpenCustomer.Terms("company-" + customers, "", "FULL", "FULL"),
            bins.get(customers++),
            "2023-10-01",
            "Company",
            "47110"),
        9);
  }

  void bring(String account, AccountState state) {
    if (state != AccountState.OPEN) {
      var _ = desk.changeState(new ChangeState(account, state.name(), "a reason", "order 1"), 2);
    }
  }

  /// A payment that was made for good.
  void pay(String id, AccountId payer, String amount) {
    try (Permit permit = guard.pay(order(id, payer, amount))) {
      permit.paid();
    }
  }

  static PaymentOrder order(String id, AccountId payer, String amount) {
    return new PaymentOrder(new PaymentId(id), payer, ELSEWHERE, TENGE, Amount.parse(amount));
  }

  static OpenCustomer person(String reference, String iin, String phone, String limits) {
    return new OpenCustomer.Person(
        new OpenCustomer.Terms(reference, phone, limits, "MASKED"),
        iin,
        "1985-02-14",
        "Сапарова",
        "Айгүл",
        "Серікқызы");
  }

  static void refuses(ErrorCode code, ThrowingCallable work) {
    assertThatThrownBy(work)
        .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
        .extracting(PlatformException::code)
        .isEqualTo(code);
  }

  static void assertThatNoProblem(ThrowingCallable work) {
    assertThatCode(work).doesNotThrowAnyException();
  }
}
