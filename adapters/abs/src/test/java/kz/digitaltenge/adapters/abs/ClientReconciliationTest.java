package kz.digitaltenge.adapters.abs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kz.digitaltenge.api.operator.ClientReconciliationLine;
import kz.digitaltenge.api.operator.ReconciliationLine;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.conversion.ClientConversionDesk;
import kz.digitaltenge.node.conversion.ClientCoreBanking;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A bank's conversions held against its core banking system.
class ClientReconciliationTest extends ClientConversionSetting {
  private static Arguments when(
      String what, Consumer<ClientReconciliationTest> happens, String... breaks) {
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
            test -> test.entries = ClientReconciliationTest::twice,
            "BOOKED_TWICE",
            "TOTAL"),
        when(
            "an entry is of another amount",
            test -> test.entries = ClientReconciliationTest::more,
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
  void whatDoesNotAgreeIsNamed(Consumer<ClientReconciliationTest> happens, List<String> breaks) {
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
    entries = ClientReconciliationTest::twice;
    assertThat(totalOff()).isEqualTo(NOW);
    now.set(NOW.plus(Duration.ofHours(1)));
    assertThat(totalOff()).isEqualTo(NOW);
    entries = UnaryOperator.identity();
    assertThat(reconciled().breaks()).isEmpty();
    entries = ClientReconciliationTest::twice;
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
