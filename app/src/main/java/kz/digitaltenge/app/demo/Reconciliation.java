package kz.digitaltenge.app.demo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.StateRef;

/// The books of the network held against each other: every tenge that was issued and not redeemed
/// is some node's live token, and what the nodes hold is exactly what the notary lists.
///
/// @param live the sum of the live tokens of all nodes
/// @param notaryLive how many references the notary lists
/// @param nodesLive how many references the nodes hold, all together
/// @param heldTwice references that two nodes hold
/// @param onlyAtNodes references that a node holds and the notary does not list
/// @param onlyAtNotary references that the notary lists and no node holds
public record Reconciliation(
    Amount issued,
    Amount redeemed,
    Amount live,
    long notaryLive,
    long nodesLive,
    long heldTwice,
    long onlyAtNodes,
    long onlyAtNotary) {

  static Reconciliation of(
      DemoNetwork.Supply supply, List<DemoNetwork.NodeBook> books, Set<StateRef> notary) {
    Map<StateRef, NodeId> holders = new HashMap<>();
    Amount live = Amount.ZERO;
    long held = 0;
    long twice = 0;
    for (DemoNetwork.NodeBook book : books) {
      live = live.plus(book.balance());
      held += book.live().size();
      for (StateRef ref : book.live()) {
        twice += holders.putIfAbsent(ref, book.node()) == null ? 0 : 1;
      }
    }
    Set<StateRef> unlisted = new HashSet<>(holders.keySet());
    unlisted.removeAll(notary);
    long onlyAtNotary = notary.stream().filter(ref -> !holders.containsKey(ref)).count();
    return new Reconciliation(
        supply.issued(),
        supply.redeemed(),
        live,
        notary.size(),
        held,
        twice,
        unlisted.size(),
        onlyAtNotary);
  }

  public boolean moneyBalances() {
    return issued.minus(redeemed).equals(live);
  }

  public boolean referencesAgree() {
    return heldTwice == 0 && onlyAtNodes == 0 && onlyAtNotary == 0;
  }

  public boolean balanced() {
    return moneyBalances() && referencesAgree();
  }
}
