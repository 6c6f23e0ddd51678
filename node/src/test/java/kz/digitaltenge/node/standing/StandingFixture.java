package kz.digitaltenge.node.standing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.register.Registers.PayeeFinder;
import kz.digitaltenge.node.standing.Schedule.Every;
import kz.digitaltenge.node.standing.Schedule.Shift;
import kz.digitaltenge.node.standing.StandingOrder.Execution;
import kz.digitaltenge.node.standing.StandingOrder.Fate;
import kz.digitaltenge.node.standing.StandingOrder.Payee;
import kz.digitaltenge.node.testkit.PayoutLedger;
import kz.digitaltenge.node.testkit.Tripwire;
import kz.digitaltenge.node.vault.Happening;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.PostgresServer;
import kz.digitaltenge.node.vault.VaultDatabase;
import kz.digitaltenge.node.vault.VaultRecord.Happened;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// Standing orders over a real database, with a clock that is turned by hand.
abstract class StandingFixture {
  static final AccountId AIGUL = AccountId.of("601", "DT00000000003");
  static final AccountId BOLAT = AccountId.of("826", "DT00000000002");
  static final AccountId HANDLE = AccountId.of("948", "HANDLE0000001");
  static final Alias PHONE = new Alias(Alias.Kind.PHONE, "+77019990001");
  static final Problem POOR =
      Problem.of(ErrorCode.INSUFFICIENT_BALANCE, "account", AIGUL, "available", "0.00")
          .with("amount", "1.00");

  static final TestNetwork NETWORK = TestNetwork.of(1);

  /// Of one class: the next has its own.
  static VirtualThreadTasks tasks;

  private static PostgresServer server;
  static VaultDatabase database;
  static PostgresOutbox outbox;
  static PostgresStandingOrders book;

  final PayoutLedger ledger = new PayoutLedger();
  PayeeFinder finder = (_, _) -> HANDLE;
  WorkingDays calendar = ScheduleTest.CALENDAR;

  /// Eight in the morning of Monday 2 March in Almaty.
  volatile Instant now = Instant.parse("2026-03-02T03:00:00Z");

  @BeforeAll
  static void startServer() throws SQLException {
    tasks = new VirtualThreadTasks("test", Duration.ofSeconds(5));
    server = PostgresServer.start("off");
    database = server.newDatabase();
    outbox = PostgresOutbox.open(database);
    book = PostgresStandingOrders.open(database, outbox, "KZT");
  }

  @AfterAll
  static void stopServer() throws IOException {
    tasks.close();
    book.close();
    outbox.close();
    server.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    outbox.told(Long.MAX_VALUE);
    try (var connection = database.openByKey("test");
        var statement = connection.createStatement()) {
      statement.execute("truncate standing.standing_order, standing.execution");
    }
  }

  /// The bank's node from its start on, until it crosses its ports so often.
  StandingOrders started(int crossings) {
    var tripwire = new Tripwire(crossings);
    var place =
        new StandingOrders.Place(
            tripwire.on(PaymentService.class, payments()),
            tripwire.on(StandingSignatories.class, signatories()),
            tripwire.on(PayeeFinder.class, (payment, alias) -> finder.find(payment, alias)),
            day -> calendar.isWorking(day),
            Holding.of(TestNetwork.KZT),
            tasks,
            () -> now,
            NETWORK::view);
    return new StandingOrders(tripwire.on(StandingBook.class, book), place, StandingRules.STANDARD);
  }

  PaymentService payments() {
    return ledger;
  }

  StandingSignatories signatories() {
    return StandingSignatories.NONE;
  }

  StandingOrders started() {
    return started(Integer.MAX_VALUE);
  }

  static StandingOrder.Order order(String id, Payee payee, Schedule schedule) {
    return new StandingOrder.Order(
        id,
        Hash.sha256((id + schedule).getBytes(UTF_8)),
        AIGUL,
        payee,
        Amount.ofTenge(1),
        "rent",
        schedule,
        7);
  }

  static StandingOrder.Order daily(String id) {
    return order(id, new Payee.Numbered(BOLAT), schedule(Every.DAILY, Shift.AS_IS));
  }

  static Schedule schedule(Every every, Shift shift) {
    return new Schedule(
        every,
        LocalDate.of(2026, 3, 2),
        LocalTime.of(9, 0),
        shift,
        Optional.empty(),
        Optional.empty());
  }

  void days(int days) {
    now = now.plus(Duration.ofDays(days));
  }

  StandingOrder shown(String id) {
    return started().find(id).orElseThrow();
  }

  List<Fate> fates(String id) {
    return started().executions(shown(id), -1, 100).stream().map(Execution::fate).toList();
  }

  /// What banks' programs will be told of an order: kind, number of what fell due, code.
  List<String> told(String id) {
    return outbox.waiting(1_000).stream()
        .map(Happened::happening)
        .filter(each -> each.subject().equals(id))
        .map(StandingFixture::words)
        .toList();
  }

  static String words(Happening each) {
    assertThat(each.account()).isEqualTo(AIGUL);
    assertThat(each.sum()).contains(new Happening.Sum("KZT", Amount.ofTenge(1)));
    return each.kind()
        + each.number().map(number -> " " + number).orElse("")
        + each.code().map(code -> " " + code).orElse("");
  }

  /// For three days.
  static StandingOrder.Order byPhone(String id) {
    var thrice =
        new Schedule(
            Every.DAILY,
            LocalDate.of(2026, 3, 2),
            LocalTime.of(9, 0),
            Shift.AS_IS,
            Optional.empty(),
            Optional.of(3));
    return order(id, new Payee.Known(PHONE), thrice);
  }

  static StandingOrder.Order once(String id, AccountId payee) {
    return order(id, new Payee.Numbered(payee), schedule(Every.ONCE, Shift.AS_IS));
  }

  /// Gives each order so many twins.
  static void multiply(int times) throws SQLException {
    try (var connection = database.openByKey("test");
        var statement = connection.createStatement()) {
      statement.execute(
          """
          insert into standing.standing_order (id, digest, payer, account, tiyn, purpose, every,
            first, at_time, shift, times, evidence, state, number, due_at, created_at, changed_at)
          select id || '-' || n, digest, payer, account, tiyn, purpose, every, first, at_time,
            shift, times, evidence, state, number, due_at, created_at, changed_at
          from standing.standing_order, generate_series(1, %d) n
          """
              .formatted(times));
    }
  }
}
