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
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
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
import kz.digitaltenge.centralbank.conversion.Custody;
import kz.digitaltenge.centralbank.conversion.NbrkCoreBanking;
import kz.digitaltenge.centralbank.conversion.PostgresConversions;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Conversions against the emulated core banking system and a real database.
class ConversionsTest {
  private static final AccountId STOCK = AccountId.of("601", "DT00000000001");
  private static final Amount TWO_OFFICERS_FROM = Amount.ofTenge(100);

  private static EmbeddedPostgres server;
  private static int databases;

  @TempDir private Path folder;
  private CoreFixture fixture;
  private IsoCoreBanking core;
  private ConversionBook book;
  private Ledger ledger;

  @BeforeAll
  static void startServer() throws IOException {
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @BeforeEach
  void start() throws Exception {
    String name = "conversions" + databases++;
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    book = PostgresConversions.open(server.getDatabase("postgres", name));
    fixture = new CoreFixture(folder);
    core = fixture.adapter();
    ledger = new Ledger();
  }

  @AfterEach
  void stop() {
    core.close();
    fixture.close();
  }

  /// The central bank's process from its start on, until it crosses its ports so often.
  private Conversions started(int crossings) {
    var tripwire = new Tripwire(crossings);
    var place =
        new ConversionPlace(
            tripwire.on(NbrkCoreBanking.class, core),
            tripwire.on(MoneySupply.class, ledger),
            tripwire.on(Custody.class, ledger),
            new Approvals(
                Set.of("Aliya", "Berik"),
                amount -> amount.compareTo(TWO_OFFICERS_FROM) < 0 ? 1 : 2));
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
      fixture.restart();
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
}
