package kz.digitaltenge.adapters.abs;

import static kz.digitaltenge.adapters.abs.CoreFixture.HALYK;
import static kz.digitaltenge.adapters.abs.CoreFixture.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.LiabilityLine.Word;
import kz.digitaltenge.api.operator.ReconciliationLine.Item;
import kz.digitaltenge.centralbank.IssuanceOrder;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.CoreOrder;
import kz.digitaltenge.centralbank.conversion.CoreOrder.Direction;
import kz.digitaltenge.centralbank.conversion.CoreReport;
import kz.digitaltenge.centralbank.conversion.LiabilityDesk.Cut;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
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
    var total = new Total(new Asset(CoreFixture.NBRK, "KZT"), ledger.circulating(), Amount.ZERO);
    return new Cut(positions.incrementAndGet(), List.of(total));
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
    started().request(issue("B", 100));

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
    ledger.issue(new IssuanceOrder(HALYK, STOCK, Amount.ofTenge(1), "nobody's word"));

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
  void whatAgreedIsForgottenInTimeAndWhatDifferedIsNot() {
    Cut agreed = cut();
    liability().look(agreed);
    Cut differs = cut();
    core.settle(new CoreOrder("X", Direction.DEBIT, HALYK, Amount.ofTenge(1)));
    liability().look(differs);
    fixture.now.set(OPEN.plus(Duration.ofDays(8)));

    liability().look(cut());

    assertThat(liability().at(agreed.position())).isEmpty();
    assertThat(liability().at(differs.position())).isPresent();
  }
}
