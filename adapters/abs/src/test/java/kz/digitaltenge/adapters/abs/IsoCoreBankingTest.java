package kz.digitaltenge.adapters.abs;

import static kz.digitaltenge.adapters.abs.CoreFixture.HALYK;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYKS;
import static kz.digitaltenge.adapters.abs.CoreFixture.KAZPOST;
import static kz.digitaltenge.adapters.abs.CoreFixture.KAZPOSTS;
import static kz.digitaltenge.adapters.abs.CoreFixture.LIABILITY;
import static kz.digitaltenge.adapters.abs.CoreFixture.NBRK;
import static kz.digitaltenge.adapters.abs.CoreFixture.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kz.digitaltenge.adapters.abs.wire.TlsConnection;
import kz.digitaltenge.adapters.abs.wire.TlsSockets;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.centralbank.conversion.CoreAnswer;
import kz.digitaltenge.centralbank.conversion.CoreAnswer.Reason;
import kz.digitaltenge.centralbank.conversion.CoreOrder;
import kz.digitaltenge.centralbank.conversion.CoreOrder.Direction;
import kz.digitaltenge.centralbank.conversion.CoreReport;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.trust.CertificateRequest;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The adapter and the emulated system over a real connection.
class IsoCoreBankingTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 30);

  @TempDir private Path folder;
  private CoreFixture fixture;
  private IsoCoreBanking abs;

  @BeforeEach
  void start() {
    fixture = new CoreFixture(folder);
    abs = fixture.adapter();
  }

  @AfterEach
  void stop() {
    abs.close();
    fixture.close();
  }

  private static CoreOrder order(String id, Direction direction, NodeId bank, long tenge) {
    return new CoreOrder(id, direction, bank, Amount.ofTenge(tenge));
  }

  private static CoreOrder debit(String id, long tenge) {
    return order(id, Direction.DEBIT, HALYK, tenge);
  }

  private void holds(long halyk, long liability) {
    assertThat(fixture.core().balance(HALYKS)).contains(Amount.ofTenge(halyk));
    assertThat(fixture.core().balance(LIABILITY)).contains(Amount.ofTenge(liability));
  }

  @Test
  void moneyMovesToTheLiabilityAccountAndBack() {
    CoreAnswer in = abs.settle(debit("A1", 300));
    CoreAnswer out = abs.settle(order("A2", Direction.CREDIT, HALYK, 100));

    assertThat(in).isInstanceOf(CoreAnswer.Settled.class);
    assertThat(out).isInstanceOf(CoreAnswer.Settled.class);
    assertThat(((CoreAnswer.Settled) in).bookedAt()).isEqualTo(OPEN);
    holds(800, 200);
  }

  @Test
  void theSameOrderIsBookedOnceAndAnsweredInTheSameBytes() {
    var first = (CoreAnswer.Settled) abs.settle(debit("A1", 300));
    fixture.now.set(OPEN.plusSeconds(60));
    var again = (CoreAnswer.Settled) abs.settle(debit("A1", 300));

    assertThat(again.confirmation()).isEqualTo(first.confirmation());
    holds(700, 300);
  }

  @Test
  void anIdOfOtherContentIsNoWordThatNothingMoved() {
    abs.settle(debit("A1", 300));

    assertThat(abs.settle(debit("A1", 2))).isInstanceOf(CoreAnswer.Unknown.class);
    holds(700, 300);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal("more than there is", debit("A1", 1_001), Reason.INSUFFICIENT_FUNDS),
        refusal(
            "more than the liability",
            order("A1", Direction.CREDIT, HALYK, 1),
            Reason.INSUFFICIENT_FUNDS),
        refusal(
            "a closed account",
            order("A1", Direction.DEBIT, KAZPOST, 1),
            Reason.ACCOUNT_CLOSED,
            fixture -> fixture.core().close(KAZPOSTS)));
  }

  private static Arguments refusal(String name, CoreOrder order, Reason reason) {
    return refusal(name, order, reason, _ -> {});
  }

  private static Arguments refusal(
      String name, CoreOrder order, Reason reason, Consumer<CoreFixture> before) {
    return Arguments.of(Named.of(name, order), reason, before);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatCannotBeBookedIsRefusedForGood(
      CoreOrder order, Reason reason, Consumer<CoreFixture> before) {
    before.accept(fixture);
    Optional<Amount> held = fixture.core().balance(HALYKS);

    CoreAnswer answer = abs.settle(order);
    fixture.core().deposit(HALYKS, Amount.ofTenge(5_000));
    CoreAnswer again = abs.settle(order);

    assertThat(answer)
        .isInstanceOfSatisfying(
            CoreAnswer.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
    assertThat(again)
        .isInstanceOfSatisfying(
            CoreAnswer.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
    assertThat(fixture.core().balance(HALYKS))
        .isEqualTo(held.map(amount -> amount.plus(Amount.ofTenge(5_000))));
  }

  @Test
  void anAccountThatTheSystemDoesNotKnowIsRefused() {
    NodeId stranger = new NodeId("CASPKZKA");
    var accounts = Map.of(stranger, AccountId.of("125", "CORRESP000722"));
    try (IsoCoreBanking other = fixture.adapter(accounts)) {
      assertThat(other.settle(order("A1", Direction.DEBIT, stranger, 1)))
          .isInstanceOfSatisfying(
              CoreAnswer.Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_ACCOUNT));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-30T03:59:59Z, 2026-11-30T04:00:00Z",
        "2026-11-30T13:00:00Z, 2026-12-01T04:00:00Z",
        "2026-12-04T13:00:00Z, 2026-12-07T04:00:00Z",
        "2026-12-05T07:00:00Z, 2026-12-07T04:00:00Z"
      })
  void outsideItsHoursTheSystemTellsWhenToComeAgain(String row) {
    String[] times = row.split(", ", -1);
    fixture.now.set(Instant.parse(times[0]));

    assertThat(abs.settle(debit("A1", 300)))
        .isEqualTo(new CoreAnswer.OutsideHours(Instant.parse(times[1])));
    holds(1_000, 0);

    fixture.now.set(Instant.parse(times[1]));
    assertThat(abs.settle(debit("A1", 300))).isInstanceOf(CoreAnswer.Settled.class);
    holds(700, 300);
  }

  @Test
  void aLostAnswerIsUnknownAndTheSameOrderAgainTellsIt() {
    fixture.faults.loseNext(1);

    assertThat(abs.settle(debit("A1", 300))).isInstanceOf(CoreAnswer.Unknown.class);
    assertThat(abs.settle(debit("A1", 300))).isInstanceOf(CoreAnswer.Settled.class);
    holds(700, 300);
  }

  @Test
  void aDoubledAnswerIsNotTakenForTheNextOne() {
    fixture.faults.doubleNext(2);

    var first = (CoreAnswer.Settled) abs.settle(debit("A1", 300));
    var second = (CoreAnswer.Settled) abs.settle(debit("A2", 300));

    assertThat(abs.settle(debit("A3", 500)))
        .isInstanceOfSatisfying(
            CoreAnswer.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.INSUFFICIENT_FUNDS));
    assertThat(first.confirmation()).isNotEqualTo(second.confirmation());
    holds(400, 600);
  }

  @Test
  void anAnswerThatIsTooLateIsUnknownAndNotMistakenLater() {
    fixture.faults.delay(Duration.ofSeconds(2));
    CoreAnswer late;
    try (IsoCoreBanking hasty = fixture.adapter(Duration.ofMillis(300))) {
      late = hasty.settle(debit("A1", 300));
    }
    fixture.faults.delay(Duration.ZERO);

    assertThat(late)
        .isInstanceOfSatisfying(
            CoreAnswer.Unknown.class,
            unknown -> assertThat(unknown.problem().code()).isEqualTo(ErrorCode.PEER_SILENT));
    assertThat(abs.settle(debit("A2", 300))).isInstanceOf(CoreAnswer.Settled.class);
    assertThat(abs.settle(debit("A1", 300))).isInstanceOf(CoreAnswer.Settled.class);
    holds(400, 600);
  }

  @Test
  void aRestartForgetsNothing() {
    var first = (CoreAnswer.Settled) abs.settle(debit("A1", 300));

    fixture.restart();

    holds(700, 300);
    assertThat(abs.settle(debit("A1", 300)))
        .isInstanceOfSatisfying(
            CoreAnswer.Settled.class,
            settled -> assertThat(settled.confirmation()).isEqualTo(first.confirmation()));
    holds(700, 300);
  }

  @Test
  void aSystemThatIsAwayIsUnknown() {
    fixture.stop();

    assertThat(abs.settle(debit("A1", 300)))
        .isInstanceOfSatisfying(
            CoreAnswer.Unknown.class,
            unknown -> assertThat(unknown.problem().code()).isEqualTo(ErrorCode.PEER_UNAVAILABLE));

    fixture.restart();
  }

  @Test
  void theStatementHasTheDaysEntriesBetweenItsBalances() {
    abs.settle(debit("A1", 300));
    fixture.now.set(OPEN.plus(Duration.ofDays(1)));
    abs.settle(order("A2", Direction.CREDIT, HALYK, 100));
    abs.settle(debit("A3", 5_000));

    CoreReport monday = abs.statement(MONDAY);
    CoreReport tuesday = abs.statement(MONDAY.plusDays(1));

    assertThat(monday.balances())
        .contains(new CoreReport.Balances(Amount.ZERO, Amount.ofTenge(300)));
    assertThat(monday.entries())
        .containsExactly(new CoreReport.Entry("A1", Direction.DEBIT, Amount.ofTenge(300), OPEN));
    assertThat(tuesday.balances())
        .contains(new CoreReport.Balances(Amount.ofTenge(300), Amount.ofTenge(200)));
    assertThat(tuesday.entries())
        .containsExactly(
            new CoreReport.Entry(
                "A2", Direction.CREDIT, Amount.ofTenge(100), OPEN.plus(Duration.ofDays(1))));
  }

  @Test
  void theNoticesAreTheStatementsEntries() {
    abs.settle(debit("A1", 300));
    abs.settle(debit("A2", 200));

    CoreReport notices = abs.notices(MONDAY);

    assertThat(notices.balances()).isEmpty();
    assertThat(notices.entries()).hasSize(2).isEqualTo(abs.statement(MONDAY).entries());
  }

  @Test
  void aBankMayNotAskInTheCentralBanksPlace() {
    try (IsoCoreBanking bank =
        fixture.adapter(CertificateRequest.node(HALYK.value()), "core-banking")) {
      assertThat(bank.settle(order("A1", Direction.CREDIT, HALYK, 1)))
          .isInstanceOf(CoreAnswer.Unknown.class);
    }
    holds(1_000, 0);
  }

  @Test
  void anotherSystemIsNotBelieved() {
    try (IsoCoreBanking wary =
        fixture.adapter(CertificateRequest.node(NBRK.value()), "another-system")) {
      assertThat(wary.settle(debit("A1", 300)))
          .isInstanceOfSatisfying(
              CoreAnswer.Unknown.class,
              unknown ->
                  assertThat(unknown.problem().code()).isEqualTo(ErrorCode.PEER_NOT_TRUSTED));
    }
    holds(1_000, 0);
  }

  static Stream<Arguments> garbage() {
    return Stream.of(
        Arguments.of(Named.of("a length beyond the limit", Bytes.fromHex("7fffffff"))),
        Arguments.of(Named.of("no length", Bytes.fromHex("00000000"))),
        Arguments.of(Named.of("no document", Bytes.fromHex("000000023c3c"))));
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void garbageEndsItsConnectionAndNothingElse(Bytes sent) throws Exception {
    var sockets = new TlsSockets(fixture.authority.issue(CertificateRequest.node(NBRK.value())));
    try (TlsConnection connection = sockets.connect(fixture.endpoint(), Duration.ofSeconds(20))) {
      DataOutputStream out = connection.out();
      out.write(sent.toArray());
      out.flush();

      assertThatThrownBy(() -> connection.in().readByte()).isInstanceOf(IOException.class);
    }
    assertThat(abs.settle(debit("A1", 300)))
        .asInstanceOf(InstanceOfAssertFactories.type(CoreAnswer.Settled.class))
        .isNotNull();
  }
}
