package kz.digitaltenge.node.purse;

import static kz.digitaltenge.node.vault.Facts.TENGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.Transaction;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Long random histories of a few accounts, against a model that knows nothing of trees and queues:
/// which tokens there are, and who holds them.
class PurseHistoryTest {
  private static final int STEPS = 2_500;
  private static final int ACCOUNTS = 3;

  /// A reservation that is committed to a transaction.
  private record Running(Reservation reservation, List<OwnState> receives) {}

  private final Map<StateRef, OwnState> live = new LinkedHashMap<>();
  private final Map<StateRef, Reservation> heldBy = new HashMap<>();
  private final List<Reservation> open = new ArrayList<>();
  private final Map<TransactionId, Running> running = new LinkedHashMap<>();
  private final Map<TransactionId, List<OwnState>> incoming = new LinkedHashMap<>();

  /// What somebody in the queue asked for.
  private record Ask(AccountId account, Amount amount) {}

  // In the order of asking.
  private final Map<Turn, Ask> queued = new LinkedHashMap<>();

  private final Purse purse = new Purse(new HousekeepingPolicy(12, 9, 2, 4, Amount.ofTiyn(3)));
  private Random random = new Random(0);
  private Facts facts = new Facts(random);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void noTokenIsPaidWithTwiceAndNobodyStarves(long seed) {
    random = new Random(seed);
    facts = new Facts(random);
    for (var step = 0; step < STEPS; step++) {
      act(random.nextInt(100));
      collectAnswers();
      checkBalances();
    }
    settleEverything();
    assertThat(queued).isEmpty();
    assertThat(open).isEmpty();
    for (var account = 0; account < ACCOUNTS; account++) {
      var balance = purse.balance(Facts.account(account), TENGE);
      assertThat(balance.reserved()).isEqualTo(Amount.ZERO);
      assertThat(balance.incoming()).isEqualTo(Amount.ZERO);
    }
  }

  private void act(int dice) {
    if (dice < 35) {
      ask();
    } else if (dice < 42) {
      openAt(random.nextInt(ACCOUNTS), 1 + random.nextInt(4));
    } else if (dice < 52 && !incoming.isEmpty()) {
      var id = any(incoming.keySet());
      var states = take(incoming, id);
      end(id, states, null, random.nextInt(10) > 0 ? Outcome.FINAL : Outcome.NEVER);
    } else if (dice < 58 && !open.isEmpty()) {
      var released = open.remove(random.nextInt(open.size()));
      unhold(released);
      purse.release(released);
    } else if (dice < 80 && !open.isEmpty()) {
      commit(open.remove(random.nextInt(open.size())));
    } else if (dice < 94 && !running.isEmpty()) {
      var id = any(running.keySet());
      var ended = take(running, id);
      end(id, ended.receives(), ended.reservation(), outcome());
    } else if (dice < 96 && !queued.isEmpty()) {
      var turn = any(queued.keySet());
      queued.remove(turn);
      turn.withdraw();
    } else {
      purse.tidy(facts.payment()).ifPresent(tidying -> granted(tidying.reservation()));
    }
  }

  private void ask() {
    var account = Facts.account(random.nextInt(ACCOUNTS));
    var amount = Amount.ofTiyn(1 + random.nextInt(random.nextBoolean() ? 40 : 200));
    var before = purse.balance(account, TENGE);
    switch (purse.reserve(account, TENGE, amount, facts.payment())) {
      case Granted(var reservation) -> {
        assertThat(queued.values()).noneMatch(ask -> ask.account().equals(account));
        assertThat(reservation.amount()).isEqualTo(amount);
        granted(reservation);
      }
      case Waiting(var turn) -> queued.put(turn, new Ask(account, amount));
      case Insufficient(var available, _) ->
          assertThat(available).isLessThanOrEqualTo(before.available());
      case Fragmented(var payable) -> assertThat(payable).isLessThan(amount);
    }
  }

  private void granted(Reservation reservation) {
    var tokens = reservation.tokens();
    assertThat(tokens).hasSizeBetween(1, Transaction.INPUTS_MAX);
    assertThat(reservation.total()).isGreaterThanOrEqualTo(reservation.amount());
    for (var token : tokens) {
      assertThat(live.get(token.ref())).isEqualTo(token);
      assertThat(heldBy.put(token.ref(), reservation)).isNull();
    }
    open.add(reservation);
  }

  private void openAt(int account, int count) {
    var id = facts.id();
    var amounts = random.longs(count, 1, 60).toArray();
    var states = facts.states(id, Facts.account(account), TENGE, amounts);
    purse.expect(id, facts.payment(), states);
    purse.expect(id, facts.payment(), states);
    incoming.put(id, states);
  }

