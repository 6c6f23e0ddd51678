package kz.digitaltenge.adapters.abs;

import static kz.digitaltenge.adapters.abs.CoreFixture.HALYK;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYKS;
import static kz.digitaltenge.adapters.abs.CoreFixture.KAZPOST;
import static kz.digitaltenge.adapters.abs.CoreFixture.KAZPOSTS;
import static kz.digitaltenge.adapters.abs.CoreFixture.LIABILITY;
import static kz.digitaltenge.adapters.abs.CoreFixture.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.centralbank.IssuanceOrder;
import kz.digitaltenge.centralbank.MoneySupply;
import kz.digitaltenge.centralbank.conversion.Conversion;
import kz.digitaltenge.centralbank.conversion.Conversion.Kind;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.ConversionBook;
import kz.digitaltenge.centralbank.conversion.ConversionId;
import kz.digitaltenge.centralbank.conversion.ConversionPlace;
import kz.digitaltenge.centralbank.conversion.ConversionPlace.Approvals;
import kz.digitaltenge.centralbank.conversion.ConversionRequest;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.centralbank.conversion.CoreAnswer;
import kz.digitaltenge.centralbank.conversion.CoreOrder;
import kz.digitaltenge.centralbank.conversion.CoreOrder.Direction;
import kz.digitaltenge.centralbank.conversion.CoreReport;
import kz.digitaltenge.centralbank.conversion.Custody;
import kz.digitaltenge.centralbank.conversion.NbrkCoreBanking;
import kz.digitaltenge.centralbank.conversion.PostgresConversions;
import kz.digitaltenge.centralbank.conversion.Reconciliation;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Conversions against the emulated core banking system and a real database.
class ConversionsTest {
  private static final AccountId STOCK = AccountId.of("601", "DT00000000001");
  private static final Amount TWO_OFFICERS_FROM = Amount.ofTenge(100);

  private static final ZoneId ZONE = ZoneId.of("Asia/Almaty");

  private static EmbeddedPostgres server;

  @TempDir private Path folder;
  private CoreFixture fixture;
  private IsoCoreBanking core;
  private PostgresConversions book;
  private Ledger ledger;
  private UnaryOperator<CoreReport> statement;

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
    var database = new VaultDatabase(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
    try (var connection = database.openByKey("test");
        var statement = connection.createStatement()) {
      statement.execute("drop schema if exists conversion cascade");
    }
    book = PostgresConversions.open(database);
    fixture = new CoreFixture(folder);
    core = fixture.adapter();
    ledger = new Ledger();
    statement = UnaryOperator.identity();
  }

  @AfterEach
  void stop() {
    core.close();
    book.close();
    fixture.close();
  }

  /// The central bank's process from its start on, until it crosses its ports so often.
  private Conversions started(int crossings) {
    var tripwire = new Tripwire(crossings);
    var place =
        new ConversionPlace(
            tripwire.on(NbrkCoreBanking.class, new Statements(core, statement)),
            tripwire.on(MoneySupply.class, ledger),
            tripwire.on(Custody.class, ledger),
            new Approvals(
                Set.of("Aliya", "Berik"),
                amount -> amount.compareTo(TWO_OFFICERS_FROM) < 0 ? 1 : 2),
            _ -> Optional.of(STOCK));
    return new Conversions(tripwire.on(ConversionBook.class, book), place, fixture.now::get);
  }

  private Conversions started() {
    return started(Integer.MAX_VALUE);
  }

  private static ConversionRequest request(Kind kind, NodeId bank, String name, long tenge) {
    return new ConversionRequest(new ConversionId(bank, name), kind, STOCK, Amount.ofTenge(tenge));
  }

  private static ConversionRequest issue(String name, long tenge) {
    return request(Kind.ISSUANCE, HALYK, name, tenge);
  }

  private void booksAgree() {
    assertThat(fixture.core().balance(LIABILITY)).contains(ledger.circulating());
    assertThat(ledger.inCustody()).isEqualTo(Amount.ZERO);
  }

  /// A way that a conversion can go.
  ///
  /// @param closed whether the bank's correspondent account is
  record Way(Kind kind, NodeId bank, boolean closed, Stage end) {}

