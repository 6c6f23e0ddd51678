package kz.digitaltenge.adapters.abs;

import static kz.digitaltenge.adapters.abs.BankOrders.signed;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYK;
import static kz.digitaltenge.adapters.abs.CoreFixture.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.LiabilityLine.Word;
import kz.digitaltenge.api.operator.ReconciliationLine.Item;
import kz.digitaltenge.api.task.VirtualThreadTasks;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.CoreOrder;
import kz.digitaltenge.centralbank.conversion.CoreOrder.Direction;
import kz.digitaltenge.centralbank.conversion.CoreReport;
import kz.digitaltenge.centralbank.conversion.LiabilityDesk;
import kz.digitaltenge.centralbank.conversion.LiabilityDesk.Cut;
import kz.digitaltenge.centralbank.conversion.LiabilityWatch;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.supply.SupplyOutcome;
import kz.digitaltenge.ledger.supply.SupplyVerdict.Total;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Issued less redeemed, as a supply proof has it, is the liability in the core banking system,
/// with each conversion that is under way.
class LiabilityTest extends ConversionSetting {
  private final AtomicInteger positions = new AtomicInteger(100);

  @BeforeEach
  void issueSome() {
    endsWith(started(), issue("A", 50), Stage.ISSUED);
  }

  /// A proof that was made now.
  private Cut cut() {
    return cutAt(positions.incrementAndGet());
  }

  private Cut cutAt(long position) {
    return cut(position, SupplyOutcome.GREEN, ledger.circulating());
  }

  private Cut cut(long position, SupplyOutcome outcome, Amount issued) {
    var total = new Total(new Asset(CoreFixture.NBRK, "KZT"), issued, Amount.ZERO);
    return new Cut(position, now(), outcome, List.of(total));
  }

  private Instant now() {
    return Objects.requireNonNull(fixture.now.get());
  }

  private void minutesGoBy(int count) {
    fixture.now.set(now().plus(Duration.ofMinutes(count)));
  }

  @Test
  void bothSidesAgreeAndItIsKept() {
    Cut cut = cut();

    LiabilityLine found = liability().look(cut);

    assertThat(found.word()).isEqualTo(Word.AGREES);
    assertThat(found.liability()).contains(Amount.ofTenge(50));
    assertThat(liability().at(cut.position())).contains(found);
    assertThat(liability().at(1)).isEmpty();
  }

  @Test
  void whatIsUnderWayIsItemised() {
    started().request(signed(issue("B", 100)));

    LiabilityLine found = liability().look(cut());

    assertThat(found.word()).isEqualTo(Word.AGREES);
    assertThat(found.liability()).contains(Amount.ofTenge(150));
    assertThat(found.inFlight())
        .containsExactly(new Item("DEBITED", "HSBKKZKX/B", Amount.ofTenge(100), OPEN));
    assertThat(liability().at(found.position())).contains(found);
  }

  @Test
  void whatNobodyOrderedDiffers() {
    core.settle(new CoreOrder("X", Direction.DEBIT, HALYK, Amount.ofTenge(1)));

    LiabilityLine found = liability().look(cut());

    assertThat(found.word()).isEqualTo(Word.DIFFERS);
    assertThat(found.breaks()).extracting(Item::kind).contains("NOT_ORDERED", "TOTAL");
    assertThat(liability().at(found.position())).contains(found);
  }

  @Test
  void moneyWithoutADebitDiffers() {
    ledger.makeOutOfNothing(Amount.ofTenge(1));

    assertThat(liability().look(cut()).word()).isEqualTo(Word.DIFFERS);
  }

  @Test
  void aConversionThatEndedMeanwhileIsNoDifferenceAndTheNextCutDecides() {
    Cut before = cut();
    endsWith(started(), issue("B", 20), Stage.ISSUED);

    assertThat(liability().look(before).word()).isEqualTo(Word.MOVED);
    LiabilityLine decided = liability().lookNow(Optional.of(before), this::cut);
    assertThat(decided.word()).isEqualTo(Word.AGREES);
    assertThat(decided.position()).isGreaterThan(before.position());
  }

  @Test
  void aSystemThatIsSilentLeavesItUnknown() {
    fixture.stop();

    LiabilityLine found = liability().look(cut());

    assertThat(found.word()).isEqualTo(Word.UNKNOWN);
    assertThat(found.liability()).isEmpty();
    assertThat(found.note()).isNotEmpty();
    assertThat(liability().at(found.position())).contains(found);
    fixture.restart();
    assertThat(liability().look(cut()).word()).isEqualTo(Word.AGREES);
  }

