package kz.digitaltenge.adapters.abs;

import static kz.digitaltenge.adapters.abs.BankOrders.signed;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYK;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYKS;
import static kz.digitaltenge.adapters.abs.CoreFixture.KAZPOST;
import static kz.digitaltenge.adapters.abs.CoreFixture.NBRK;
import static kz.digitaltenge.adapters.abs.CoreFixture.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionOperations;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.centralbank.conversion.Conversion;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.ConversionDesk;
import kz.digitaltenge.centralbank.conversion.ConversionHours;
import kz.digitaltenge.centralbank.conversion.ConversionId;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.SignedStockOrder;
import kz.digitaltenge.ledger.StockOrder;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.ledger.testkit.TestKeys;
import kz.digitaltenge.node.block.Blocks;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody is debited without that bank's own word, which is kept for good (S03, S13).
class BankOrderTest extends ConversionSetting {
  private static final StockOrder GOOD = BankOrders.order(issue("A", 50));
  private static final PeerIdentity HALYKS_NODE = node(HALYK);
  private static final PeerIdentity OFFICER =
      new PeerIdentity(
          "officer-1", PeerIdentity.Kind.OPERATOR, Optional.of(NBRK.value()), Instant.MAX);

  /// What is changed of a good order after it was signed.
  ///
  /// @param says what the central bank answers
  record Mutation(String name, SignedStockOrder order, ErrorCode code, String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Mutation> mutations() {
    return Stream.of(
        changed("amount", order(GOOD.networkId(), HALYK, "A", GOOD.kind(), 51, OPEN)),
        changed(
            "direction", order(GOOD.networkId(), HALYK, "A", StockOrder.Kind.REDEMPTION, 50, OPEN)),
        changed("name", order(GOOD.networkId(), HALYK, "B", GOOD.kind(), 50, OPEN)),
        changed("time", order(GOOD.networkId(), HALYK, "A", GOOD.kind(), 50, OPEN.plusMillis(1))),
        changed("bank", order(GOOD.networkId(), KAZPOST, "A", GOOD.kind(), 50, OPEN)),
        refused(
            "another network's",
            resigned(order(Hash.sha256(new byte[1]), HALYK, "A", GOOD.kind(), 50, OPEN)),
            "another network"),
        refused(
            "another bank's key",
            SignedStockOrder.sign(GOOD, BankOrders.key(KAZPOST)),
            "the signature is not"),
        refused(
            "a key that claims to be the bank's",
            SignedStockOrder.sign(GOOD, TestKeys.impostor(BankOrders.key(HALYK).publicKey())),
            "the signature is not"),
        refused(
            "the central bank for itself",
            SignedStockOrder.sign(
                order(GOOD.networkId(), NBRK, "A", GOOD.kind(), 50, OPEN),
                TestKeys.p256("identity of " + NBRK)),
            "the signature is not"),
        refused("an epoch to come", resigned(withEpoch(2)), "parameters that it was signed under"),
        refused(
            "a day old",
            resigned(
                order(
                    GOOD.networkId(),
                    HALYK,
                    "A",
                    GOOD.kind(),
                    50,
                    OPEN.minus(Duration.ofDays(1)).minusMillis(1))),
            "too long ago"),
        refused(
            "of the future",
            resigned(
                order(
                    GOOD.networkId(),
                    HALYK,
                    "A",
                    GOOD.kind(),
                    50,
                    OPEN.plus(Duration.ofMinutes(5)).plusMillis(1))),
            "in the future"),
        new Mutation(
            "another currency", resigned(withAsset("USD")), ErrorCode.WRONG_CURRENCY, "USD"),
        new Mutation(
            "another issuer's tenge",
            resigned(
                new StockOrder(
                    GOOD.networkId(),
                    1,
                    HALYK,
                    GOOD.name(),
                    GOOD.kind(),
                    new Asset(HALYK, "KZT"),
                    GOOD.amount(),
                    OPEN)),
            ErrorCode.WRONG_CURRENCY,
            "KZT"));
  }

  private static PeerIdentity node(NodeId bank) {
    return new PeerIdentity(bank.value(), PeerIdentity.Kind.NODE, Optional.empty(), Instant.MAX);
  }

  private static StockOrder order(
      Hash network, NodeId bank, String name, StockOrder.Kind kind, long tenge, Instant at) {
    return new StockOrder(
        network, 1, bank, new PaymentId(name), kind, GOOD.asset(), Amount.ofTenge(tenge), at);
  }

  private static StockOrder withEpoch(int epoch) {
    return new StockOrder(
        GOOD.networkId(),
        epoch,
        HALYK,
        GOOD.name(),
        GOOD.kind(),
        GOOD.asset(),
        GOOD.amount(),
        OPEN);
  }

  private static StockOrder withAsset(String code) {
    return new StockOrder(
        GOOD.networkId(),
        1,
        HALYK,
        GOOD.name(),
        GOOD.kind(),
        new Asset(NBRK, code),
        GOOD.amount(),
        OPEN);
  }

  /// Under the good order's signature.
  private static Mutation changed(String what, StockOrder order) {
    Signer halyk = BankOrders.key(HALYK);
    return refused(
        "changed " + what,
        new SignedStockOrder(order, SignedStockOrder.sign(GOOD, halyk).signature()),
        "the signature is not");
  }

  private static SignedStockOrder resigned(StockOrder order) {
    return SignedStockOrder.sign(order, BankOrders.key(HALYK));
  }

  private static Mutation refused(String name, SignedStockOrder order, String says) {
    return new Mutation(name, order, ErrorCode.STOCK_ORDER_NOT_TAKEN, says);
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void whatIsNotTheBanksWordOfNowDebitsNobody(Mutation mutation) {
    Conversions conversions = started();

    List<ThrowingCallable> ways =
        List.of(
            () -> conversions.request(mutation.order()),
            () -> conversions.cancel(mutation.order()));
    for (ThrowingCallable way : ways) {
      assertThatExceptionOfType(PlatformException.class)
          .isThrownBy(way)
          .satisfies(e -> assertThat(e.code()).isEqualTo(mutation.code()))
          .satisfies(e -> assertThat(e.problem().message()).contains(mutation.says()));
    }
    assertThat(conversions.open()).isEmpty();
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(1_000));
    assertThat(conversions.request(signed(issue("A", 50))).stage()).isEqualTo(Stage.DEBITED);
  }

  @Test
  void aReplayedOrderIsTheSameConversionHoweverOldItIs() {
    Conversions conversions = started();
    conversions.request(signed(issue("A", 50)));

    var later =
        new Conversions(
            book(),
            place(BankOrders.check(() -> OPEN.plus(Duration.ofDays(9)))),
            ConversionHours.ALWAYS,
            Blocks.NONE,
            fixture.now::get);
    assertThat(later.request(signed(issue("A", 50))).stage()).isEqualTo(Stage.DEBITED);
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> later.request(signed(issue("A", 51))))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYMENT_ID_REUSED));
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(950));
  }

  @Test
  void theOrderIsKeptAsItCameAndNobodyChangesIt() throws Exception {
    SignedStockOrder first = signed(issue("A", 50));
    Conversions conversions = started();
    conversions.request(first);
    SignedStockOrder anew =
        resigned(order(GOOD.networkId(), HALYK, "A", GOOD.kind(), 50, OPEN.plusSeconds(1)));
    Conversion known = conversions.request(anew);

    assertThat(known.signedOrder()).contains(Bytes.ofTrusted(first.encode()));
    assertThat(
            SignedStockOrder.decode(known.signedOrder().orElseThrow().toArray())
                .verifies(Optional.of(BankOrders.NETWORK.current()), JcaSignatures.ofJdk()))
        .isTrue();
    for (String change :
        List.of(
            "update conversion.bank_order set at = 0",
            "delete from conversion.bank_order",
            "insert into conversion.conversion (bank, name, kind, account, tiyn, stage,"
                + " requested_at, changed_at, note)"
                + " values ('HSBKKZKX', 'X', 'ISSUANCE', 'a', 1, 'DEBIT_ORDERED', 0, 0, '')")) {
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> execute(change));
    }
    assertThat(started().find(new ConversionId(HALYK, "X"))).isEmpty();
  }

  @Test
  void whatAnEarlierBuildBeganIsUnsignedAndGoesOn() throws Exception {
    started().request(signed(issue("A", 50)));
    waitsForDayInTablesOfAnEarlierBuild(OPEN);

    Conversion old = started().resume().getFirst();
    assertThat(old.signedOrder()).isEmpty();
    assertThat(old.stage()).isEqualTo(Stage.DEBITED);
    // The bank's word for it may come now, and is not put under what was done without it.
    assertThat(started().request(signed(issue("A", 50))).signedOrder()).isEmpty();
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(950));
  }

  @Test
  void anOfficerOrdersForNoBankAndABankForNoOther() {
    ConversionDesk desk = desk();
    Bytes order = Bytes.ofTrusted(signed(issue("A", 50)).encode());

    for (ConversionOperations officer : Set.of(desk.of(OFFICER), desk.officer("Aliya"))) {
      assertThatExceptionOfType(PlatformException.class)
          .isThrownBy(() -> officer.convert(order))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CALLER_NOT_ADMITTED));
      assertThatExceptionOfType(PlatformException.class)
          .isThrownBy(() -> officer.cancel(order))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CALLER_NOT_ADMITTED));
    }
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> desk.of(node(KAZPOST)).convert(order))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STOCK_ORDER_NOT_TAKEN));
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(1_000));

    ConversionLine taken = desk.of(HALYKS_NODE).convert(order);
    assertThat(taken.stage()).isEqualTo("DEBITED");
    assertThat(taken.signedOrder()).contains(order);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 5_000})
  void whatIsNoOrderIsRefused(int size) {
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> desk().of(HALYKS_NODE).convert(Bytes.ofTrusted(new byte[size])))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STOCK_ORDER_NOT_TAKEN));
  }

  @Test
  void anOrderIsTakenBackBeforeItCameAndAfterTheDebit() {
    Conversions conversions = started();

    // Before it came: nothing is ever sent for it.
    assertThat(conversions.cancel(signed(issue("A", 50))).stage()).isEqualTo(Stage.REFUSED);
    assertThat(conversions.request(signed(issue("A", 50))).stage()).isEqualTo(Stage.REFUSED);
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(1_000));

    conversions.request(signed(issue("B", 50)));
    Conversion back = conversions.cancel(signed(issue("B", 50)));
    assertThat(back.stage()).isEqualTo(Stage.RETURNED);
    assertThat(back.refusal()).contains("cancelled by the bank");
    assertThat(conversions.cancel(signed(issue("B", 50)))).isEqualTo(back);
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(1_000));

    endsWith(conversions, issue("C", 50), Stage.ISSUED);
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> conversions.cancel(signed(issue("C", 50))))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONVERSION_NOT_CANCELLED));
    booksAgree();
    assertThat(conversions.reconcile(ZONE).isClean()).isTrue();
  }
}
