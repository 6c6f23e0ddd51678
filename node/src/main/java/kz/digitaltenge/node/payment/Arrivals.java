package kz.digitaltenge.node.payment;

import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.CustodianTag;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyLabel;
import kz.digitaltenge.node.peer.Propose;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.OwnState;

/// What a proposed transaction brings to accounts here.
final class Arrivals {
  private final NodeParts parts;
  private final Custody custody;

  /// How a payee is to be paid.
  private record Place(AccountId account, KeyLabel label, Condition condition, Hash tag) {
    boolean isOf(Transaction transaction, int output) {
      return transaction.outputs().get(output) instanceof Token token
          && token.condition().equals(condition)
          && transaction.tags().get(output).equals(tag);
    }

    OwnState own(Transaction transaction, int output) {
      var token = (Token) transaction.outputs().get(output);
      return new OwnState(
          transaction.output(output),
          account,
          OwnState.Kind.TOKEN,
          new Holding(token.asset(), token.mark()),
          token.amount(),
          label);
    }
  }

  Arrivals(NodeParts parts, Custody custody) {
    this.parts = parts;
    this.custody = custody;
  }

  /// Tokens under exactly the conditions and tags that were prepared, and none of this node's that
  /// is not. Of legs each brings one, at its place in the transaction.
  List<OwnState> of(NodeId peer, Propose request) {
    Transaction transaction = request.transaction().transaction();
    List<Place> places =
        request.payees().stream().map(payee -> place(peer, request, payee)).toList();
    var receives = new ArrayList<OwnState>();
    for (int i = 0; i < transaction.outputs().size(); i++) {
      State output = transaction.outputs().get(i);
      if (output.custodian().equals(parts.self())) {
        int payee = request.hasLegs() ? receives.size() : 0;
        boolean expected =
            payee < places.size() && (!request.hasLegs() || request.payees().get(payee).leg() == i);
        if (!expected || !places.get(payee).isOf(transaction, i)) {
          throw Refusals.notPrepared(i).exception();
        }
        receives.add(places.get(payee).own(transaction, i));
      }
    }
    if (receives.isEmpty() || receives.size() < places.size()) {
      throw Refusals.notPrepared(request.payees().get(receives.size()).leg()).exception();
    }
    return receives;
  }

  Hash tag(KeyLabel label) {
    return CustodianTag.of(
        parts.network().get().networkId(), parts.self(), parts.nonces().nonce(label));
  }

  private Place place(NodeId peer, Propose request, Propose.Payee payee) {
    KeyLabel label = Labels.payee(peer, request.payment(), request.attempt(), payee.leg());
    return new Place(payee.account(), label, custody.condition(payee.account(), label), tag(label));
  }
}
