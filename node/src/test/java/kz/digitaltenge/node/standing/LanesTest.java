package kz.digitaltenge.node.standing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.standing.Lanes.Item;
import kz.digitaltenge.node.standing.Lanes.Next;
import kz.digitaltenge.node.standing.StandingOrder.Execution;
import kz.digitaltenge.node.standing.StandingOrder.Fate;
import kz.digitaltenge.node.standing.StandingOrder.Payee;
import kz.digitaltenge.node.standing.StandingOrder.State;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static final Instant NOW = Instant.parse("2026-03-02T04:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final AccountId BOLAT = AccountId.of("826", "DT00000000002");
  private static final Payee BY_PHONE =
      new Payee.Known(new Alias(Alias.Kind.PHONE, "+77019990001"));

  private static Item item(long seq, int number, Payee payee) {
    var schedule =
        new Schedule(
            Schedule.Every.DAILY,
            DAY,
            LocalTime.of(9, 0),
            Schedule.Shift.AS_IS,
            Optional.empty(),
            Optional.empty());
    var wish =
        new StandingOrder.Order(
            "order-" + seq, Hash.sha256(), BOLAT, payee, Amount.ofTenge(1), "rent", schedule, 7);
    return Item.of(
        new StandingBook.Due(
            new Execution(
                seq,
                number,
                DAY.plusDays(number),
                NOW,
                Fate.DUE,
                0,
                NOW,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            new StandingOrder(seq, wish, State.ACTIVE, number + 1, NOW, NOW, NOW)));
  }

  private static Lanes of(int items, Payee payee) {
    return of(IntStream.range(0, items).mapToObj(i -> item(i, 0, payee)).toList());
  }

  private static Lanes of(List<Item> items) {
    var lanes = new Lanes();
    lanes.add(items, true);
    return lanes;
  }

  private static Item taken(Lanes lanes) {
    return ((Next.Take) lanes.next()).item();
  }

  @Test
  void whoIsFoundLeavesTheLaneOfThoseToBeFound() {
    Lanes lanes = of(6, BY_PHONE);
    List<Item> items = taken(lanes, Lanes.PER_BANK);
    assertThat(lanes.next()).isInstanceOf(Next.Wait.class);

    lanes.found(items.getFirst(), BOLAT);

    assertThat(taken(lanes).payee()).contains(BOLAT);
    assertThat(taken(lanes).payee()).isEmpty();
    assertThat(lanes.next()).isInstanceOf(Next.Wait.class);
  }

  @Test
  void theDaysOfAnOrderKeepTheirOrderWhileItsPayeeIsFound() {
    Lanes lanes = of(List.of(item(1, 0, BY_PHONE), item(1, 1, BY_PHONE)));
    Item first = taken(lanes);
    lanes.found(first, BOLAT);
    Item found = taken(lanes);
    assertThat(found.execution()).isEqualTo(first.execution());
    assertThat(lanes.next()).isInstanceOf(Next.Wait.class);
    lanes.done(found);

    assertThat(taken(lanes).execution().number()).isOne();
  }

  @Test
  void silenceIsOfABankAndOfNobodyStillToBeFound() {
    Problem why = Problem.of(ErrorCode.PEER_SILENT, "peer", "KCJBKZKX", "timeout", "10 s");
    Lanes lanes = of(0, BY_PHONE);
    lanes.silent("826", why);

    assertThat(lanes.silence(item(1, 0, new Payee.Numbered(BOLAT)))).contains(why);
    assertThat(lanes.silence(item(1, 0, BY_PHONE))).isEmpty();
  }

  @Test
  void whoeverWaitsIsToldOfEachChangeAndOfTheEnd() {
    Lanes lanes = of(1, BY_PHONE);
    Item item = taken(lanes);
    var waiting = (Next.Wait) lanes.next();
    assertThat(waiting.change()).isNotDone();
    lanes.found(item, BOLAT);
    assertThat(waiting.change()).isDone();

    Item found = taken(lanes);
    var again = (Next.Wait) lanes.next();
    lanes.done(found);
    assertThat(again.change()).isDone();
    assertThat(lanes.next()).isInstanceOf(Next.Over.class);
  }

  @Test
  void moreIsReadWhenThereIsNothingToDoAndRoomForIt() {
    var lanes = new Lanes();
    assertThat(lanes.next()).isInstanceOf(Next.More.class);
    lanes.add(IntStream.range(0, 5).mapToObj(i -> item(i, 0, BY_PHONE)).toList(), false);
    assertThat(lanes.wantsMore()).isFalse();
    List<Item> items = taken(lanes, Lanes.PER_BANK);
    assertThat(lanes.wantsMore()).isTrue();
    assertThat(lanes.next()).isInstanceOf(Next.More.class);

    lanes.add(
        IntStream.range(5, Lanes.HELD_MAX + 4).mapToObj(i -> item(i, 0, BY_PHONE)).toList(), false);
    assertThat(lanes.wantsMore()).isFalse();
    assertThat(lanes.next()).isInstanceOf(Next.Wait.class);

    lanes.done(items.getFirst());
    assertThat(taken(lanes).order().seq()).isEqualTo(4);
    assertThat(lanes.next()).isInstanceOf(Next.More.class);
    lanes.add(List.of(), true);
    assertThat(lanes.next()).isInstanceOf(Next.Wait.class);
    lanes.end();
    assertThat(lanes.next()).isInstanceOf(Next.Over.class);
    assertThat(lanes.wantsMore()).isFalse();
  }

  private static List<Item> taken(Lanes lanes, int count) {
    return IntStream.range(0, count).mapToObj(_ -> taken(lanes)).toList();
  }
}
