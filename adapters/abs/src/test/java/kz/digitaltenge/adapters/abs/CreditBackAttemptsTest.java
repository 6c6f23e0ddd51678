package kz.digitaltenge.adapters.abs;

import static kz.digitaltenge.adapters.abs.BankOrders.signed;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYK;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYKS;
import static kz.digitaltenge.adapters.abs.CoreFixture.LIABILITY;
import static kz.digitaltenge.adapters.abs.CoreFixture.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.centralbank.conversion.Conversion;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.ConversionId;
import kz.digitaltenge.centralbank.conversion.CoreOrder;
import kz.digitaltenge.centralbank.conversion.CoreOrder.Direction;
import kz.digitaltenge.centralbank.conversion.CoreReport;
import kz.digitaltenge.centralbank.conversion.Reconciliation;
import kz.digitaltenge.ledger.Amount;
import org.junit.jupiter.api.Test;

/// A debited bank is credited back though the core banking system refused the first order to: by
/// another order, an hour later or at an operator's word, and once (S03).
class CreditBackAttemptsTest extends ConversionSetting {
  private static final Duration PAUSE = Duration.ofHours(1);
  private static final Amount FUNDS = Amount.ofTenge(1_000);

  private static ConversionId id(String name) {
    return new ConversionId(HALYK, name);
  }

  /// Debited, refused by an officer, and not credited back, for the order to is refused.
  private Conversion owed(String name) {
    started().request(signed(issue(name, 200)));
    fixture.faults.refuseNext(1);
    return started().refuse(id(name), "Berik", "asked for by mistake");
  }

  private Instant now() {
    return Objects.requireNonNull(fixture.now.get());
  }

  private void later(Duration by) {
    fixture.now.set(now().plus(by));
  }

  private void creditedBackOnce() {
    assertThat(fixture.core().balance(HALYKS)).contains(FUNDS);
    assertThat(fixture.core().balance(LIABILITY)).contains(Amount.ZERO);
    Reconciliation found = started().reconcile(ZONE);
    assertThat(found.breaks()).isEmpty();
    assertThat(found.inFlight()).isEmpty();
  }

  @Test
  void whatWasRefusedIsTriedAgainUnderAnotherOrderAfterAPause() {
    Conversion refused = owed("A");

    assertThat(refused.stage()).isEqualTo(Stage.CREDIT_BACK_OWED);
    assertThat(refused.undoing())
        .isEqualTo(new Conversion.Undoing(2, Optional.of(OPEN.plus(PAUSE))));
    assertThat(refused.note()).contains("attempt 1", "INSUFFICIENT_FUNDS");
    later(PAUSE.minusSeconds(1));
    assertThat(started().resume()).containsExactly(refused);
    Reconciliation found = started().reconcile(ZONE);
    assertThat(found.breaks()).isEmpty();
    assertThat(found.inFlight()).hasSize(1);

    later(Duration.ofSeconds(1));
    assertThat(started().resume()).singleElement().returns(Stage.RETURNED, Conversion::stage);
    creditedBackOnce();
    assertThat(started().resume()).isEmpty();
  }

  @Test
  void anOperatorNeedNotWait() {
    owed("A");

    Conversion retried = started().retry(id("A"), "Dana");

    assertThat(retried.stage()).isEqualTo(Stage.RETURNED);
    creditedBackOnce();
    assertThat(started().retry(id("A"), "Dana")).isEqualTo(retried);
    creditedBackOnce();
  }

  @Test
  void anAttemptIsMadeOnceHoweverOftenItIsRefused() {
    owed("A");
    fixture.faults.refuseNext(2);
    later(PAUSE);
    assertThat(started().resume().getFirst().undoing().attempt()).isEqualTo(3);
    assertThat(started().retry(id("A"), "Dana").undoing().attempt()).isEqualTo(4);
    assertThat(started().resume().getFirst().undoing().attempt()).isEqualTo(4);

    // The third refusal is answered with twice the second's pause.
    later(PAUSE.multipliedBy(4).minusSeconds(1));
    assertThat(started().resume().getFirst().undoing().attempt()).isEqualTo(4);
    later(Duration.ofSeconds(1));
    assertThat(started().resume()).singleElement().returns(Stage.RETURNED, Conversion::stage);
    creditedBackOnce();
  }

