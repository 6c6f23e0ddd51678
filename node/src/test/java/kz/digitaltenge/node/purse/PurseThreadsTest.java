package kz.digitaltenge.node.purse;

import static kz.digitaltenge.node.vault.Facts.TENGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.node.purse.ReservationAnswer.Fragmented;
import kz.digitaltenge.node.purse.ReservationAnswer.Granted;
import kz.digitaltenge.node.purse.ReservationAnswer.Insufficient;
import kz.digitaltenge.node.purse.ReservationAnswer.Waiting;
import kz.digitaltenge.node.vault.Facts;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.Settlement.Outcome;
import org.junit.jupiter.api.Test;

/// Many payers of few accounts at once: every token is consumed once, every tiyn is accounted for,
/// everyone is answered.
class PurseThreadsTest {
  private static final int PAYERS = 32;
  private static final int PAYMENTS = 200;
  private static final int ACCOUNTS = 2;
  // Long enough for another payer to get its turn.
  private static final long PAUSE_NANOS = 1_000;
  private static final long TIYN = 1_000_000;

  private final Purse purse = new Purse(HousekeepingPolicy.USUAL);
  private final Set<StateRef> consumed = ConcurrentHashMap.newKeySet();

  @Test
  void everyTokenIsConsumedOnceAndEveryPaymentAnswered() throws Exception {
    // Not the seed of any payer, or two transactions would have one id.
    var facts = new Facts(new Random(PAYERS));
    for (var account = 0; account < ACCOUNTS; account++) {
      facts.states(facts.id(), Facts.account(account), TENGE, TIYN).forEach(purse::restore);
    }
    List<Future<Long>> payers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var payer = 0; payer < PAYERS; payer++) {
        var number = payer;
        payers.add(threads.submit(() -> pay(number)));
      }
    }
    var paid = 0L;
    for (var payer : payers) {
      paid += payer.get(1, TimeUnit.MINUTES);
    }

    var left = 0L;
    for (var account = 0; account < ACCOUNTS; account++) {
      var balance = purse.balance(Facts.account(account), TENGE);
      assertThat(balance.reserved()).isEqualTo(Amount.ZERO);
      left += balance.available().tiyn();
    }
    assertThat(left + paid).isEqualTo(ACCOUNTS * TIYN);
  }

  /// What this payer's payments took away.
  private long pay(int payer) throws InterruptedException, ExecutionException, TimeoutException {
    var facts = new Facts(new Random(payer));
    var random = new Random(payer);
    var paid = 0L;
    for (var i = 0; i < PAYMENTS; i++) {
      var holder = new PaymentId("p-" + payer + "-" + i);
      var account = Facts.account(random.nextInt(ACCOUNTS));
      var amount = Amount.ofTiyn(1 + random.nextInt(50));
      var answer = purse.reserve(account, TENGE, amount, holder);
      if (answer instanceof Waiting(var turn)) {
        if (random.nextInt(20) == 0) {
          turn.withdraw();
          continue;
        }
        answer = turn.answer().get(1, TimeUnit.MINUTES);
      }
      paid +=
          switch (answer) {
            case Granted(var reservation) -> carryOut(reservation, facts, random);
            case Insufficient _, Fragmented _, Waiting _ -> throw new AssertionError(answer);
          };
    }
    return paid;
  }

  private long carryOut(Reservation reservation, Facts facts, Random random) {
    if (random.nextInt(10) == 0) {
      purse.release(reservation);
      return 0;
    }
    LockSupport.parkNanos(PAUSE_NANOS);
    var id = facts.id();
    var parts = reservation.changeParts().stream().mapToLong(Amount::tiyn).toArray();
    var change = facts.states(id, reservation.account(), TENGE, parts);
    purse.commit(reservation, id, change);
    LockSupport.parkNanos(PAUSE_NANOS);
    if (random.nextInt(10) == 0) {
      purse.settle(id, Outcome.VOID);
      return 0;
    }
    var refs = new HashSet<StateRef>();
    reservation.tokens().stream().map(OwnState::ref).forEach(refs::add);
    refs.forEach(ref -> assertThat(consumed.add(ref)).isTrue());
    purse.settle(id, Outcome.FINAL);
    return reservation.amount().tiyn();
  }
}
