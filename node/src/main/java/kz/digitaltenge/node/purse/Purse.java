package kz.digitaltenge.node.purse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.Settlement.Outcome;
import org.jspecify.annotations.Nullable;

/// The live tokens of a node's accounts, in memory, and who may use them: the one place where two
/// payments could fight for a token, and do not.
///
/// A payment's tokens go through [#reserve], [#commit] and [#settle]; before the commit [#release]
/// undoes the reservation. From the commit on only the transaction's end moves the tokens. At
/// start-up the purse is filled by [#resume] for transactions without an end and [#restore] for
/// live tokens, in any order. Any thread may call; nothing blocks; answers to those who wait come
/// on the thread that makes them possible.
public final class Purse {
  private final HousekeepingPolicy policy;
  private final ConcurrentHashMap<AccountId, Pouch> pouches = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<TransactionId, Pending> pendings = new ConcurrentHashMap<>();
  // Tokens that a resumed transaction consumes and that have not been seen here yet.
  private final ConcurrentHashMap<StateRef, Pending> spokenFor = new ConcurrentHashMap<>();
  private final Queue<Pouch> untidy = new ConcurrentLinkedQueue<>();

  /// An empty purse.
  public Purse(HousekeepingPolicy policy) {
    this.policy = policy;
  }

  /// Takes tokens of the account worth at least `amount` for the payment, which holds none of this
  /// account yet.
  public ReservationAnswer reserve(
      AccountId account, Holding holding, Amount amount, PaymentId holder) {
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("A payment of " + amount);
    }
    var pouch = find(account, holding);
    return pouch == null
        ? new ReservationAnswer.Insufficient(Amount.ZERO, Amount.ZERO)
        : pouch.reserve(amount.tiyn(), holder);
  }

  /// Gives the tokens of an uncommitted reservation back.
  public void release(Reservation reservation) {
    hand(reservation.pouch, reservation.pouch.release(reservation));
  }

  /// Binds a reservation to the transaction that consumes its tokens. To be called before anybody
  /// can learn that the node has committed; if the write then certainly fails, [#settle] as
  /// [Outcome#NEVER] undoes it.
  ///
  /// @param receives what the transaction brings to accounts of this node: change, payees on us
  public void commit(Reservation reservation, TransactionId id, List<OwnState> receives) {
    var pouch = reservation.pouch;
    var pending = pendings.computeIfAbsent(id, _ -> new Pending(reservation.holder()));
    if (!announce(pending, receives, pouch)) {
      pouch.expect(-pending.returnsTiyn(pouch));
    }
    pending.attach(reservation);
    hand(pouch, pouch.commit(reservation, pending.returnsTiyn(pouch)));
  }

  /// Money on its way in: a transaction of another node that was stored and attested.
  public void expect(TransactionId id, PaymentId payment, List<OwnState> receives) {
    announce(pendings.computeIfAbsent(id, _ -> new Pending(payment)), receives, null);
  }

  /// A transaction came to its end; false when the purse does not wait for it (any more).
  public boolean settle(TransactionId id, Outcome outcome) {
    return settle(id, outcome, Set.of());
  }

  /// The same, when the notary's refusal named tokens that are gone: these do not come back.
  public boolean settle(TransactionId id, Outcome outcome, Set<StateRef> gone) {
    var pending = pendings.remove(id);
    if (pending == null) {
      return false;
    }
    var reservations = pending.end(outcome);
    var receives = pending.receives();
    var touched = new LinkedHashSet<>(reservations.keySet());
    touched.addAll(receives.keySet());
    for (var pouch : touched) {
      var coming = receives.getOrDefault(pouch, List.of());
      var arrivals = outcome == Outcome.FINAL ? unclaimed(pouch, coming) : List.<Coin>of();
      var reservation = reservations.get(pouch);
      if (reservation == null) {
        hand(pouch, pouch.arrive(arrivals, Pending.tiyn(coming)));
      } else if (outcome == Outcome.FINAL) {
        hand(pouch, pouch.consume(reservation, arrivals));
      } else {
        hand(pouch, pouch.giveBack(reservation, gone));
      }
    }
    return true;
  }

  /// At start-up: a committed transaction without an end; its tokens stay reserved.
  public void resume(
      PaymentId holder, TransactionId id, List<StateRef> consumes, List<OwnState> receives) {
    var pending = pendings.computeIfAbsent(id, _ -> new Pending(holder));
    announce(pending, receives, null);
    consumes.forEach(ref -> spokenFor.put(ref, pending));
  }

  /// At start-up: a live token; registers are not kept here.
  public void restore(OwnState state) {
    if (state.kind() == OwnState.Kind.TOKEN) {
      var pouch = open(state.account(), state.holding());
      hand(pouch, pouch.arrive(unclaimed(pouch, List.of(Coin.of(state))), 0));
    }
  }

  /// What the account has of one holding.
  public Balance balance(AccountId account, Holding holding) {
    var pouch = find(account, holding);
    return pouch == null
        ? new Balance(holding, Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO)
        : pouch.balance();
  }

  /// What the account has, by holding; newest holding first.
  public List<Balance> balances(AccountId account) {
    var balances = new ArrayList<Balance>();
    for (var pouch = pouches.get(account); pouch != null; pouch = pouch.next) {
      balances.add(pouch.balance());
    }
    return balances;
  }

  /// How much is looked after. Counts what waits for housekeeping, so it is for people who watch.
  public PurseSize size() {
    return new PurseSize(pouches.size(), pendings.size(), untidy.size());
  }

  /// The next merge or split worth doing, with its tokens reserved for `holder`; empty when all is
  /// tidy or busy. For idle moments: each call looks at each untidy account once at most.
  public Optional<Tidying> tidy(PaymentId holder) {
    for (var left = untidy.size(); left > 0; left--) {
      var pouch = untidy.poll();
      if (pouch == null) {
        break;
      }
      pouch.unlist();
      var proposal = pouch.tidy(policy, holder);
      if (proposal != null) {
        nominate(pouch);
        return Optional.of(proposal);
      }
    }
    return Optional.empty();
  }

  /// A merge of the account's largest tokens with these reserved for `holder`, whoever waits for
  /// them; empty when there are fewer than two. For a payment that needs more of them than one
  /// transaction can consume.
  public Optional<Tidying> gather(AccountId account, Holding holding, PaymentId holder) {
    var pouch = find(account, holding);
    return pouch == null
        ? Optional.empty()
        : Optional.ofNullable(pouch.gather(policy.mergeInputsMax(), holder));
  }

  /// True when it was news; what is on its way is then added up, but for the change that a
  /// reservation counts itself.
  private boolean announce(Pending pending, List<OwnState> receives, @Nullable Pouch own) {
    if (pending.hasReceives()) {
      return false;
    }
    for (var state : receives) {
      if (state.kind() == OwnState.Kind.TOKEN) {
        pending.receive(open(state.account(), state.holding()), state);
      }
    }
    pending
        .receives()
        .forEach(
            (pouch, coins) -> {
              if (pouch != own) {
                pouch.expect(Pending.tiyn(coins));
              }
            });
    return true;
  }

  /// The arrivals that no resumed transaction has consumed; the others go to its reservation.
  private List<Coin> unclaimed(Pouch pouch, Collection<Coin> arrivals) {
    return spokenFor.isEmpty()
        ? List.copyOf(arrivals)
        : arrivals.stream().filter(coin -> isUnclaimed(pouch, coin)).toList();
  }

  private boolean isUnclaimed(Pouch pouch, Coin coin) {
    var claim = spokenFor.remove(coin.ref());
    if (claim == null) {
      return true;
    }
    synchronized (pouch) {
      synchronized (claim) {
        var ended = claim.outcome();
        if (ended == null) {
          var known = claim.reservationIn(pouch);
          var holding = pouch.resume(known, coin, claim.holder(), claim.returnsTiyn(pouch));
          if (known == null) {
            claim.attach(holding);
          }
        }
        return ended != null && ended != Outcome.FINAL;
      }
    }
  }

  private void hand(Pouch pouch, List<Runnable> answers) {
    Pouch.hand(answers);
    nominate(pouch);
  }

  private void nominate(Pouch pouch) {
    if (pouch.list(policy)) {
      untidy.add(pouch);
    }
  }

  private @Nullable Pouch find(AccountId account, Holding holding) {
    var pouch = pouches.get(account);
    while (pouch != null && !pouch.holding.equals(holding)) {
      pouch = pouch.next;
    }
    return pouch;
  }

  private Pouch open(AccountId account, Holding holding) {
    var known = find(account, holding);
    if (known != null) {
      return known;
    }
    pouches.compute(
        account,
        (_, first) -> {
          for (var pouch = first; pouch != null; pouch = pouch.next) {
            if (pouch.holding.equals(holding)) {
              return first;
            }
          }
          return new Pouch(account, holding, first);
        });
    return Objects.requireNonNull(find(account, holding));
  }
}
