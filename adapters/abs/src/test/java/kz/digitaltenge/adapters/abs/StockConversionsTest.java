package kz.digitaltenge.adapters.abs;

import static kz.digitaltenge.adapters.abs.CoreFixture.HALYK;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYKS;
import static kz.digitaltenge.adapters.abs.CoreFixture.LIABILITY;
import static kz.digitaltenge.adapters.abs.CoreFixture.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionLine.Kind;
import kz.digitaltenge.api.operator.ConversionOperations;
import kz.digitaltenge.api.operator.ReconciliationLine;
import kz.digitaltenge.api.operator.StockConversionFilter;
import kz.digitaltenge.api.operator.StockConversionLine;
import kz.digitaltenge.api.operator.StockConversionOrder;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.centralbank.conversion.Conversion;
import kz.digitaltenge.centralbank.conversion.ConversionId;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.SignedStockOrder;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.conversion.OrderSigning;
import kz.digitaltenge.node.conversion.PostgresStockConversions;
import kz.digitaltenge.node.conversion.StockConversion;
import kz.digitaltenge.node.conversion.StockConversion.Request;
import kz.digitaltenge.node.conversion.StockConversionBook;
import kz.digitaltenge.node.conversion.StockConversionDesk;
import kz.digitaltenge.node.conversion.StockConversions;
import kz.digitaltenge.node.conversion.StockEvents;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.vault.Holding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A bank's node and the central bank, each with its own memory, and the core banking system
/// between them (S03, S13).
class StockConversionsTest extends ConversionSetting {
  private static final AccountId REDEMPTIONS = AccountId.of("125", "DT00000000001");
  private static final PeerIdentity HALYKS_NODE =
      new PeerIdentity(HALYK.value(), PeerIdentity.Kind.NODE, Optional.empty(), Instant.MAX);

  private final BankLedger payments = new BankLedger();
  private PostgresOutbox outbox;
  private PostgresStockConversions bankBook;
  private Optional<Problem> away = Optional.empty();
  private Instant signedAt = OPEN;

  @BeforeEach
  void openBank() throws Exception {
    execute("drop schema if exists client_conversion cascade");
    execute("drop schema if exists event cascade");
    outbox = PostgresOutbox.open(database());
    bankBook =
        PostgresStockConversions.open(
            HALYK.value(),
            database(),
            new StockEvents(outbox, AccountId.of("601", "DT00000000001"), "KZT"));
  }

  @AfterEach
  void closeBank() {
    bankBook.close();
    outbox.close();
  }

  @Test
  void whatIsOrderedAndHowItEndsIsToldOnceHoweverOftenItIsKept() {
    var request = new Request(new PaymentId("told-1"), Kind.ISSUANCE, Amount.ofTenge(500));
    for (int i = 0; i < 2; i++) {
      bankBook.begin(request, Bytes.of(new byte[] {1}), OPEN);
    }
    Problem no = Problem.of(ErrorCode.CONVERSION_REFUSED, "conversion", "told-1", "reason", "no");
    bankBook.answered("told-1", no, false, OPEN);
    for (int i = 0; i < 2; i++) {
      bankBook.answered("told-1", no, true, OPEN);
    }

    assertThat(outbox.waiting(10))
        .extracting(each -> each.happening().kind() + " " + each.happening().subject())
        .containsExactly("STOCK_CONVERSION_ASKED told-1", "STOCK_CONVERSION_REFUSED told-1");
  }

  /// The central bank as the bank's node reaches it: it may be away.
  private final class CentralBank implements ConversionOperations {
    private ConversionOperations reached() {
      away.ifPresent(
          problem -> {
            throw problem.exception();
          });
      return desk().of(HALYKS_NODE);
    }

    @Override
    public ConversionLine convert(Bytes signedOrder) {
      return reached().convert(signedOrder);
    }

    @Override
    public ConversionLine cancel(Bytes signedOrder) {
      return reached().cancel(signedOrder);
    }