  private void commit(Reservation reservation) {
    var id = facts.id();
    var receives = new ArrayList<OwnState>();
    var parts = reservation.changeParts().stream().mapToLong(Amount::tiyn).toArray();
    receives.addAll(facts.states(id, reservation.account(), TENGE, parts));
    if (reservation.amount().isPositive() && random.nextBoolean()) {
      var payee = Facts.account(random.nextInt(ACCOUNTS));
      var paid = facts.states(id, payee, TENGE, reservation.amount().tiyn()).getFirst();
      receives.add(at(paid, parts.length));
    }
    purse.commit(reservation, id, receives);
    running.put(id, new Running(reservation, receives));
  }

  private void end(
      TransactionId id,
      List<OwnState> receives,
      @Nullable Reservation reservation,
      Outcome outcome) {
    Set<StateRef> gone = new HashSet<>();
    if (reservation != null) {
      if (outcome == Outcome.VOID && random.nextInt(4) == 0) {
        gone.add(reservation.tokens().getFirst().ref());
      }
      var lost = outcome == Outcome.FINAL ? refs(reservation) : gone;
      unhold(reservation);
      lost.forEach(live::remove);
    }
    if (outcome == Outcome.FINAL) {
      receives.forEach(state -> live.put(state.ref(), state));
    }
    assertThat(purse.settle(id, outcome, gone)).isTrue();
    assertThat(purse.settle(id, outcome, gone)).isFalse();
  }

  /// Takes what the queue was given. Whoever was answered was the first of those who wait for the
  /// same account.
  private void collectAnswers() {
    var heads = new HashMap<AccountId, Ask>();
    for (var entry : List.copyOf(queued.entrySet())) {
      var ask = entry.getValue();
      if (!entry.getKey().answer().isDone()) {
        heads.putIfAbsent(ask.account(), ask);
        continue;
      }
      assertThat(heads).doesNotContainKey(ask.account());
      queued.remove(entry.getKey());
      if (entry.getKey().answer().join() instanceof Granted(var reservation)) {
        granted(reservation);
      }
    }
    heads.values().forEach(this::checkThatItMustWait);
  }

  /// Whoever is first in a queue waits for a payment that runs, because what is free is not enough.
  private void checkThatItMustWait(Ask ask) {
    var busy = new HashSet<AccountId>();
    open.forEach(reservation -> busy.add(reservation.account()));
    running.values().forEach(payment -> busy.add(payment.reservation().account()));
    assertThat(busy).contains(ask.account());
    var free = live.values().stream().filter(state -> isFree(state, ask.account())).count();
    if (free <= Transaction.INPUTS_MAX) {
      assertThat(sum(ask.account(), false) - sum(ask.account(), true))
          .isLessThan(ask.amount().tiyn());
    }
  }

  private boolean isFree(OwnState state, AccountId account) {
    return state.account().equals(account) && !heldBy.containsKey(state.ref());
  }

  private void checkBalances() {
    for (var number = 0; number < ACCOUNTS; number++) {
      var account = Facts.account(number);
      var balance = purse.balance(account, TENGE);
      assertThat(balance.total().tiyn()).isEqualTo(sum(account, false));
      assertThat(balance.reserved().tiyn()).isEqualTo(sum(account, true));
      assertThat(balance.change()).isLessThanOrEqualTo(balance.reserved());
    }
  }

  private long sum(AccountId account, boolean heldOnly) {
    return live.values().stream()
        .filter(state -> state.account().equals(account))
        .filter(state -> !heldOnly || heldBy.containsKey(state.ref()))
        .mapToLong(state -> state.amount().tiyn())
        .sum();
  }

  private void settleEverything() {
    while (!open.isEmpty() || !running.isEmpty() || !incoming.isEmpty()) {
      if (!open.isEmpty()) {
        commit(open.removeFirst());
      } else if (!running.isEmpty()) {
        var id = running.keySet().iterator().next();
        var ended = take(running, id);
        end(id, ended.receives(), ended.reservation(), outcome());
      } else {
        var id = incoming.keySet().iterator().next();
        end(id, take(incoming, id), null, Outcome.FINAL);
      }
      collectAnswers();
      checkBalances();
    }
  }

  private Outcome outcome() {
    var dice = random.nextInt(10);
    return dice < 7 ? Outcome.FINAL : dice < 9 ? Outcome.VOID : Outcome.NEVER;
  }

  private void unhold(Reservation reservation) {
    refs(reservation).forEach(heldBy::remove);
  }

  private static List<StateRef> refs(Reservation reservation) {
    return reservation.tokens().stream().map(OwnState::ref).toList();
  }

  private static OwnState at(OwnState state, int index) {
    return new OwnState(
        new StateRef(state.ref().transaction(), index),
        state.account(),
        state.kind(),
        state.holding(),
        state.amount(),
        state.label());
  }

  private static <K, V> V take(Map<K, V> from, K key) {
    return Objects.requireNonNull(from.remove(key));
  }

  private <T> T any(Set<T> things) {
    return things.stream().skip(random.nextInt(things.size())).findFirst().orElseThrow();
  }
}
