package kz.digitaltenge.adapters.abs;

import static kz.digitaltenge.adapters.abs.BankOrders.signed;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYK;
import static kz.digitaltenge.adapters.abs.CoreFixture.LIABILITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.UnaryOperator;
import kz.digitaltenge.centralbank.MoneySupply;
import kz.digitaltenge.centralbank.conversion.Conversion;
import kz.digitaltenge.centralbank.conversion.Conversion.Kind;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.ConversionBook;
import kz.digitaltenge.centralbank.conversion.ConversionDesk;
import kz.digitaltenge.centralbank.conversion.ConversionHours;
import kz.digitaltenge.centralbank.conversion.ConversionId;
import kz.digitaltenge.centralbank.conversion.ConversionPlace;
import kz.digitaltenge.centralbank.conversion.ConversionRequest;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.centralbank.conversion.CoreAnswer;
import kz.digitaltenge.centralbank.conversion.CoreOrder;
import kz.digitaltenge.centralbank.conversion.CoreReport;
import kz.digitaltenge.centralbank.conversion.Custody;
import kz.digitaltenge.centralbank.conversion.LiabilityDesk;
import kz.digitaltenge.centralbank.conversion.NbrkCoreBanking;
import kz.digitaltenge.centralbank.conversion.OrderCheck;
import kz.digitaltenge.centralbank.conversion.PositionCheck;
import kz.digitaltenge.centralbank.conversion.PostgresConversions;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.block.Blocks;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The emulated core banking system, a ledger and a real database, for tests of conversions.
abstract class ConversionSetting {
  static final AccountId STOCK = AccountId.of("601", "DT00000000001");
  private static final Amount ONE_OFFICER_MAX = Amount.ofTenge(99);

  static final ZoneId ZONE = ZoneId.of("Asia/Almaty");

  private static EmbeddedPostgres server;

  @TempDir private Path folder;
  CoreFixture fixture;
  IsoCoreBanking core;
  private VaultDatabase database;
  private PostgresConversions book;
  ConversionHours hours;
  Ledger ledger;
  UnaryOperator<CoreReport> statement;

  @BeforeAll
  static void startServer() throws IOException {
    server = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @BeforeEach
  void start() throws Exception {
    database = new VaultDatabase(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
    execute("drop schema if exists conversion cascade");
    hours = ConversionHours.ALWAYS;
    book = PostgresConversions.open(database);
    fixture = new CoreFixture(folder);
    core = fixture.adapter();
    ledger = newLedger();
    statement = UnaryOperator.identity();
  }

  @AfterEach
  void stop() {
    core.close();
    book.close();
    fixture.close();
  }

  static Ledger newLedger() {
    return new Ledger(TestOfficers.approvals(ONE_OFFICER_MAX).check().terms().get());
  }

  void execute(String... statements) throws SQLException {
    try (var connection = database.openByKey("test");
        var statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  int count(String query) throws SQLException {
    try (var connection = database.openByKey("test");
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }

  /// Earlier builds sent an order from `WAITS_FOR_DAY` on, and left what had no answer there; then
  /// this build takes the tables over.
  void waitsForDayInTablesOfAnEarlierBuild(Instant opensAt) throws SQLException {
    execute(
        "alter table conversion.conversion drop column may_have_been_sent,"
            + " drop column back_attempt, drop column back_paused_until",
        "drop table conversion.back_refusal, conversion.liability_item, conversion.liability",
        "drop trigger conversion_is_ordered on conversion.conversion",
        "drop function conversion.conversion_is_ordered",
        "drop table conversion.bank_order",
        "drop function conversion.bank_order_stays",
        "drop index conversion.conversion_requested",
        "delete from conversion.schema_version where version::int > 2",
        "update conversion.conversion set stage = 'WAITS_FOR_DAY', note = '', opens_at = "
            + opensAt.toEpochMilli()
            + " where stage in ('DEBIT_ORDERED', 'CREDIT_ORDERED')");
    book.close();
    book = PostgresConversions.open(database);
  }

  /// The central bank's process from its start on, until it crosses its ports so often.
  Conversions started(int crossings) {
    var tripwire = new Tripwire(crossings);
    return new Conversions(
        tripwire.on(ConversionBook.class, book),
        place(tripwire),
        hours,
        Blocks.NONE,
        fixture.now::get);
  }

  VaultDatabase database() {
    return database;
  }

  PostgresConversions book() {
    return book;
  }

  ConversionPlace place(OrderCheck orders) {
    return place(new Tripwire(Integer.MAX_VALUE), orders);
  }

  private ConversionPlace place(Tripwire tripwire) {
    return place(tripwire, BankOrders.check());
  }

  private ConversionPlace place(Tripwire tripwire, OrderCheck orders) {
    return new ConversionPlace(
        tripwire.on(NbrkCoreBanking.class, new Statements(core, statement)),
        tripwire.on(MoneySupply.class, ledger),
        tripwire.on(Custody.class, ledger),
        tripwire.on(PositionCheck.class, ledger),
        TestOfficers.approvals(ONE_OFFICER_MAX),
        _ -> Optional.of(STOCK),
        orders);
  }

  LiabilityDesk liability() {
    return new LiabilityDesk(started(), book, ZONE, fixture.now::get);
  }

  /// Of the network in which banks sign.
  ConversionDesk desk() {
    return new ConversionDesk(started(), () -> BankOrders.NETWORK, ZONE);
  }

  Conversions started() {
    return started(Integer.MAX_VALUE);
  }

  static ConversionRequest request(Kind kind, NodeId bank, String name, long tenge) {
    return new ConversionRequest(new ConversionId(bank, name), kind, STOCK, Amount.ofTenge(tenge));
  }

  static ConversionRequest issue(String name, long tenge) {
    return request(Kind.ISSUANCE, HALYK, name, tenge);
  }

  void booksAgree() {
    assertThat(fixture.core().balance(LIABILITY)).contains(ledger.circulating());
    assertThat(ledger.inCustody()).isEqualTo(Amount.ZERO);
  }

  static void endsWith(Conversions conversions, ConversionRequest request, Stage end) {
    conversions.request(signed(request));
    Conversion last = TestOfficers.approve(conversions, request.id(), "Aliya");
    assertThat(last.stage()).isEqualTo(end);
  }

  /// A core banking system whose statements are changed on the way.
  private record Statements(NbrkCoreBanking core, UnaryOperator<CoreReport> change)
      implements NbrkCoreBanking {
    @Override
    public CoreAnswer settle(CoreOrder order) {
      return core.settle(order);
    }

    @Override
    public CoreReport statement(LocalDate day) {
      return change.apply(core.statement(day));
    }

    @Override
    public CoreReport notices(LocalDate day) {
      return core.notices(day);
    }
  }
}