  /// Days that are over are read once by who looks each minute, and anew by who closes a day.
  @Test
  void aChangeOfAnOldDayIsSeenByTheWholeLook() {
    fixture.now.set(OPEN.plus(Duration.ofDays(4)));
    var isChanged = new AtomicBoolean();
    statement =
        report ->
            isChanged.get() ? new CoreReport(report.day(), report.balances(), List.of()) : report;
    var desk = liability();
    assertThat(desk.look(cut()).word()).isEqualTo(Word.AGREES);
    isChanged.set(true);

    assertThat(desk.look(cut()).word()).isEqualTo(Word.AGREES);
    assertThat(desk.lookNow(Optional.empty(), this::cut).word()).isEqualTo(Word.DIFFERS);
  }

  @Test
  void whatAgreedAndIsOverIsNotAskedForAgain() {
    fixture.now.set(OPEN.plus(Duration.ofDays(9)));
    var asked = new AtomicInteger();
    statement =
        report -> {
          asked.incrementAndGet();
          return report;
        };
    var desk = liability();
    desk.look(cut());
    int first = asked.getAndSet(0);

    assertThat(desk.look(cut()).word()).isEqualTo(Word.AGREES);
    assertThat(first).isEqualTo(10);
    assertThat(asked).hasValue(2);
  }

  /// A look that goes on from where both agreed finds what is new all the same.
  @Test
  void whatIsBookedLaterIsHeldAgainstItsConversion() {
    var desk = liability();
    fixture.now.set(OPEN.plus(Duration.ofDays(9)));
    desk.look(cut());
    endsWith(started(), issue("LATER", 20), Stage.ISSUED);
    assertThat(desk.look(cut()).liability()).contains(Amount.ofTenge(70));
    core.settle(new CoreOrder("X", Direction.DEBIT, HALYK, Amount.ofTenge(1)));

    assertThat(desk.look(cut()).breaks()).extracting(Item::kind).contains("NOT_ORDERED", "TOTAL");
  }

  /// Whoever keeps the system's clock closed the day later than we thought.
  @Test
  void whatIsRememberedAloneIsNoDifference() {
    fixture.now.set(OPEN.plus(Duration.ofDays(4)));
    var isLate = new AtomicBoolean(true);
    statement =
        report ->
            isLate.getAndSet(false)
                ? new CoreReport(report.day(), report.balances(), List.of())
                : report;
    var desk = liability();
    assertThat(desk.look(cut()).word()).isEqualTo(Word.DIFFERS);

    assertThat(desk.look(cut()).word()).isEqualTo(Word.AGREES);
  }

  @Test
  void theSameGapAtTwoCutsDiffers() {
    var desk = liability();
    Amount less = Amount.ofTenge(49);
    Cut first = cut(positions.incrementAndGet(), SupplyOutcome.GREEN, less);
    assertThat(desk.look(first).word()).isEqualTo(Word.MOVED);
    assertThat(desk.look(first).word()).isEqualTo(Word.MOVED);
    minutesGoBy(1);

    LiabilityLine second = desk.look(cut(first.position(), SupplyOutcome.GREEN, less));

    assertThat(second.word()).isEqualTo(Word.DIFFERS);
    assertThat(second.breaks())
        .containsExactly(new Item("TOTAL", "supply proof", Amount.ofTenge(1), OPEN));
  }

  /// Banks that convert the same sums again and again are no alarm; a gap that outlasts them is.
  @Test
  void asMuchThatEndsMeanwhileAgainIsNoDifferenceUnlessItLasts() {
    var desk = liability();
    for (String name : List.of("B", "C", "D")) {
      assertThat(lookWhileTwentyAreIssued(desk, name).word()).isEqualTo(Word.MOVED);
      minutesGoBy(1);
    }
    minutesGoBy(2);

    assertThat(lookWhileTwentyAreIssued(desk, "E").word()).isEqualTo(Word.DIFFERS);
    assertThat(desk.look(cut()).word()).isEqualTo(Word.AGREES);
  }

  /// Nor does a conversion that ends before a look in between hide that something is missing.
  @Test
  void whatIsMissingIsToldThoughTheGapChangedMeanwhile() {
    var desk = liability();
    assertThat(desk.look(fiveAreMissing()).word()).isEqualTo(Word.MOVED);
    Cut before = fiveAreMissing();
    endsWith(started(), issue("B", 20), Stage.ISSUED);
    assertThat(desk.look(before).word()).isEqualTo(Word.MOVED);

    assertThat(desk.look(fiveAreMissing()).word()).isEqualTo(Word.DIFFERS);
  }

