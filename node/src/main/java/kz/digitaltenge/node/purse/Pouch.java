package kz.digitaltenge.node.purse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.purse.ReservationAnswer.Fragmented;
import kz.digitaltenge.node.purse.ReservationAnswer.Granted;
import kz.digitaltenge.node.purse.ReservationAnswer.Insufficient;
import kz.digitaltenge.node.purse.ReservationAnswer.Waiting;
import kz.digitaltenge.node.vault.Holding;
import org.jspecify.annotations.Nullable;

/// The tokens of one account and holding. Everything mutable is guarded by the pouch's own monitor;
/// answers to those who wait are handed out by the caller after it has left, so no foreign code
/// runs inside.
final class Pouch {
  /// A change is divided into so many parts at most, however many payments wait.
  static final int CHANGE_PARTS_MAX = 16;

  final AccountId account;
  final Holding holding;
  // The account's next holding; see Purse.
  final @Nullable Pouch next;

  private final CoinTree free = new CoinTree();
  private long freeTiyn;
  private long reservedTiyn;
  private long changeTiyn;
  private long incomingTiyn;
  private long promisedTiyn;
  private int waits;
  private boolean listed;
  private @Nullable Map<PaymentId, Reservation> reservations;
  private @Nullable Deque<QueuedTurn> queue;

  Pouch(AccountId account, Holding holding, @Nullable Pouch next) {
    this.account = account;
    this.holding = holding;
    this.next = next;
  }

  /// Takes tokens, or says why not. Nobody overtakes those who wait.
  synchronized ReservationAnswer reserve(long tiyn, PaymentId holder) {
    refuseSecond(holder);
    if (isQueueEmpty()) {
      var chosen = Selection.choose(free, tiyn, Transaction.INPUTS_MAX);
      if (!chosen.isEmpty()) {
        return new Granted(take(chosen, tiyn, holder, Reservation.Stage.OPEN));
      }
    }
    var answer = shortage(tiyn);
    return answer != null ? answer : enqueue(tiyn, holder);
  }

  /// Gives the tokens of an uncommitted reservation back.
  synchronized List<Runnable> release(Reservation reservation) {
    require(reservation, Reservation.Stage.OPEN);
    close(reservation);
    reservation.coins.forEach(this::free);
    return serve();
  }

  /// From now on only the transaction's end gives the tokens back. The change is what the
  /// transaction really returns.
  synchronized List<Runnable> commit(Reservation reservation, long returnsTiyn) {
    require(reservation, Reservation.Stage.OPEN);
    reservation.stage = Reservation.Stage.COMMITTED;
    changeTiyn += returnsTiyn - reservation.changeTiyn;
    reservation.changeTiyn = returnsTiyn;
    return serve();
  }

  /// A committed reservation's transaction is final: its tokens are gone, and these have come.
  synchronized List<Runnable> consume(Reservation reservation, Collection<Coin> arrivals) {
    require(reservation, Reservation.Stage.COMMITTED);
    close(reservation);
    arrivals.forEach(this::free);
    return serve();
  }

  /// A committed reservation's transaction will never be final: its tokens come back, but for those
  /// found to be gone.
  synchronized List<Runnable> giveBack(Reservation reservation, Set<StateRef> gone) {
    require(reservation, Reservation.Stage.COMMITTED);
    close(reservation);
    reservation.coins.stream().filter(coin -> !gone.contains(coin.ref())).forEach(this::free);
    return serve();
  }

  /// Tokens from elsewhere are live; so much less is on its way.
  synchronized List<Runnable> arrive(Collection<Coin> arrivals, long expectedTiyn) {
    incomingTiyn -= expectedTiyn;
    arrivals.forEach(this::free);
    return serve();
  }

  /// So much more (or, negative, less) is on its way from elsewhere.
  synchronized void expect(long tiyn) {
    incomingTiyn += tiyn;
  }

