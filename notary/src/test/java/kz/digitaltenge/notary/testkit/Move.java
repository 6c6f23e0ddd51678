package kz.digitaltenge.notary.testkit;

import java.util.List;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionId;

/// A transaction with the coins that it consumes and creates.
public record Move(Transaction transaction, List<Coin> inputs, List<Coin> outputs) {
  public Move {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  public TransactionId id() {
    return transaction.id();
  }
}
