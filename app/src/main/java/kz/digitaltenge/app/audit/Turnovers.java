package kz.digitaltenge.app.audit;

import java.util.Map;
import java.util.TreeMap;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.State;

/// What passed between a node and each other, and what it issued and redeemed, since the network
/// began: what the supply proof goes by, added up again from the settled transactions.
final class Turnovers {
  private static final int IN = 0;
  private static final int OUT = 1;
  private static final int ISSUED = 2;
  private static final int REDEEMED = 3;

  private final NodeId self;
  private final Map<Key, Long> sums = new TreeMap<>();

  Turnovers(NodeId self) {
    this.self = self;
  }

  /// The key of a row of the table `turnover`.
  record Key(int kind, String peer, String asset) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return "kind %d with %s in %s".formatted(kind, peer, asset);
    }
  }

  /// A row of the table `turnover` as it is on disk.
  record Row(Key key, long tiyn) {}

  /// Adds a final transaction that the node has settled.
  void settle(CheckedEntry entry) {
    if (entry.row().isCommitted()) {
      paid(entry);
    } else {
      for (OwnedState state : entry.states().receives()) {
        add(IN, String.valueOf(entry.row().peer()), state.asset(), state.tiyn());
      }
    }
  }

  private void paid(CheckedEntry entry) {
    for (State output : entry.transaction().outputs()) {
      if (output instanceof State.Token token && !token.custodian().equals(self)) {
        add(OUT, token.custodian().value(), text(token.asset()), token.amount().tiyn());
      }
    }
    long tiyn = entry.row().tiyn() == null ? 0 : entry.row().tiyn();
    String asset = String.valueOf(entry.row().asset());
    switch (entry.transaction().intents().getFirst()) {
      case Intent.Issue _ -> add(ISSUED, self.value(), asset, tiyn);
      case Intent.Redeem _ -> add(REDEEMED, self.value(), asset, tiyn);
      case Intent.Move _,
          Intent.Hold _,
          Intent.Order _,
          Intent.Housekeeping _,
          Intent.Refund _ -> {}
    }
  }

  /// Nothing is no turnover.
  private void add(int kind, String peer, String asset, long tiyn) {
    if (tiyn != 0) {
      sums.merge(new Key(kind, peer, asset), tiyn, Math::addExact);
    }
  }

  private static String text(Asset asset) {
    return OwnStatesCheck.text(asset);
  }

  /// Compares a row, and counts it as there.
  void compare(Row row, Spot store) {
    Long expected = sums.remove(row.key());
    Spot spot = store.row(row.key());
    if (expected == null) {
      spot.find("the settled transactions have no such turnover");
    } else {
      spot.column("tiyn")
          .require(expected == row.tiyn(), "the settled transactions come to %d", expected);
    }
  }

  /// Names what no row was compared with.
  void missing(Spot store) {
    sums.forEach(
        (key, tiyn) -> store.row(key).find("it is missing; transactions come to %d", tiyn));
  }
}