  /// At start-up: a committed transaction of an earlier life has consumed this token already. What
  /// its change is worth leaves *incoming*, because it is this account's own.
  synchronized Reservation resume(
      @Nullable Reservation known, Coin coin, PaymentId holder, long returnsTiyn) {
    if (known == null) {
      var resumed = take(List.of(), 0, holder, Reservation.Stage.COMMITTED);
      resumed.changeTiyn = returnsTiyn;
      changeTiyn += returnsTiyn;
      incomingTiyn -= returnsTiyn;
      known = resumed;
    }
    known.coins.add(coin);
    reservedTiyn += coin.tiyn;
    return known;
  }

  synchronized Balance balance() {
    return new Balance(
        holding,
        Amount.ofTiyn(freeTiyn),
        Amount.ofTiyn(reservedTiyn),
        Amount.ofTiyn(changeTiyn),
        Amount.ofTiyn(incomingTiyn));
  }

  /// True when the pouch became worth a look and is not on the list of such pouches yet.
  synchronized boolean list(HousekeepingPolicy policy) {
    if (listed || (free.count() < policy.mergeFrom() && waits < policy.splitFromWaits())) {
      return false;
    }
    listed = true;
    return true;
  }

  synchronized void unlist() {
    listed = false;
  }

  /// Reserves tokens for a merge or split; null when there is nothing to do or payments are
  /// running.
  synchronized @Nullable Tidying tidy(HousekeepingPolicy policy, PaymentId holder) {
    if (!isQueueEmpty()) {
      return null;
    }
    if (free.count() >= policy.mergeFrom()) {
      var merged = Selection.smallest(free, policy.mergeInputsMax());
      return merge(take(merged, 0, holder, Reservation.Stage.OPEN));
    }
    var largest = waits >= policy.splitFromWaits() ? free.largest() : null;
    if (largest == null) {
      // A hot account whose tokens are all taken now stays hot until the next look.
      return null;
    }
    waits = 0;
    // As many as there may be before they would be merged again.
    var room = Math.min(policy.splitParts(), policy.mergeFrom() - free.count());
    var parts = Math.min(largest.tiyn / policy.splitPartMin().tiyn(), room);
    if (parts < 2) {
      return null;
    }
    var split = take(List.of(largest), 0, holder, Reservation.Stage.OPEN);
    return new Tidying(split, Division.of(split.total(), (int) parts));
  }

  /// Reserves the largest tokens for a merge; null when there are fewer than two.
  synchronized @Nullable Tidying gather(int coinsMax, PaymentId holder) {
    var largest = Selection.largest(free, coinsMax);
    return largest.size() < 2 ? null : merge(take(largest, 0, holder, Reservation.Stage.OPEN));
  }

  private static Tidying merge(Reservation reservation) {
    return new Tidying(reservation, List.of(reservation.total()));
  }

  synchronized List<Amount> changeParts(Amount change) {
    if (change.tiyn() == 0) {
      return List.of();
    }
    var waiting = queue == null ? 0 : queue.size();
    var wanted = Math.min(CHANGE_PARTS_MAX, 1 + waiting);
    var fair = waiting == 0 ? change.tiyn() : Math.max(1, promisedTiyn / waiting);
    return Division.of(change, Math.clamp(change.tiyn() / fair, 1, wanted));
  }

  /// Takes a payment out of the queue; those behind it may be served now.
  synchronized List<Runnable> withdraw(QueuedTurn turn) {
    if (queue != null && queue.remove(turn)) {
      promisedTiyn -= turn.tiyn;
    }
    return serve();
  }

  /// Hands out answers; to be called outside every pouch.
  static void hand(List<Runnable> answers) {
    answers.forEach(Runnable::run);
  }

