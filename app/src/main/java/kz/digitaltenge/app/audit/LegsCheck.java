package kz.digitaltenge.app.audit;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.SplitLegs;

/// Compares the legs that a row of a split payment lists with the transaction and with the accounts
/// here that they pay. Accounts at other nodes are compared with what those nodes stored.
final class LegsCheck {
  private LegsCheck() {}

  static void check(EntryRow row, Transaction transaction, StatesColumn states, Spot entry) {
    List<Leg> legs = row.legs();
    Spot spot = entry.column("details");
    if (legs.isEmpty()) {
      spot.require(
          !row.isCommitted() || row.details().isEmpty() || row.refundOf().isPresent(),
          "they are neither a refund's nor a split payment's");
      return;
    }
    for (int i = 0; i < legs.size(); i++) {
      Leg leg = legs.get(i);
      spot.require(
          amount(transaction, leg.number()).equals(Optional.of(leg.amount().tiyn())),
          "output %d is not worth what its leg says",
          leg.number());
      if (row.isCommitted()) {
        spot.require(leg.number() == i, "leg %d is not at its place", leg.number());
        spot.require(
            account(states, i).map(leg.payee().value()::equals).orElse(true),
            "leg %d pays another account",
            i);
      }
    }
    if (row.isCommitted()) {
      entry
          .column("payee")
          .require(SplitLegs.words(legs).equals(row.payee()), "the legs pay %s", legs);
    } else {
      List<Integer> places = states.receives().stream().map(state -> state.ref().index()).toList();
      spot.require(
          legs.stream().map(Leg::number).toList().equals(places),
          "it does not list the outputs in this node's custody");
    }
  }

  private static Optional<Long> amount(Transaction transaction, int output) {
    return output < transaction.outputs().size()
            && transaction.outputs().get(output) instanceof State.Token token
        ? Optional.of(token.amount().tiyn())
        : Optional.empty();
  }

  private static Optional<String> account(StatesColumn states, int output) {
    return states.receives().stream()
        .filter(state -> state.ref().index() == output)
        .map(OwnedState::account)
        .findFirst();
  }
}
