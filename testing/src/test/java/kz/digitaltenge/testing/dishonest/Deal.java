package kz.digitaltenge.testing.dishonest;

import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.peer.Prepared;

/// A payment as far as an honest bank has told where to pay.
public record Deal(
    NodeId bank, AccountId payee, PaymentId payment, int attempt, Prepared prepared) {
  Intent intent() {
    return new Intent.Move(payment, attempt);
  }
}