  static Stream<Way> ways() {
    return Stream.of(
        new Way(Kind.ISSUANCE, HALYK, false, Stage.ISSUED),
        // Kazpost has nothing on its correspondent account.
        new Way(Kind.ISSUANCE, KAZPOST, false, Stage.REFUSED),
        new Way(Kind.REDEMPTION, HALYK, false, Stage.REDEEMED),
        new Way(Kind.REDEMPTION, KAZPOST, true, Stage.RETURNED));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whoeverIsKilledAtAnyStepGoesOnToTheSameEnd(Way way) {
    endsWith(started(), issue("float", 99), Stage.ISSUED);
    if (way.closed()) {
      fixture.core().close(KAZPOSTS);
    }
    Amount before = ledger.circulating();
    int kills = 0;
    while (killed(request(way.kind(), way.bank(), "kill-" + kills, 1), kills)) {
      if (kills % 4 == 0) {
        fixture.restart();
      }
      Conversions next = started();
      next.resume();
      endsWith(next, request(way.kind(), way.bank(), "kill-" + kills, 1), way.end());
      booksAgree();
      kills++;
    }

    booksAgree();
    long moved = Math.abs(ledger.circulating().tiyn() - before.tiyn());
    assertThat(kills).isGreaterThan(7);
    assertThat(moved).isEqualTo(moves(way) ? Amount.ofTenge(kills + 1).tiyn() : 0);
  }

  private static boolean moves(Way way) {
    return way.end() == Stage.ISSUED || way.end() == Stage.REDEEMED;
  }

  /// Whether it was killed on its way; the bank hands over first what it wants to redeem.
  private boolean killed(ConversionRequest request, int crossings) {
    switch (request.kind()) {
      case ISSUANCE -> {}
      case REDEMPTION -> ledger.handOver(request);
    }
    try {
      Conversions mortal = started(crossings);
      mortal.request(request);
      mortal.approve(request.id(), "Aliya");
      return false;
    } catch (Tripwire.Killed _) {
      return true;
    }
  }

  private static void endsWith(Conversions conversions, ConversionRequest request, Stage end) {
    conversions.request(request);
    Conversion last = conversions.approve(request.id(), "Aliya");
    assertThat(last.stage()).isEqualTo(end);
  }

  @Test
  void aLostAnswerIsAskedForAgainAndBookedOnce() {
    Conversions conversions = started();
    fixture.faults.loseNext(1);

    Conversion unknown = conversions.request(issue("A", 50));
    Conversion known = conversions.resume().getFirst();

    assertThat(unknown.stage()).isEqualTo(Stage.DEBIT_ORDERED);
    assertThat(unknown.note()).contains("CONNECTION_LOST");
    assertThat(known.stage()).isEqualTo(Stage.DEBITED);
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(950));
  }

  /// 1 000 are there: whoever's order is booked first is debited.
  @Test
  void aNewRequestWaitsBehindAnOlderOneOfTheSameBankWhoseEndIsUnknown() {
    Conversions conversions = started();
    fixture.stop();

    assertThat(conversions.request(issue("A", 700)).stage()).isEqualTo(Stage.DEBIT_ORDERED);
    Conversion behind = conversions.request(issue("B", 700));
    assertThat(behind.stage()).isEqualTo(Stage.DEBIT_ORDERED);
    assertThat(behind.note()).contains("behind A");

    fixture.restart();
    // B's question settles A first, and an early yes does not let B overtake.
    Conversions next = started();
    assertThat(next.approve(behind.id(), "Aliya").stage()).isEqualTo(Stage.REFUSED);
    assertThat(next.find(new ConversionId(HALYK, "A")).orElseThrow().stage())
        .isEqualTo(Stage.DEBITED);
  }

  @Test
  void nobodyWaitsBehindAnotherBanksUnknownOrder() {
    Conversions conversions = started();
    fixture.faults.loseNext(1);

    conversions.request(issue("A", 50));
    Conversion other = conversions.request(request(Kind.ISSUANCE, KAZPOST, "B", 50));

    assertThat(other.stage()).isEqualTo(Stage.REFUSED);
    assertThat(conversions.find(new ConversionId(HALYK, "A")).orElseThrow().stage())
        .isEqualTo(Stage.DEBIT_ORDERED);
  }