  @Test
  void pausesGrowUpToADay() {
    owed("A");
    fixture.faults.refuseNext(6);
    for (int i = 0; i < 6; i++) {
      started().retry(id("A"), "Dana");
    }

    assertThat(started().find(id("A")).orElseThrow().undoing())
        .isEqualTo(new Conversion.Undoing(8, Optional.of(OPEN.plus(Duration.ofDays(1)))));
  }

  /// The answer is lost, so that the order may have been booked: it is no other one that is sent.
  @Test
  void silenceRaisesNoAttempt() {
    owed("A");
    later(PAUSE);
    fixture.faults.loseNext(2);

    Conversion unknown = started().resume().getFirst();

    assertThat(unknown.stage()).isEqualTo(Stage.CREDIT_BACK_OWED);
    assertThat(unknown.undoing().attempt()).isEqualTo(2);
    fixture.stop();
    assertThat(started().retry(id("A"), "Dana").undoing().attempt()).isEqualTo(2);
    fixture.restart();
    assertThat(started().resume()).singleElement().returns(Stage.RETURNED, Conversion::stage);
    creditedBackOnce();
  }

  @Test
  void aClosedSystemRaisesNoAttempt() {
    owed("A");
    later(Duration.ofHours(8));

    Conversion closed = started().retry(id("A"), "Dana");

    assertThat(closed.undoing().attempt()).isEqualTo(2);
    assertThat(closed.note()).startsWith("closed until ");
    fixture.now.set(OPEN.plus(Duration.ofDays(1)));
    assertThat(started().resume()).singleElement().returns(Stage.RETURNED, Conversion::stage);
    creditedBackOnce();
  }

  @Test
  void retryingAnythingElseTakesItsNextStepOnly() {
    started().request(signed(issue("A", 200)));
    assertThat(started().retry(id("A"), "Dana").stage()).isEqualTo(Stage.DEBITED);
    assertThatThrownBy(() -> started().retry(id("B"), "Dana"))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_CONVERSION));
  }

  /// A core banking system that breaks its word: the books say so, whichever attempt it was.
  @Test
  void whatWasRefusedAndIsBookedAllTheSameIsABreak() {
    owed("A");
    started().retry(id("A"), "Dana");
    var entry =
        new CoreReport.Entry(id("A").creditBackId(1), Direction.CREDIT, Amount.ofTenge(200), OPEN);
    statement =
        report -> {
          List<CoreReport.Entry> entries = new ArrayList<>(report.entries());
          entries.add(entry);
          return new CoreReport(report.day(), report.balances(), entries);
        };

    assertThat(started().reconcile(ZONE).breaks())
        .extracting(Reconciliation.Break::kind)
        .contains(Reconciliation.Kind.BOOKED_OUT_OF_TURN);
  }

  @Test
  void anAttemptThatWasNeverMadeIsNobodys() {
    owed("A");
    core.settle(
        new CoreOrder(id("A").creditBackId(9), Direction.CREDIT, HALYK, Amount.ofTenge(200)));

    assertThat(started().reconcile(ZONE).breaks())
        .extracting(Reconciliation.Break::kind)
        .contains(Reconciliation.Kind.NOT_ORDERED);
  }

  @Test
  void whoeverIsKilledAtAnyStepOfAnAttemptCreditsBackOnce() {
    int kills = 0;
    while (killed("kill-" + kills, kills)) {
      if (kills % 4 == 0) {
        fixture.restart();
      }
      started().refuse(id("kill-" + kills), "Berik", "asked for by mistake");
      Instant patience = now().plus(PAUSE.multipliedBy(4));
      while (!started().resume().isEmpty()) {
        assertThat(now()).isBefore(patience);
        later(PAUSE);
      }
      assertThat(started().find(id("kill-" + kills)).orElseThrow().stage())
          .isEqualTo(Stage.RETURNED);
      creditedBackOnce();
      fixture.now.set(OPEN.plusSeconds(kills));
      kills++;
    }

    assertThat(kills).isGreaterThan(8);
  }

  /// From the officer's no, over an attempt that is refused and an operator's word, to the end.
  private boolean killed(String name, int crossings) {
    started().request(signed(issue(name, 200)));
    fixture.faults.refuseNext(1);
    var dying = started(crossings);
    try {
      dying.refuse(id(name), "Berik", "asked for by mistake");
      dying.retry(id(name), "Dana");
      return false;
    } catch (Tripwire.Killed _) {
      fixture.faults.refuseNext(0);
      return true;
    }
  }
}
