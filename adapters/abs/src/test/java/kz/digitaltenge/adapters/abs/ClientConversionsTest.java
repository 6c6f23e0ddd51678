package kz.digitaltenge.adapters.abs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.digitaltenge.adapters.abs.emulator.CoreServer;
import kz.digitaltenge.adapters.abs.emulator.EmulatedCore;
import kz.digitaltenge.adapters.abs.emulator.Faults;
import kz.digitaltenge.adapters.abs.emulator.OperatingHours;
import kz.digitaltenge.adapters.abs.message.CborCodec;
import kz.digitaltenge.adapters.abs.message.IsoMessage.Party;
import kz.digitaltenge.adapters.abs.wire.Caller;
import kz.digitaltenge.adapters.abs.wire.TlsSockets;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ClientReconciliationLine;
import kz.digitaltenge.api.operator.ReconciliationLine;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.conversion.ClientConversion;
import kz.digitaltenge.node.conversion.ClientConversion.Direction;
import kz.digitaltenge.node.conversion.ClientConversion.Request;
import kz.digitaltenge.node.conversion.ClientConversion.Stage;
import kz.digitaltenge.node.conversion.ClientConversionBook;
import kz.digitaltenge.node.conversion.ClientConversionDesk;
import kz.digitaltenge.node.conversion.ClientConversions;
import kz.digitaltenge.node.conversion.ClientCoreBanking;
import kz.digitaltenge.node.conversion.PostgresClientConversions;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.VaultDatabase;
import kz.digitaltenge.trust.CertificateRequest;
import kz.digitaltenge.trust.NetworkAuthority;
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

/// Customers' conversions against a bank's emulated core banking system and a real database.
class ClientConversionsTest {
  private static final NodeId HALYK = new NodeId("HSBKKZKX");
  private static final Asset KZT = new Asset(new NodeId("NBRKKZKX"), "KZT");
  private static final AccountId STOCK = AccountId.of("601", "DT00000000001");
  private static final AccountId AIGUL = AccountId.of("601", "DT00000000002");
  private static final AccountId AIGULS_MONEY = AccountId.of("601", "CUSTOMER00001");
  private static final AccountId EMPTY = AccountId.of("601", "CUSTOMER00002");
  private static final AccountId CLOSED = AccountId.of("601", "CUSTOMER00003");
  private static final Party CONVERSIONS = new Party(HALYK, AccountId.of("601", "CONVERSION001"));
  private static final Amount FUNDS = Amount.ofTenge(1_000);
  private static final ZoneId ZONE = ZoneId.of("Asia/Almaty");
  private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final List<LocalDate> read = new ArrayList<>();
  private static final String NAME = "core-banking-HSBKKZKX";

  private static EmbeddedPostgres server;

  private final BankLedger ledger = new BankLedger();
  private final Faults faults = new Faults();
  private EmulatedCore system;
  private CoreServer port;
  private BankCoreBanking core;
  private PostgresClientConversions book;
  private PostgresOutbox outbox;
  private UnaryOperator<List<ClientCoreBanking.Entry>> entries = UnaryOperator.identity();