  /// Where there is always something going on, equal sums end beside a cut now and then.
  @Test
  void theSameSumBesideACutMuchLaterIsNoGapThatLasts() {
    var desk = liability();
    assertThat(lookWhileTwentyAreIssued(desk, "B").word()).isEqualTo(Word.MOVED);
    for (int other = 1; other <= 3; other++) {
      minutesGoBy(2);
      Cut before = cut();
      endsWith(started(), issue("other" + other, 20 + other), Stage.ISSUED);
      assertThat(desk.look(before).word()).isEqualTo(Word.MOVED);
    }

    minutesGoBy(2);
    assertThat(lookWhileTwentyAreIssued(desk, "C").word()).isEqualTo(Word.MOVED);
  }

  private Cut fiveAreMissing() {
    return cut(
        positions.incrementAndGet(),
        SupplyOutcome.GREEN,
        ledger.circulating().minus(Amount.ofTenge(5)));
  }

  private LiabilityLine lookWhileTwentyAreIssued(LiabilityDesk desk, String name) {
    Cut before = cut();
    endsWith(started(), issue(name, 20), Stage.ISSUED);
    return desk.look(before);
  }

  @Test
  void noDayClosesOnAProofThatDoesNotHold() {
    Cut red = cut(101, SupplyOutcome.RED, ledger.circulating());

    assertThat(liability().lookNow(Optional.of(red), this::cut).word()).isEqualTo(Word.AGREES);
    assertThat(liability().lookNow(Optional.of(red), () -> red).word()).isEqualTo(Word.UNKNOWN);
  }

  /// A position does not move while nothing is notarised.
  @Test
  void whatDifferedAtAPositionThatStaysIsKept() throws SQLException {
    var isChanged = new AtomicBoolean(true);
    statement =
        report ->
            isChanged.get() ? new CoreReport(report.day(), report.balances(), List.of()) : report;
    var desk = liability();
    assertThat(desk.look(cutAt(7)).word()).isEqualTo(Word.DIFFERS);
    isChanged.set(false);
    minutesGoBy(1);

    LiabilityLine mended = desk.look(cutAt(7));

    assertThat(desk.at(7)).contains(mended);
    assertThat(mended.word()).isEqualTo(Word.AGREES);
    assertThat(rows("DIFFERS")).isEqualTo(1);
  }

  @Test
  void whatDiffersForLongIsKeptTwice() throws SQLException {
    var desk = liability();
    core.settle(new CoreOrder("X", Direction.DEBIT, HALYK, Amount.ofTenge(1)));
    for (int i = 0; i < 4; i++) {
      desk.look(cut());
      minutesGoBy(1);
    }
    assertThat(rows("DIFFERS")).isEqualTo(2);
    assertThat(desk.at(positions.get())).isPresent();
    core.settle(new CoreOrder("Y", Direction.DEBIT, HALYK, Amount.ofTenge(1)));

    desk.look(cut());

    assertThat(rows("DIFFERS")).isEqualTo(3);
  }

  private int rows(String word) throws SQLException {
    return count("select count(*) from conversion.liability where word = '" + word + "'");
  }

  /// One look stands; of those that come meanwhile the newest is looked at.
  @Test
  void noProofWaitsForTheCoreBankingSystem() {
    var stands = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    statement =
        report -> {
          begun.countDown();
          await(stands);
          return report;
        };
    try (var tasks = new VirtualThreadTasks("test", Duration.ofSeconds(5))) {
      var watch = new LiabilityWatch(liability(), tasks, fixture.now::get);
      watch.look(cutAt(7));
      await(begun);
      watch.look(cutAt(8));
      watch.look(cutAt(9));
      stands.countDown();

      assertThat(watch.at(9).word()).isEqualTo(Word.AGREES);
      assertThat(watch.at(8).word()).isEqualTo(Word.UNKNOWN);
      assertThat(watch.at(7).word()).isEqualTo(Word.AGREES);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void onlyWhatDifferedIsNotForgottenInTime() {
    fixture.stop();
    Cut unknown = cut();
    liability().look(unknown);
    fixture.restart();
    Cut agreed = cut();
    liability().look(agreed);
    Cut differs = cut();
    core.settle(new CoreOrder("X", Direction.DEBIT, HALYK, Amount.ofTenge(1)));
    liability().look(differs);
    fixture.now.set(OPEN.plus(Duration.ofDays(8)));

    liability().look(cut());

    assertThat(liability().at(unknown.position())).isEmpty();
    assertThat(liability().at(agreed.position())).isEmpty();
    assertThat(liability().at(differs.position())).isPresent();
  }
}
