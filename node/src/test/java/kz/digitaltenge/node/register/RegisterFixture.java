package kz.digitaltenge.node.register;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.operator.LimitLine;
import kz.digitaltenge.api.operator.PayeeAlias;
import kz.digitaltenge.api.operator.RegisterOrder;
import kz.digitaltenge.api.operator.RegisterOrder.Row;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.register.Registers.PayeeFinder;
import kz.digitaltenge.node.testkit.PayoutLedger;
import kz.digitaltenge.node.testkit.Tripwire;
import kz.digitaltenge.node.vault.Happening;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.PostgresServer;
import kz.digitaltenge.node.vault.VaultDatabase;
import kz.digitaltenge.node.vault.VaultRecord.Happened;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// Registers of a bank over a real database, on a ledger in memory.
abstract class RegisterFixture {
  static final TestNetwork NETWORK = TestNetwork.of(1);
  static final AccountId COMPANY = AccountId.of("601", "DT00000000002");
  static final AccountId AIGUL = AccountId.of("601", "DT00000000003");
  static final AccountId BOLAT = AccountId.of("826", "DT00000000002");
  static final AccountId HANDLE = AccountId.of("948", "HANDLE0000001");
  static final String PHONE = "+77019990001";
  static final String NOBODYS_PHONE = "+77019990002";
  static final Instant NOW = Instant.parse("2026-06-01T09:00:00Z");
  static final PayeeAlias NO_ALIAS = new PayeeAlias("", "", "");

  /// Nothing is begun by itself; a test runs each register.
  static final RegisterPace BY_HAND = pace(0, 1);

  private static PostgresServer server;
  static VaultDatabase database;

  final PayoutLedger ledger = new PayoutLedger();
  final VirtualThreadTasks tasks = new VirtualThreadTasks("registers", Duration.ofSeconds(20));
  static PostgresRegisters book;
  static PostgresOutbox outbox;
  Amount available = Amount.ofTenge(10_000_000);
  List<LimitLine> limits = List.of();

  @BeforeAll
  static void startServer() throws SQLException {
    server = PostgresServer.start("off");
    database = server.newDatabase();
    outbox = PostgresOutbox.open(database);
    book = PostgresRegisters.open(database, outbox);
  }

  @AfterAll
  static void stopServer() throws IOException {
    book.close();
    outbox.close();
    server.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    outbox.told(Long.MAX_VALUE);
    try (var connection = database.openByKey("test");
        var statement = connection.createStatement()) {
      statement.execute("truncate register.register, register.payout");
    }
  }

  @AfterEach
  void close() {
    tasks.close();
  }

  static RegisterPace pace(int registers, int hands) {
    return new RegisterPace(registers, hands, hands, Duration.ofMillis(1), Duration.ofMillis(2), 3);
  }

  /// The bank's node from its start on, until it crosses its ports so often.
  Registers started(int crossings, RegisterPace pace) {
    var tripwire = new Tripwire(crossings);
    var place =
        new Registers.Place(
            tripwire.on(PaymentService.class, payments()),
            tripwire.on(PayeeFinder.class, this::find),
            tripwire.on(Signatories.class, signatories()),
            Holding.of(TestNetwork.KZT),
            tasks,
            () -> NOW);
    var neighbourhood =
        new Registers.Neighbourhood(
            NETWORK::view,
            "601",
            account -> account.equals(AIGUL),
            new FakePayers(COMPANY, available, limits));
    return new Registers(tripwire.on(RegisterBook.class, book), neighbourhood, place, pace);
  }

  PaymentService payments() {
    return ledger;
  }

  Signatories signatories() {
    return Signatories.NONE;
  }

  Registers started() {
    return started(Integer.MAX_VALUE, BY_HAND);
  }

  private AccountId find(PaymentId payment, Alias alias) {
    if (alias.value().equals(PHONE)) {
      return HANDLE;
    }
    throw Problem.of(ErrorCode.PAYEE_NOT_FOUND).exception();
  }

  /// Hands a register in that is good, and pays it.
  PayoutRegister paid(Registers registers, RegisterOrder order) {
    PayoutRegister taken = taken(registers, order);
    run(registers, taken);
    return book.find(order.id()).orElseThrow();
  }

  /// Goes on with a register to its end, however often it is to rest.
  void run(Registers registers, PayoutRegister register) {
    while (registers.run(register).isUnderWay()) {
      rest();
    }
  }

  void rest() {
    tasks.sleep(BY_HAND.pauseMax());
  }

  static PayoutRegister taken(Registers registers, RegisterOrder order) {
    assertThat(registers.upload(order, 7)).isInstanceOf(Registers.Upload.Taken.class);
    return registers.find(order.id()).orElseThrow();
  }

  static Row to(int row, AccountId account, String amount) {
    return new Row(row, "line-" + row, account.value(), NO_ALIAS, amount, "May");
  }

  static Row toPhone(int row, String phone, String amount) {
    return new Row(row, "line-" + row, "", new PayeeAlias(phone, "", ""), amount, "May");
  }

  /// One tenge to Bolat, so often.
  static List<Row> many(int rows) {
    var all = new ArrayList<Row>();
    for (int row = 1; row <= rows; row++) {
      all.add(to(row, BOLAT, "1"));
    }
    return all;
  }

  static RegisterOrder order(String id, String total, List<Row> rows) {
    return new RegisterOrder(
        id,
        COMPANY.value(),
        "KZT",
        String.valueOf(rows.size()),
        total,
        rows,
        List.of(),
        Hash.sha256((id + total).getBytes(UTF_8)));
  }

  /// What banks' programs will be told of registers, in its order.
  static List<Happening> told() {
    return outbox.waiting(1_000).stream().map(Happened::happening).toList();
  }

  static Happening end(Happening.Kind kind, String id, Optional<Amount> paid) {
    return new Happening(
        kind,
        COMPANY,
        NOW,
        id,
        Optional.empty(),
        paid.map(amount -> new Happening.Sum("KZT", amount)),
        Optional.empty());
  }

  static Happening refusal(String id, ErrorCode code) {
    return new Happening(
        Happening.Kind.REGISTER_REFUSED,
        COMPANY,
        NOW,
        id,
        Optional.empty(),
        Optional.empty(),
        Optional.of(code));
  }

  static LimitLine limit(String kind, long tenge) {
    return new LimitLine(
        kind, LocalDate.of(2026, 1, 1), Amount.ofTenge(tenge), Amount.ofTenge(tenge));
  }
}
