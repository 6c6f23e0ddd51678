package kz.digitaltenge.adapters.abs;

import static kz.digitaltenge.adapters.abs.BankOrders.signed;
import static kz.digitaltenge.adapters.abs.CoreFixture.HALYK;
import static kz.digitaltenge.adapters.abs.CoreFixture.KAZPOST;
import static kz.digitaltenge.adapters.abs.CoreFixture.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kz.digitaltenge.centralbank.conversion.Conversion.Kind;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.ConversionRequest;
import kz.digitaltenge.centralbank.conversion.Conversions;
import kz.digitaltenge.centralbank.conversion.CoreOrder;
import kz.digitaltenge.centralbank.conversion.CoreOrder.Direction;
import kz.digitaltenge.centralbank.conversion.CoreReport;
import kz.digitaltenge.centralbank.conversion.Reconciliation;
import kz.digitaltenge.ledger.Amount;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Both sides' books held against each other.
class ReconciliationTest extends ConversionSetting {
  private static CoreReport with(CoreReport report, List<CoreReport.Entry> entries) {
    return new CoreReport(report.day(), report.balances(), entries);
  }

  private static List<CoreReport.Entry> twice(List<CoreReport.Entry> entries) {
    var both = new ArrayList<>(entries);
    both.addAll(entries);
    return both;
  }

  private static Arguments when(
      String what, Consumer<ReconciliationTest> happens, Reconciliation.Kind... breaks) {
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
            test -> test.started().request(signed(request(Kind.ISSUANCE, KAZPOST, "B", 6)))),
        when(
            "an order is nobody's",
            test -> test.core.settle(new CoreOrder("X", Direction.DEBIT, HALYK, issue.amount())),
            Reconciliation.Kind.NOT_ORDERED,
            Reconciliation.Kind.TOTAL),
        when(
            "an order had another amount",
            test -> {
              test.core.settle(new CoreOrder(id, Direction.DEBIT, HALYK, Amount.ofTenge(5)));
              test.started().request(signed(issue));
            },
            Reconciliation.Kind.OTHER_CONTENT,
            Reconciliation.Kind.TOTAL),
        when(
            "a credit came before its tokens",
            test -> {
              test.started().request(signed(redemption));
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
            test -> test.ledger.makeOutOfNothing(Amount.ofTenge(1)),
            Reconciliation.Kind.TOTAL));
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void whatDoesNotAgreeIsNamed(
      Consumer<ReconciliationTest> happens, List<Reconciliation.Kind> breaks) {
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
    conversions.request(signed(issue("B", 100)));
    fixture.faults.loseNext(1);
    conversions.request(signed(issue("C", 7)));
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
    conversions.request(signed(issue("A", 50)));
    Instant later = OPEN.plus(Duration.ofDays(3));
    fixture.now.set(later);

    assertThat(conversions.reconcile(ZONE).breaks().getFirst().age(later))
        .isEqualTo(Duration.ofDays(3));
  }

  /// It was just found in each look before, so its age said nothing.
  @Test
  void aTotalThatIsOffAgesFromWhenItWasFirstSeen() {
    endsWith(started(), issue("A", 50), Stage.ISSUED);
    ledger.makeOutOfNothing(Amount.ofTenge(1));
    assertThat(totalOff()).isEqualTo(OPEN);
    fixture.now.set(OPEN.plus(Duration.ofDays(2)));
    assertThat(totalOff()).isEqualTo(OPEN);

    // It agrees, and is off again later.
    core.settle(new CoreOrder("Y", Direction.DEBIT, HALYK, Amount.ofTenge(1)));
    fixture.now.set(OPEN.plus(Duration.ofDays(3)));
    assertThat(started().reconcile(ZONE).breaks())
        .extracting(Reconciliation.Break::kind)
        .containsExactly(Reconciliation.Kind.NOT_ORDERED);
    core.settle(new CoreOrder("Z", Direction.DEBIT, HALYK, Amount.ofTenge(1)));
    assertThat(totalOff()).isEqualTo(OPEN.plus(Duration.ofDays(3)));
  }

  private Instant totalOff() {
    return started().reconcile(ZONE).breaks().stream()
        .filter(each -> each.kind() == Reconciliation.Kind.TOTAL)
        .map(Reconciliation.Break::since)
        .findFirst()
        .orElseThrow();
  }
}