    @Override
    public ConversionLine approve(String bank, String name, OfficerApproval approval) {
      throw new AssertionError("a bank approves nothing");
    }

    @Override
    public ConversionLine refuse(String bank, String name, String reason) {
      throw new AssertionError("a bank refuses nothing");
    }

    @Override
    public ConversionLine retry(String bank, String name) {
      throw new AssertionError("a bank hastens nothing");
    }

    @Override
    public ConversionLine conversion(String bank, String name) {
      return reached().conversion(bank, name);
    }

    @Override
    public List<ConversionLine> open() {
      return reached().open();
    }

    @Override
    public ReconciliationLine reconcile() {
      throw new AssertionError("a bank reconciles its own");
    }
  }

  /// The bank's payments; what comes to the redemption account is seen by the central bank.
  private final class Stock implements PaymentService {
    @Override
    public PaymentResult pay(PaymentOrder order) {
      PaymentResult result = payments.pay(order);
      if (result instanceof PaymentResult.Final) {
        ledger.handOver(order.id(), order.amount());
      }
      return result;
    }

    @Override
    public Optional<PaymentResult> outcome(PaymentOrder order) {
      return payments.outcome(order);
    }
  }

  private StockConversions bank(int crossings) {
    var tripwire = new Tripwire(crossings);
    return new StockConversions(
        tripwire.on(StockConversionBook.class, bankBook),
        new StockConversions.Place(
            tripwire.on(ConversionOperations.class, new CentralBank()),
            new OrderSigning(
                HALYK, BankOrders.key(HALYK), () -> BankOrders.NETWORK, () -> signedAt),
            tripwire.on(PaymentService.class, new Stock()),
            STOCK,
            REDEMPTIONS,
            Holding.of(TestNetwork.KZT),
            () -> payments.balance(STOCK)),
        fixture.now::get);
  }

  private StockConversions bank() {
    return bank(Integer.MAX_VALUE);
  }

  private static Request request(Kind kind, String name, long tenge) {
    return new Request(new PaymentId(name), kind, Amount.ofTenge(tenge));
  }

  private static Request in(String name, long tenge) {
    return request(Kind.ISSUANCE, name, tenge);
  }

  private static Request out(String name, long tenge) {
    return request(Kind.REDEMPTION, name, tenge);
  }

  private void approve(String name) {
    var _ = TestOfficers.approve(started(), new ConversionId(HALYK, name), "Aliya");
  }

  private void give(long tenge) {
    endsWith(started(), issue("float-" + tenge, tenge), Conversion.Stage.ISSUED);
    payments.give(STOCK, Amount.ofTenge(tenge));
  }

  private String stage(String name) {
    return bankBook.find(name).orElseThrow().told().stage();
  }

