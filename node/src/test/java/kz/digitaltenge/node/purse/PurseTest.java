package kz.digitaltenge.node.purse;

import static kz.digitaltenge.node.vault.Facts.TENGE;
import static kz.digitaltenge.node.vault.Facts.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.purse.ReservationAnswer.Fragmented;
import kz.digitaltenge.node.purse.ReservationAnswer.Granted;
import kz.digitaltenge.node.purse.ReservationAnswer.Insufficient;
import kz.digitaltenge.node.purse.ReservationAnswer.Turn;
import kz.digitaltenge.node.purse.ReservationAnswer.Waiting;
import kz.digitaltenge.node.vault.Facts;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.Settlement.Outcome;
import org.junit.jupiter.api.Test;

class PurseTest {
  private static final HousekeepingPolicy POLICY =
      new HousekeepingPolicy(8, 5, 3, 4, Amount.ofTiyn(10));

  private final Facts facts = new Facts(new Random(3));
  private final Purse purse = new Purse(POLICY);

  @Test
  void takesTheSmallestTokenThatSuffices() {
    has(100, 70, 30);
    assertThat(tiyn(granted(60))).containsExactly(70L);
    assertThat(tiyn(granted(100))).containsExactly(100L);
  }

  @Test
  void takesTheFewestTokensAndThenTheLeastChange() {
    has(50, 40, 30, 20, 5);
    assertThat(tiyn(granted(92))).containsExactly(50L, 40L, 5L);
  }

  @Test
  void aReservedTokenIsNobodyElses() {
    has(100);
    granted(100);
    assertThat(reserve(1)).isEqualTo(new Insufficient(Amount.ZERO, Amount.ZERO));
    assertThat(purse.balance(account(1), TENGE).total()).isEqualTo(Amount.ofTiyn(100));
    assertThat(purse.balance(account(1), TENGE).outgoing()).isEqualTo(Amount.ofTiyn(100));
  }

  @Test
  void otherHoldingsAndAccountsDoNotPay() {
    has(100);
    purse.restore(facts.states(facts.id(), account(1), Facts.marked(), 500).getFirst());
    purse.restore(facts.states(facts.id(), account(2), TENGE, 500).getFirst());

    assertThat(reserve(101)).isEqualTo(new Insufficient(Amount.ofTiyn(100), Amount.ZERO));
    assertThat(purse.reserve(account(9), TENGE, Amount.ofTiyn(1), facts.payment()))
        .isEqualTo(new Insufficient(Amount.ZERO, Amount.ZERO));
    assertThat(purse.balances(account(1))).hasSize(2);
  }