  @Test
  void whatWaitsForAnOlderOrderGoesOnWithIt() {
    Conversions conversions = started();
    fixture.stop();
    conversions.request(issue("A", 50));
    conversions.request(issue("B", 60));
    fixture.restart();
    fixture.faults.loseNext(1);

    // The first answer is lost: A is booked and unknown, and B is not sent.
    assertThat(conversions.resume())
        .extracting(Conversion::stage)
        .containsOnly(Stage.DEBIT_ORDERED);
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(950));

    assertThat(conversions.resume()).extracting(Conversion::stage).containsOnly(Stage.DEBITED);
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(890));
  }

  @Test
  void nothingIsIssuedBeforeEnoughOfficersSaidYes() {
    Conversions conversions = started();
    var id = new ConversionId(HALYK, "A");

    assertThat(conversions.request(issue("A", 100)).stage()).isEqualTo(Stage.DEBITED);
    assertThat(conversions.approve(id, "Aliya").stage()).isEqualTo(Stage.DEBITED);
    assertThat(conversions.approve(id, "Aliya").stage()).isEqualTo(Stage.DEBITED);
    assertThatThrownBy(() -> conversions.approve(id, "Chingiz"))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
    assertThat(ledger.circulating()).isEqualTo(Amount.ZERO);

    assertThat(conversions.approve(id, "Berik").stage()).isEqualTo(Stage.ISSUED);
    booksAgree();
  }

  @Test
  void oneIdIsOneConversion() {
    Conversions conversions = started();
    conversions.request(issue("A", 50));

    assertThat(conversions.request(issue("A", 50)).stage()).isEqualTo(Stage.DEBITED);
    assertThatThrownBy(() -> conversions.request(issue("A", 51)))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.PAYMENT_ID_REUSED));
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(950));
  }

  @Test
  void onlyTheBanksOwnAccountIsServed() {
    Conversions conversions = started();
    var elsewhere = AccountId.of("601", "DT00000000002");
    var request =
        new ConversionRequest(
            new ConversionId(HALYK, "A"), Kind.ISSUANCE, elsewhere, Amount.ofTenge(50));

    assertThatThrownBy(() -> conversions.request(request))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.UNKNOWN_ACCOUNT));
    assertThat(conversions.find(request.id())).isEmpty();
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(1_000));
  }

  @Test
  void aRedemptionWaitsForItsTokens() {
    Conversions conversions = started();
    endsWith(conversions, issue("A", 60), Stage.ISSUED);
    ConversionRequest redemption = request(Kind.REDEMPTION, HALYK, "B", 60);

    assertThat(conversions.request(redemption).stage()).isEqualTo(Stage.TOKENS_AWAITED);
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(940));

    ledger.handOver(redemption);
    assertThat(conversions.resume())
        .singleElement()
        .satisfies(end -> assertThat(end.stage()).isEqualTo(Stage.REDEEMED));
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(1_000));
    booksAgree();
  }

  @Test
  void outsideTheDayRequestsQueueAndAreToldTheirPlace() {
    Instant opening = Instant.parse("2026-12-01T04:00:00Z");
    fixture.now.set(OPEN.plusSeconds(8 * 3_600));
    Conversions conversions = started();

    for (String name : new String[] {"A", "B", "C"}) {
      assertThat(conversions.request(issue(name, 400)).stage()).isEqualTo(Stage.WAITS_FOR_DAY);
    }
    assertThat(conversions.place(new ConversionId(HALYK, "B")))
        .contains(new Conversions.Place(2, opening));

    fixture.now.set(opening.minusSeconds(1));
    assertThat(started().resume()).allMatch(each -> each.stage() == Stage.WAITS_FOR_DAY);

    // Whoever comes first after the opening does not overtake; 1 000 are there for two of 400.
    fixture.now.set(opening);
    Conversions next = started();
    assertThat(next.request(issue("D", 400)).stage()).isEqualTo(Stage.REFUSED);
    assertThat(next.find(new ConversionId(HALYK, "A")).orElseThrow().stage())
        .isEqualTo(Stage.DEBITED);
    assertThat(next.find(new ConversionId(HALYK, "C")).orElseThrow().stage())
        .isEqualTo(Stage.REFUSED);
    assertThat(next.place(new ConversionId(HALYK, "B"))).isEmpty();
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

  private static CoreReport with(CoreReport report, List<CoreReport.Entry> entries) {
    return new CoreReport(report.day(), report.balances(), entries);
  }

  private static List<CoreReport.Entry> twice(List<CoreReport.Entry> entries) {
    var both = new ArrayList<>(entries);
    both.addAll(entries);
    return both;
  }

  private static Arguments when(
      String what, Consumer<ConversionsTest> happens, Reconciliation.Kind... breaks) {
    return Arguments.of(Named.of(what, happens), List.of(breaks));
  }

  static Stream<Arguments> breaks() {
    ConversionRequest issue = issue("B", 6);
    ConversionRequest redemption = request(Kind.REDEMPTION, HALYK, "B", 6);
    String id = issue.id().orderId();
    return Stream.of(
        when("nothing happens", _ -> {}),
        when("a conversion ends", test -> endsWith(test.started(), issue, Stage.ISSUED)),
        when(
            "a conversion is refused",
            test -> test.started().request(request(Kind.ISSUANCE, KAZPOST, "B", 6))),
        when(
            "an order is nobody's",
            test -> test.core.settle(new CoreOrder("X", Direction.DEBIT, HALYK, issue.amount())),
            Reconciliation.Kind.NOT_ORDERED,
            Reconciliation.Kind.TOTAL),
        when(
            "an order had another amount",
            test -> {
              test.core.settle(new CoreOrder(id, Direction.DEBIT, HALYK, Amount.ofTenge(5)));
              test.started().request(issue);
            },
            Reconciliation.Kind.OTHER_CONTENT,
            Reconciliation.Kind.TOTAL),
        when(
            "a credit came before its tokens",
            test -> {
              test.started().request(redemption);
              test.core.settle(new CoreOrder(id, Direction.CREDIT, HALYK, issue.amount()));
            },
            Reconciliation.Kind.BOOKED_OUT_OF_TURN,
            Reconciliation.Kind.TOTAL),
        when(
            "the statement lacks an entry",
            test -> test.statement = report -> with(report, List.of()),
            Reconciliation.Kind.NOT_BOOKED),
        when(
            "the statement has an entry twice",
            test -> test.statement = report -> with(report, twice(report.entries())),
            Reconciliation.Kind.BOOKED_TWICE),
        when(
            "money was made without a debit",
            test ->
                test.ledger.issue(
                    new IssuanceOrder(HALYK, STOCK, Amount.ofTenge(1), "nobody's word")),
            Reconciliation.Kind.TOTAL));
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void whatDoesNotAgreeIsNamed(
      Consumer<ConversionsTest> happens, List<Reconciliation.Kind> breaks) {
    endsWith(started(), issue("A", 50), Stage.ISSUED);
    happens.accept(this);

    Reconciliation found = started().reconcile(ZONE);

    assertThat(found.breaks())
        .extracting(Reconciliation.Break::kind)
        .containsExactlyInAnyOrderElementsOf(breaks);
    assertThat(found.isClean()).isEqualTo(breaks.isEmpty());
  }

  @Test
  void whatHasMovedOnOneSideOnlyIsInFlightAndAges() {
    Conversions conversions = started();
    endsWith(conversions, issue("A", 50), Stage.ISSUED);
    conversions.request(issue("B", 100));
    fixture.faults.loseNext(1);
    conversions.request(issue("C", 7));
    fixture.now.set(OPEN.plus(Duration.ofDays(2)));

    Reconciliation found = conversions.reconcile(ZONE);

    assertThat(found.isClean()).isTrue();
    assertThat(found.liability()).isEqualTo(Amount.ofTenge(157));
    assertThat(found.circulating()).isEqualTo(Amount.ofTenge(50));
    assertThat(found.inFlight())
        .extracting(each -> each.conversion().id().name())
        .containsExactly("B", "C");
    assertThat(found.inFlight()).allMatch(each -> each.since().equals(OPEN));
  }

  @Test
  void aBreakIsAsOldAsItsEntry() {
    core.settle(new CoreOrder("X", Direction.DEBIT, HALYK, Amount.ofTenge(1)));
    Conversions conversions = started();
    conversions.request(issue("A", 50));
    Instant later = OPEN.plus(Duration.ofDays(3));
    fixture.now.set(later);

    assertThat(conversions.reconcile(ZONE).breaks().getFirst().age(later))
        .isEqualTo(Duration.ofDays(3));
  }
}