  @ParameterizedTest
  @EnumSource
  void aNodeThatIsKilledAtAnyStepGoesOnToTheSameEnd(Kind kind) {
    give(90);
    int kills = 0;
    boolean killed = true;
    while (killed) {
      Request request = request(kind, "kill-" + kills, 1);
      killed = isKilled(request, kills);
      // It starts again, and so does the program that has no answer.
      bank().resume();
      bank().order(request);
      if (kind == Kind.ISSUANCE) {
        approve("kill-" + kills);
      }
      started().resume();
      bank().resume();
      assertThat(stage("kill-" + kills)).isEqualTo(kind == Kind.ISSUANCE ? "ISSUED" : "REDEEMED");
      kills++;
    }

    assertThat(kills).isGreaterThan(6);
    long moved = kind == Kind.ISSUANCE ? -kills : kills;
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(910 + moved));
    assertThat(fixture.core().balance(LIABILITY)).contains(ledger.circulating());
    assertThat(ledger.inCustody()).isEqualTo(Amount.ZERO);
  }

  private boolean isKilled(Request request, int crossings) {
    try {
      bank(crossings).order(request);
      return false;
    } catch (Tripwire.Killed _) {
      return true;
    }
  }

  @Test
  void aNodeThatIsKilledWhileItTakesBackDoesSoInTheEnd() {
    int kills = 0;
    boolean killed = true;
    while (killed) {
      String name = "kill-" + kills;
      bank().order(in(name, 1));
      try {
        bank(kills).cancel(name, HALYK.value());
        killed = false;
      } catch (Tripwire.Killed _) {
        killed = true;
      }
      bank().cancel(name, HALYK.value());
      bank().resume();
      assertThat(stage(name)).isEqualTo("RETURNED");
      kills++;
    }

    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(1_000));
  }

  @Test
  void whileTheCentralBankIsAwayAnOrderIsKeptAndGoesOnByItself() {
    away =
        Optional.of(Problem.of(ErrorCode.PEER_UNAVAILABLE, "peer", "NBRKKZKX", "reason", "away"));
    StockConversion kept = bank().order(in("A", 50));
    assertThat(kept.told().stage()).isEqualTo(StockConversionLine.QUEUED);
    assertThat(kept.problem()).map(Problem::code).contains(ErrorCode.PEER_UNAVAILABLE);
    bank().resume();
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(1_000));

    away = Optional.empty();
    bank().resume();
    assertThat(stage("A")).isEqualTo("DEBITED");
    approve("A");
    bank().resume();
    assertThat(bankBook.find("A").orElseThrow().told())
        .satisfies(line -> assertThat(line.stage()).isEqualTo("ISSUED"))
        .satisfies(line -> assertThat(line.confirmation()).isPresent())
        .satisfies(line -> assertThat(line.transaction()).isPresent());
  }

  @Test
  void anOrderThatWaitedTooLongIsSignedAnew() {
    away =
        Optional.of(Problem.of(ErrorCode.PEER_UNAVAILABLE, "peer", "NBRKKZKX", "reason", "away"));
    signedAt = OPEN.minus(Duration.ofDays(2));
    bank().order(in("A", 50));
    away = Optional.empty();
    signedAt = OPEN;

    bank().resume();

    assertThat(stage("A")).isEqualTo("DEBITED");
    Bytes sent = bankBook.find("A").orElseThrow().signedOrder().orElseThrow();
    assertThat(SignedStockOrder.decode(sent.toArray()).order().at()).isEqualTo(OPEN);
    assertThat(started().find(new ConversionId(HALYK, "A")).orElseThrow().signedOrder())
        .contains(sent);
  }

  @Test
  void whatIsTakenBackWhileTheCentralBankIsAwayIsNeverCarriedOut() {
    away =
        Optional.of(Problem.of(ErrorCode.PEER_UNAVAILABLE, "peer", "NBRKKZKX", "reason", "away"));
    bank().order(in("A", 50));
    assertThat(bank().cancel("A", HALYK.value()).isCancelled()).isTrue();
    away = Optional.empty();

    bank().resume();

    assertThat(stage("A")).isEqualTo("REFUSED");
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(1_000));
  }

  @Test
  void oneNameIsOneOrderAndWhatIsDoneIsNotTakenBack() {
    bank().order(in("A", 50));
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> bank().order(in("A", 51)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYMENT_ID_REUSED));
    approve("A");
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> bank().cancel("A", HALYK.value()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONVERSION_NOT_CANCELLED));
    assertThat(stage("A")).isEqualTo("ISSUED");
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> bank().cancel("B", HALYK.value()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_CONVERSION));
  }

  @Test
  void whatTheStockDoesNotHaveIsNotRedeemed() {
    give(50);
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> bank().order(out("A", 51)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INSUFFICIENT_BALANCE));
    assertThat(bankBook.find("A")).isEmpty();

    // It had it when it was asked for, and another payment was quicker.
    payments.failNext(Problem.of(ErrorCode.INSUFFICIENT_BALANCE));
    StockConversion refused = bank().order(out("B", 50));
    assertThat(refused.told().stage()).isEqualTo("REFUSED");
    assertThat(refused.problem()).map(Problem::code).contains(ErrorCode.INSUFFICIENT_BALANCE);
    assertThat(payments.balance(STOCK)).isEqualTo(Amount.ofTenge(50));
  }

  @Test
  void whatTheCentralBankRefusesForGoodEndsWithItsReason() {
    Conversions conversions = started();
    var _ = conversions.request(BankOrders.signed(issue("A", 7)));

    StockConversion refused = bank().order(in("A", 8));

    assertThat(refused.told().stage()).isEqualTo("REFUSED");
    assertThat(refused.problem()).map(Problem::code).contains(ErrorCode.PAYMENT_ID_REUSED);
  }

  @Test
  void whatAnEarlierBuildHadOpenIsFollowedAndNothingIsHandedOverForIt() {
    give(50);
    var _ =
        started()
            .request(BankOrders.signed(request(Conversion.Kind.REDEMPTION, HALYK, "stock-1", 20)));

    StockConversions bank = bank();
    assertThat(bank.hasOpen("stock-")).isTrue();
    bank.resume();

    assertThat(stage("stock-1")).isEqualTo("TOKENS_AWAITED");
    assertThat(bankBook.find("stock-1").orElseThrow().signedOrder()).isEmpty();
    assertThat(payments.balance(STOCK)).isEqualTo(Amount.ofTenge(50));
  }

  @Test
  void conversionsAreListedByWhatTheyAre() {
    give(50);
    var desk = new StockConversionDesk(bank(), () -> BankOrders.NETWORK, HALYK.value());
    var _ = desk.convert(new StockConversionOrder("A", Kind.ISSUANCE, "10", "KZT"));
    fixture.now.set(OPEN.plusSeconds(60));
    var _ = desk.convert(new StockConversionOrder("B", Kind.REDEMPTION, "20", "KZT"));
    started().resume();
    bank().resume();

    assertThat(names(desk, StockConversionFilter.ALL, Long.MAX_VALUE)).containsExactly("B", "A");
    long second = desk.conversion("B").position();
    assertThat(names(desk, StockConversionFilter.ALL, second)).containsExactly("A");
    assertThat(names(desk, filter("REDEEMED", null, null, null), Long.MAX_VALUE))
        .containsExactly("B");
    assertThat(names(desk, filter(null, Kind.ISSUANCE, null, null), Long.MAX_VALUE))
        .containsExactly("A");
    Instant later = OPEN.plusSeconds(60);
    assertThat(names(desk, filter(null, null, later, null), Long.MAX_VALUE)).containsExactly("B");
    assertThat(names(desk, filter(null, null, null, later), Long.MAX_VALUE)).containsExactly("A");
  }

  private static StockConversionFilter filter(
      @Nullable String stage, @Nullable Kind kind, @Nullable Instant from, @Nullable Instant to) {
    return new StockConversionFilter(
        Optional.ofNullable(stage),
        Optional.ofNullable(kind),
        Optional.ofNullable(from),
        Optional.ofNullable(to));
  }

  private static List<String> names(
      StockConversionDesk desk, StockConversionFilter filter, long before) {
    return desk.conversions(filter, before, 10).stream()
        .map(line -> line.conversion().name())
        .toList();
  }

  @Test
  void outsideTheDayAnOrderTellsItsPlaceAndTheTime() {
    fixture.now.set(OPEN.plusSeconds(8 * 3_600));
    var desk = new StockConversionDesk(bank(), () -> BankOrders.NETWORK, HALYK.value());

    StockConversionLine line =
        desk.convert(new StockConversionOrder("A", Kind.ISSUANCE, "10", "KZT"));

    assertThat(line.conversion().stage()).isEqualTo("WAITS_FOR_DAY");
    assertThat(line.conversion().place())
        .contains(new ConversionLine.Place(1, Instant.parse("2026-12-01T04:00:00Z")));
    assertThat(desk.conversion("A")).isEqualTo(line);
    assertThat(line.problem().orElseThrow().message(Language.RU))
        .contains("АБС закрыта до 2026-12-01T04:00:00Z");
  }
}