  @Test
  void aReservationEndsOnce() {
    has(100);
    var released = granted(10);
    purse.release(released);
    assertThatThrownBy(() -> purse.release(released)).isInstanceOf(IllegalStateException.class);
    var committed = granted(10);
    purse.commit(committed, facts.id(), List.of());

    assertThatThrownBy(() -> purse.release(committed)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> purse.commit(committed, facts.id(), List.of()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aPaymentHoldsTokensOfAnAccountOnce() {
    has(100, 100);
    var payment = facts.payment();
    assertThat(purse.reserve(account(1), TENGE, Amount.ofTiyn(5), payment))
        .isInstanceOf(Granted.class);
    assertThatThrownBy(() -> purse.reserve(account(1), TENGE, Amount.ofTiyn(5), payment))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void changeIsThereOnceThePaymentIsFinal() {
    has(100);
    var id = commit(granted(30));
    assertThat(purse.balance(account(1), TENGE)).isEqualTo(balance(0, 100, 70, 0));
    assertThat(purse.settle(id, Outcome.FINAL)).isTrue();
    assertThat(purse.settle(id, Outcome.FINAL)).isFalse();

    assertThat(purse.balance(account(1), TENGE)).isEqualTo(balance(70, 0, 0, 0));
  }

  @Test
  void tokensOfAPaymentThatFailedComeBackButForThoseThatAreGone() {
    has(60, 50);
    var reservation = granted(110);
    var gone = reservation.tokens().getFirst();
    var id = commit(reservation);
    purse.settle(id, Outcome.VOID, Set.of(gone.ref()));
    assertThat(purse.balance(account(1), TENGE)).isEqualTo(balance(50, 0, 0, 0));
    purse.settle(commit(granted(20)), Outcome.NEVER);

    assertThat(purse.balance(account(1), TENGE)).isEqualTo(balance(50, 0, 0, 0));
  }

  @Test
  void moneyOnItsWayInCountsWhenItIsThere() {
    var id = facts.id();
    purse.expect(id, facts.payment(), facts.states(id, account(1), TENGE, 40, 2));
    assertThat(purse.balance(account(1), TENGE)).isEqualTo(balance(0, 0, 0, 42));
    assertThat(reserve(1)).isEqualTo(new Insufficient(Amount.ZERO, Amount.ofTiyn(42)));
    purse.settle(id, Outcome.FINAL);
    assertThat(purse.balance(account(1), TENGE)).isEqualTo(balance(42, 0, 0, 0));
    var lost = facts.id();
    purse.expect(lost, facts.payment(), facts.states(lost, account(1), TENGE, 7));
    purse.settle(lost, Outcome.NEVER);

    assertThat(purse.balance(account(1), TENGE)).isEqualTo(balance(42, 0, 0, 0));
  }

  @Test
  void aPaymentOnUsReachesThePayee() {
    has(100);
    var reservation = granted(30);
    var id = facts.id();
    var receives = new ArrayList<>(facts.states(id, account(1), TENGE, 70));
    receives.add(
        new OwnState(
            new StateRef(id, 1),
            account(2),
            OwnState.Kind.TOKEN,
            TENGE,
            Amount.ofTiyn(30),
            receives.getFirst().label()));
    purse.commit(reservation, id, receives);
    assertThat(purse.balance(account(2), TENGE)).isEqualTo(balance(0, 0, 0, 30));
    purse.settle(id, Outcome.FINAL);

    assertThat(purse.balance(account(1), TENGE)).isEqualTo(balance(70, 0, 0, 0));
    assertThat(purse.balance(account(2), TENGE)).isEqualTo(balance(30, 0, 0, 0));
  }

  @Test
  void whoWaitsForChangeIsServedInTurn() {
    has(100);
    var first = commit(granted(10));
    var second = waiting(20);
    var third = waiting(30);
    assertThat(reserve(41)).isInstanceOf(Insufficient.class);
    assertThat(second.answer()).isNotDone();
    purse.settle(first, Outcome.FINAL);

    assertThat(third.answer()).isNotDone();
    var paying = ((Granted) second.answer().join()).reservation();
    purse.settle(commit(paying), Outcome.FINAL);
    assertThat(third.answer().join()).isInstanceOf(Granted.class);
  }

  @Test
  void whoWaitsIsToldWhenTheMoneyIsGoneForGood() {
    has(100);
    var reservation = granted(10);
    var waiting = waiting(85);
    // The flow pays 20 more than it reserved for: only 70 come back.
    var id = facts.id();
    purse.commit(reservation, id, facts.states(id, account(1), TENGE, 70));

    assertThat(waiting.answer().join()).isEqualTo(new Insufficient(Amount.ZERO, Amount.ofTiyn(70)));
  }

  @Test
  void whoLeavesTheQueueHoldsNothing() {
    has(100);
    var reservation = granted(10);
    var leaving = waiting(50);
    var staying = waiting(40);
    leaving.withdraw();
    leaving.withdraw();
    assertThat(leaving.answer()).isCancelled();
    var served = waiting(5);
    purse.release(reservation);
    assertThat(staying.answer().join()).isInstanceOf(Granted.class);
    served.withdraw();
    purse.release(((Granted) staying.answer().join()).reservation());

    assertThat(purse.balance(account(1), TENGE)).isEqualTo(balance(100, 0, 0, 0));
  }

  @Test
  void aGrantThatNobodyWaitsForGoesBack() {
    has(100);
    var reservation = granted(10);
    var late = waiting(50);
    purse.release(reservation);
    assertThat(late.answer()).isDone();
    late.withdraw();

    assertThat(purse.balance(account(1), TENGE)).isEqualTo(balance(100, 0, 0, 0));
  }

  @Test
  void tooManySmallTokensAreToldApartFromTooLittleMoney() {
    has(LongStream.generate(() -> 1).limit(70).toArray());
    assertThat(reserve(65)).isEqualTo(new Fragmented(Amount.ofTiyn(64)));
    assertThat(reserve(71)).isInstanceOf(Insufficient.class);
    assertThat(tiyn(granted(64))).hasSize(64);
  }

  @Test
  void changeIsDividedWhilePaymentsWait() {
    has(100);
    var reservation = granted(10);
    assertThat(reservation.changeParts()).containsExactly(Amount.ofTiyn(90));
    waiting(20);
    waiting(20);

    assertThat(reservation.changeParts())
        .containsExactly(Amount.ofTiyn(30), Amount.ofTiyn(30), Amount.ofTiyn(30));
    assertThat(granted(account(2), 10).changeParts()).isEmpty();
  }

  @Test
  void housekeepingMergesTheSmallestAndYields() {
    has(1, 2, 3, 4, 5, 6, 7, 8);
    var tidying = purse.tidy(facts.payment()).orElseThrow();
    assertThat(tiyn(tidying.reservation())).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(tidying.parts()).containsExactly(Amount.ofTiyn(15));
    assertThat(tidying.reservation().wanted()).isFalse();
    var waiting = waiting(25);
    assertThat(tidying.reservation().wanted()).isTrue();
    purse.release(tidying.reservation());

    assertThat(waiting.answer().join()).isInstanceOf(Granted.class);
    assertThat(purse.tidy(facts.payment())).isEmpty();
  }

  @Test
  void housekeepingSplitsTheTokenThatPaymentsQueueFor() {
    has(100);
    var first = granted(1);
    var turns = List.of(waiting(1), waiting(1), waiting(1));
    turns.forEach(Turn::withdraw);
    purse.release(first);

    var tidying = purse.tidy(facts.payment()).orElseThrow();
    assertThat(tidying.parts()).hasSize(4).allMatch(part -> part.tiyn() == 25);
    purse.release(tidying.reservation());
    assertThat(purse.tidy(facts.payment())).isEmpty();
  }

  @Test
  void committedTokensStayReservedOverARestart() {
    var income = facts.states(facts.id(), account(1), TENGE, 100, 50);
    var id = facts.id();
    var holder = facts.payment();
    var change = facts.states(id, account(1), TENGE, 30);
    purse.resume(holder, id, List.of(income.getFirst().ref()), change);
    income.forEach(purse::restore);
    assertThat(purse.balance(account(1), TENGE)).isEqualTo(balance(50, 100, 30, 0));
    assertThatThrownBy(() -> purse.reserve(account(1), TENGE, Amount.ofTiyn(1), holder))
        .isInstanceOf(IllegalStateException.class);
    purse.settle(id, Outcome.FINAL);

    assertThat(purse.balance(account(1), TENGE)).isEqualTo(balance(80, 0, 0, 0));
  }

  @Test
  void aTokenSpentBeforeItCameStaysSpent() {
    var creating = facts.id();
    var token = facts.states(creating, account(1), TENGE, 100);
    var early = facts.id();
    purse.resume(facts.payment(), early, List.of(token.getFirst().ref()), List.of());
    purse.expect(creating, facts.payment(), token);
    purse.settle(early, Outcome.FINAL);
    purse.settle(creating, Outcome.FINAL);
    assertThat(purse.balance(account(1), TENGE)).isEqualTo(balance(0, 0, 0, 0));

    var second = facts.id();
    var other = facts.states(second, account(1), TENGE, 100);
    var late = facts.id();
    purse.resume(facts.payment(), late, List.of(other.getFirst().ref()), List.of());
    purse.expect(second, facts.payment(), other);
    purse.settle(second, Outcome.FINAL);
    assertThat(purse.balance(account(1), TENGE)).isEqualTo(balance(0, 100, 0, 0));
    purse.settle(late, Outcome.NEVER);
    assertThat(purse.balance(account(1), TENGE)).isEqualTo(balance(100, 0, 0, 0));
  }

  private void has(long... tiyn) {
    facts.states(facts.id(), account(1), TENGE, tiyn).forEach(purse::restore);
  }

  private ReservationAnswer reserve(long tiyn) {
    return purse.reserve(account(1), TENGE, Amount.ofTiyn(tiyn), facts.payment());
  }

  private Reservation granted(long tiyn) {
    return ((Granted) reserve(tiyn)).reservation();
  }

  private Reservation granted(AccountId account, long tiyn) {
    facts.states(facts.id(), account, TENGE, tiyn).forEach(purse::restore);
    return ((Granted) purse.reserve(account, TENGE, Amount.ofTiyn(tiyn), facts.payment()))
        .reservation();
  }

  private Turn waiting(long tiyn) {
    return ((Waiting) reserve(tiyn)).turn();
  }

  /// Commits to a transaction that returns the change in one token.
  private TransactionId commit(Reservation reservation) {
    var id = facts.id();
    var change = reservation.change().tiyn();
    purse.commit(
        reservation,
        id,
        change == 0
            ? List.of()
            : facts.states(id, reservation.account(), reservation.holding(), change));
    return id;
  }

  private static List<Long> tiyn(Reservation reservation) {
    return reservation.tokens().stream().map(token -> token.amount().tiyn()).toList();
  }

  private static Balance balance(long available, long reserved, long change, long incoming) {
    return new Balance(
        TENGE,
        Amount.ofTiyn(available),
        Amount.ofTiyn(reserved),
        Amount.ofTiyn(change),
        Amount.ofTiyn(incoming));
  }
}