  @BeforeAll
  static void startServer() throws IOException {
    server = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    var database = new VaultDatabase(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
    try (var connection = database.openByKey("test");
        var statement = connection.createStatement()) {
      statement.execute("drop schema if exists client_conversion cascade");
    }
    outbox = PostgresOutbox.open(database);
    outbox.told(Long.MAX_VALUE);
    book = PostgresClientConversions.open(database, outbox, KZT.code());
    var authority =
        NetworkAuthority.create(
            folder.resolve("authority"),
            "Test network",
            Entropy.from(new SecureRandom()),
            InstantSource.system());
    system =
        new EmulatedCore(
            folder.resolve("core"),
            CONVERSIONS,
            OperatingHours.aroundTheClock(ZONE),
            faults,
            new CborCodec(),
            now::get);
    system.open(CONVERSIONS, FUNDS);
    system.open(new Party(HALYK, AIGULS_MONEY), FUNDS);
    system.open(new Party(HALYK, EMPTY));
    system.open(new Party(HALYK, CLOSED), FUNDS);
    system.close(CLOSED);
    port =
        CoreServer.start(
            system,
            faults,
            Set.of(HALYK.value()),
            new TlsSockets(
                authority.issue(
                    new CertificateRequest(PeerIdentity.Kind.CORE_BANKING, NAME, List.of()))),
            new Endpoint("127.0.0.1", 0));
    core =
        new BankCoreBanking(
            CONVERSIONS,
            new Caller(
                new TlsSockets(authority.issue(CertificateRequest.node(HALYK.value()))),
                new Caller.Place(port.endpoint(), NAME, Duration.ofSeconds(20))),
            now::get);
    ledger.give(STOCK, FUNDS);
    ledger.give(AIGUL, FUNDS);
  }

  @AfterEach
  void stop() {
    core.close();
    book.close();
    outbox.close();
    port.close();
    system.close();
  }

  /// The bank's node from its start on, until it crosses its ports so often.
  private ClientConversions started(int crossings) {
    var tripwire = new Tripwire(crossings);
    var place =
        new ClientConversions.Place(
            tripwire.on(ClientCoreBanking.class, core),
            tripwire.on(PaymentService.class, ledger),
            STOCK,
            Holding.of(KZT),
            AIGUL::equals);
    return new ClientConversions(tripwire.on(ClientConversionBook.class, book), place, now::get);
  }

  private ClientConversions started() {
    return started(Integer.MAX_VALUE);
  }

  private ClientReconciliationLine reconciled() {
    return desk().reconcile();
  }

  private ClientConversionDesk desk() {
    var changed =
        new ClientCoreBanking() {
          @Override
          public Answer settle(Order order) {
            return core.settle(order);
          }

          @Override
          public List<Entry> entries(LocalDate day) {
            read.add(day);
            return entries.apply(core.entries(day));
          }
        };
    return new ClientConversionDesk(
        started(),
        changed,
        () -> {
          throw new AssertionError("nothing is typed here");
        },
        new ClientConversionDesk.Days("Halyk", ZONE, now::get));
  }

  private static Request request(String name, Direction direction, AccountId money, long tenge) {
    return new Request(name, direction, AIGUL, money, Amount.ofTenge(tenge));
  }

  private static Request in(String name) {
    return request(name, Direction.IN, AIGULS_MONEY, 10);
  }

  private static Request out(String name) {
    return request(name, Direction.OUT, AIGULS_MONEY, 10);
  }

  private static long change(Amount now) {
    return now.tiyn() - FUNDS.tiyn();
  }

  /// A way that a conversion can go.
  record Way(Direction direction, AccountId money, long tenge, Stage end) {}

  static Stream<Way> ways() {
    return Stream.of(
        new Way(Direction.IN, AIGULS_MONEY, 1, Stage.CONVERTED),
        new Way(Direction.IN, EMPTY, 1, Stage.REFUSED),
        new Way(Direction.OUT, AIGULS_MONEY, 1, Stage.CONVERTED),
        new Way(Direction.OUT, AIGULS_MONEY, 1_000_000, Stage.REFUSED),
        new Way(Direction.OUT, CLOSED, 1, Stage.RETURNED));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whoeverIsKilledAtAnyStepGoesOnToTheSameEnd(Way way) {
    int kills = 0;
    while (killed(request("kill-" + kills, way), kills)) {
      started().resume();
      assertThat(started().request(request("kill-" + kills, way)).stage()).isEqualTo(way.end());
      assertThat(reconciled().breaks()).isEmpty();
      kills++;
    }

    assertThat(kills).isGreaterThan(5);
    movedExactly(way, kills + 1);
    toldOnce(way, kills + 1);
  }

  /// Each end is told once on the customer's account, in its order.
  private void toldOnce(Way way, int conversions) {
    String kind =
        switch (way.end()) {
          case CONVERTED -> "CONVERSION_DONE";
          case REFUSED -> "CONVERSION_FAILED";
          default -> "CONVERSION_GIVEN_BACK";
        };
    assertThat(outbox.waiting(1_000))
        .extracting(
            each ->
                "%s %s %s %s %s"
                    .formatted(
                        each.happening().kind(),
                        each.happening().account(),
                        each.happening().subject(),
                        each.happening().sum().orElseThrow().amount(),
                        each.happening().detail().orElseThrow()))
        .isEqualTo(
            IntStream.range(0, conversions)
                .mapToObj(
                    i ->
                        "%s %s kill-%d %s %s"
                            .formatted(
                                kind, AIGUL, i, Amount.ofTenge(way.tenge()), way.direction()))
                .toList());
  }

  /// With a stock of nothing, what was debited is credited back.
  @Test
  void whoeverIsKilledWhileGivingBackGivesBackOnce() {
    var way = new Way(Direction.IN, AIGULS_MONEY, 1, Stage.RETURNED);
    int kills = 0;
    while (true) {
      Request request = request("kill-" + kills, way);
      noTokens();
      if (!killed(request, kills)) {
        break;
      }
      noTokens();
      started().resume();
      assertThat(started().request(request).stage()).isEqualTo(Stage.RETURNED);
      assertThat(system.balance(AIGULS_MONEY)).contains(FUNDS);
      assertThat(reconciled().breaks()).isEmpty();
      kills++;
    }
    assertThat(kills).isGreaterThan(9);
    movedExactly(way, kills + 1);
    toldOnce(way, kills + 1);
  }

  private void noTokens() {
    ledger.failNext(Problem.of(ErrorCode.BANK_BLOCKED, "bank", "Halyk"));
  }

  private static Request request(String name, Way way) {
    return request(name, way.direction(), way.money(), way.tenge());
  }

  private boolean killed(Request request, int crossings) {
    try {
      started(crossings).request(request);
      return false;
    } catch (Tripwire.Killed _) {
      return true;
    }
  }

  /// Tokens and money have moved as often as there were conversions, or not at all.
  private void movedExactly(Way way, int conversions) {
    long moved =
        way.end() == Stage.CONVERTED ? Amount.ofTenge(way.tenge()).tiyn() * conversions : 0;
    long into = way.direction() == Direction.IN ? moved : -moved;
    assertThat(change(ledger.balance(AIGUL))).isEqualTo(into);
    assertThat(change(ledger.balance(STOCK))).isEqualTo(-into);
    assertThat(change(system.balance(AIGULS_MONEY).orElseThrow())).isEqualTo(-into);
    assertThat(change(system.balance(CONVERSIONS.account()).orElseThrow())).isEqualTo(into);
  }

  @Test
  void bothReferencesAreTold() {
    ClientConversion done = started().request(in("A"));

    assertThat(done.stage()).isEqualTo(Stage.CONVERTED);
    assertThat(done.coreReference().orElseThrow()).hasSize(64);
    assertThat(done.transaction().orElseThrow()).hasSize(64);
    assertThat(started().request(in("A"))).isEqualTo(done);
  }

  /// Before, the first reference hid the second.
  @Test
  void whatWasGivenBackIsToldBesideWhatWasTaken() {
    noTokens();
    ClientConversion money = started().request(in("A"));
    assertThat(money.stage()).isEqualTo(Stage.RETURNED);
    assertThat(money.coreReference().orElseThrow()).hasSize(64);
    assertThat(money.backReference().orElseThrow())
        .hasSize(64)
        .isNotEqualTo(money.coreReference().orElseThrow());
    assertThat(money.transaction()).isEmpty();
    assertThat(money.backTransaction()).isEmpty();

    ClientConversion tokens = started().request(request("B", Direction.OUT, CLOSED, 10));
    assertThat(tokens.stage()).isEqualTo(Stage.RETURNED);
    assertThat(tokens.transaction().orElseThrow()).hasSize(64);
    assertThat(tokens.backTransaction().orElseThrow())
        .hasSize(64)
        .isNotEqualTo(tokens.transaction().orElseThrow());
    assertThat(tokens.coreReference()).isEmpty();
    assertThat(tokens.backReference()).isEmpty();
    assertThat(started().find("B")).contains(tokens);
  }

  @Test
  void aLostAnswerIsAskedForAgainAndNothingIsUndoneMeanwhile() {
    faults.loseNext(1);

    assertThat(started().request(in("A")).stage()).isEqualTo(Stage.DEBIT_ORDERED);
    assertThat(reconciled().inFlight())
        .extracting(ReconciliationLine.Item::kind)
        .containsExactly("DEBIT_ORDERED");
    assertThat(started().resume())
        .singleElement()
        .satisfies(
            done -> {
              assertThat(done.stage()).isEqualTo(Stage.CONVERTED);
              assertThat(done.note()).isEmpty();
            });
    assertThat(system.balance(AIGULS_MONEY)).contains(Amount.ofTenge(990));
  }

  @Test
  void whatIsOnlyBusyIsTriedAgainAndNotGivenBack() {
    ledger.failNext(Problem.of(ErrorCode.OVERLOADED, "queue", "Payments", "limit", 512));

    assertThat(started().request(in("A")).stage()).isEqualTo(Stage.DEBITED);
    assertThat(started().request(in("A")).stage()).isEqualTo(Stage.CONVERTED);
  }

  @Test
  void tokensThatCannotBeGivenBackStayOwed() {
    Request request = request("A", Direction.OUT, CLOSED, 10);
    faults.loseNext(1);
    assertThat(started().request(request).stage()).isEqualTo(Stage.TOKENS_TAKEN);
    noTokens();

    assertThat(started().request(request).stage()).isEqualTo(Stage.TOKENS_BACK_OWED);
    assertThat(started().request(request).stage()).isEqualTo(Stage.RETURNED);
    assertThat(ledger.balance(AIGUL)).isEqualTo(FUNDS);
  }

  @Test
  void oneNameIsOneConversionOfACustomer() {
    started().request(in("A"));

    assertRefused(ErrorCode.PAYMENT_ID_REUSED, out("A"));
    assertRefused(
        ErrorCode.UNKNOWN_ACCOUNT,
        new Request("B", Direction.IN, STOCK, AIGULS_MONEY, Amount.ofTenge(1)));
    assertRefused(
        ErrorCode.UNKNOWN_ACCOUNT,
        new Request(
            "C",
            Direction.IN,
            AccountId.of("563", "DT00000000002"),
            AIGULS_MONEY,
            Amount.ofTenge(1)));
    assertThat(book.all()).hasSize(1);
  }

  private void assertRefused(ErrorCode code, Request request) {
    assertThatThrownBy(() -> started().request(request))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static Arguments when(
      String what, Consumer<ClientConversionsTest> happens, String... breaks) {
    return Arguments.of(Named.of(what, happens), List.of(breaks));
  }

  static Stream<Arguments> breaks() {
    return Stream.of(
        when("nothing happens", _ -> {}),
        when("money goes out again", test -> test.started().request(out("B"))),
        when(
            "an order is nobody's",
            test ->
                test.core.settle(
                    new ClientCoreBanking.Order(
                        "X", ClientCoreBanking.Direction.DEBIT, AIGULS_MONEY, Amount.ofTenge(1))),
            "NOT_ORDERED",
            "TOTAL"),
        when(
            "the books lack an entry",
            test -> test.entries = _ -> List.of(),
            "NOT_BOOKED",
            "TOTAL"),
        when(
            "the books have an entry twice",
            test -> test.entries = ClientConversionsTest::twice,
            "BOOKED_TWICE",
            "TOTAL"),
        when(
            "an entry is of another amount",
            test -> test.entries = ClientConversionsTest::more,
            "OTHER_CONTENT",
            "TOTAL"));
  }

  private static List<ClientCoreBanking.Entry> twice(List<ClientCoreBanking.Entry> entries) {
    var both = new ArrayList<>(entries);
    both.addAll(entries);
    return both;
  }

  private static List<ClientCoreBanking.Entry> more(List<ClientCoreBanking.Entry> entries) {
    return entries.stream()
        .map(
            each ->
                new ClientCoreBanking.Entry(
                    each.order(), each.direction(), Amount.ofTenge(11), each.bookedAt()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void whatDoesNotAgreeIsNamed(Consumer<ClientConversionsTest> happens, List<String> breaks) {
    started().request(in("A"));
    happens.accept(this);

    assertThat(reconciled().breaks())
        .extracting(ReconciliationLine.Item::kind)
        .containsExactlyInAnyOrderElementsOf(breaks);
  }

  @Test
  void whatAgreedIsReadAgainOnAnotherDayOnly() {
    started().request(in("old"));
    now.set(NOW.plus(Duration.ofDays(20)));
    started().request(in("new"));
    ClientConversionDesk desk = desk();
    ClientReconciliationLine whole = desk.reconcile();
    assertThat(whole.breaks()).isEmpty();
    assertThat(read).hasSize(21);

    read.clear();
    assertThat(desk.reconcile()).isEqualTo(whole);
    assertThat(read).hasSizeLessThan(4);
    core.settle(
        new ClientCoreBanking.Order(
            "X", ClientCoreBanking.Direction.DEBIT, AIGULS_MONEY, Amount.ofTenge(1)));
    assertThat(desk.reconcile().breaks())
        .extracting(ReconciliationLine.Item::kind)
        .containsExactlyInAnyOrder("NOT_ORDERED", "TOTAL");

    now.set(NOW.plus(Duration.ofDays(21)));
    read.clear();
    desk.reconcile();
    assertThat(read).hasSize(22);
  }

  @Test
  void sumsThatDifferAgeFromWhenTheyWereFirstSeenTo() {
    started().request(in("A"));
    entries = ClientConversionsTest::twice;
    assertThat(totalOff()).isEqualTo(NOW);
    now.set(NOW.plus(Duration.ofHours(1)));
    assertThat(totalOff()).isEqualTo(NOW);
    entries = UnaryOperator.identity();
    assertThat(reconciled().breaks()).isEmpty();
    entries = ClientConversionsTest::twice;
    assertThat(totalOff()).isEqualTo(NOW.plus(Duration.ofHours(1)));
  }

  private Instant totalOff() {
    return reconciled().breaks().stream()
        .filter(each -> each.kind().equals("TOTAL"))
        .map(ReconciliationLine.Item::since)
        .findFirst()
        .orElseThrow();
  }
}
