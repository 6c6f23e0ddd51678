package kz.digitaltenge.node.purse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.Settlement.Outcome;
import org.jspecify.annotations.Nullable;

/// A transaction on its way: the reservations it consumes and the tokens it will bring. Its monitor
/// is taken inside a pouch's, never the other way round.
final class Pending {
  private final PaymentId holder;
  private final Map<Pouch, Reservation> reservations = new LinkedHashMap<>();
  private final Map<Pouch, List<Coin>> receives = new LinkedHashMap<>();
  private @Nullable Outcome outcome;

  Pending(PaymentId holder) {
    this.holder = holder;
  }

  PaymentId holder() {
    return holder;
  }

  synchronized boolean hasReceives() {
    return !receives.isEmpty();
  }

  synchronized void receive(Pouch pouch, OwnState state) {
    receives.computeIfAbsent(pouch, _ -> new ArrayList<>()).add(Coin.of(state));
  }

  synchronized Map<Pouch, List<Coin>> receives() {
    return new LinkedHashMap<>(receives);
  }

  synchronized long returnsTiyn(Pouch pouch) {
    return tiyn(receives.getOrDefault(pouch, List.of()));
  }

  synchronized void attach(Reservation reservation) {
    if (reservations.putIfAbsent(reservation.pouch, reservation) != null) {
      throw new IllegalStateException("Two reservations of one account for one transaction");
    }
  }

  synchronized @Nullable Reservation reservationIn(Pouch pouch) {
    return reservations.get(pouch);
  }

  synchronized @Nullable Outcome outcome() {
    return outcome;
  }

  /// Ends it; what it held is returned once.
  synchronized Map<Pouch, Reservation> end(Outcome ending) {
    outcome = ending;
    return new LinkedHashMap<>(reservations);
  }

  static long tiyn(List<Coin> coins) {
    var sum = 0L;
    for (var coin : coins) {
      sum += coin.tiyn;
    }
    return sum;
  }
}