  /// Answers, from the head of the queue, everyone whose answer is known.
  private List<Runnable> serve() {
    if (queue == null || queue.isEmpty()) {
      return List.of();
    }
    var answers = new ArrayList<Runnable>();
    while (!queue.isEmpty()) {
      var head = queue.getFirst();
      var chosen = Selection.choose(free, head.tiyn, Transaction.INPUTS_MAX);
      promisedTiyn -= head.tiyn;
      var answer =
          chosen.isEmpty()
              ? shortageOfFirst(head.tiyn)
              : new Granted(take(chosen, head.tiyn, head.holder, Reservation.Stage.OPEN));
      if (answer == null) {
        promisedTiyn += head.tiyn;
        return answers;
      }
      queue.removeFirst();
      answers.add(() -> head.complete(answer));
    }
    return answers;
  }

  private Waiting enqueue(long tiyn, PaymentId holder) {
    if (queue == null) {
      queue = new ArrayDeque<>();
    }
    var turn = new QueuedTurn(this, holder, tiyn);
    queue.addLast(turn);
    promisedTiyn += tiyn;
    waits++;
    if (reservations != null) {
      reservations.values().stream()
          .filter(held -> held.amount().tiyn() == 0)
          .forEach(Reservation::want);
    }
    return new Waiting(turn);
  }

  /// Why so much cannot come even after everyone who waits is served; null when it can.
  private @Nullable ReservationAnswer shortage(long tiyn) {
    var left = freeTiyn + changeTiyn - promisedTiyn;
    if (left < tiyn) {
      var available = Math.max(0, freeTiyn - promisedTiyn);
      return new Insufficient(Amount.ofTiyn(available), Amount.ofTiyn(changeTiyn + incomingTiyn));
    }
    return isQueueEmpty() ? fragmentation(tiyn) : null;
  }

  /// The same for the head of the queue.
  private @Nullable ReservationAnswer shortageOfFirst(long tiyn) {
    if (freeTiyn + changeTiyn < tiyn) {
      return new Insufficient(Amount.ofTiyn(freeTiyn), Amount.ofTiyn(changeTiyn + incomingTiyn));
    }
    return fragmentation(tiyn);
  }

  private @Nullable ReservationAnswer fragmentation(long tiyn) {
    // With change still to come the large token that is missing may be among it.
    return changeTiyn == 0 && freeTiyn >= tiyn
        ? new Fragmented(Amount.ofTiyn(Selection.payableTiyn(free, Transaction.INPUTS_MAX)))
        : null;
  }

  private Reservation take(
      List<Coin> chosen, long tiyn, PaymentId holder, Reservation.Stage stage) {
    var reservation = new Reservation(this, holder, tiyn, new ArrayList<>(chosen));
    reservation.stage = stage;
    for (var coin : chosen) {
      if (!free.remove(coin)) {
        throw new IllegalStateException("A chosen token is not free: " + coin.ref());
      }
      freeTiyn -= coin.tiyn;
      reservedTiyn += coin.tiyn;
    }
    changeTiyn += reservation.changeTiyn;
    if (reservations == null) {
      reservations = new LinkedHashMap<>();
    }
    reservations.put(holder, reservation);
    return reservation;
  }

  private void close(Reservation reservation) {
    reservation.stage = Reservation.Stage.CLOSED;
    reservedTiyn -= reservation.totalTiyn();
    changeTiyn -= reservation.changeTiyn;
    if (reservations != null) {
      reservations.remove(reservation.holder());
      if (reservations.isEmpty()) {
        reservations = null;
      }
    }
  }

  private void free(Coin coin) {
    if (free.add(coin)) {
      freeTiyn += coin.tiyn;
    }
  }

  private boolean isQueueEmpty() {
    return queue == null || queue.isEmpty();
  }

  private void refuseSecond(PaymentId holder) {
    var inQueue = queue != null && queue.stream().anyMatch(turn -> turn.holder.equals(holder));
    if (inQueue || (reservations != null && reservations.containsKey(holder))) {
      throw new IllegalStateException(
          holder + " holds or awaits tokens of " + account + " already");
    }
  }

  private static void require(Reservation reservation, Reservation.Stage stage) {
    if (reservation.stage != stage) {
      throw new IllegalStateException(reservation + " is not " + stage);
    }
  }
}
