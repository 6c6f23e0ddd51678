package kz.digitaltenge.app.demo;

import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;

/// Who pays or is paid in a day's file.
public sealed interface Party {
  /// A customer's account, by its number.
  record Customer(AccountId account) implements Party {
    @Override
    public String toString() {
      return account.value();
    }
  }

  /// A bank with its own money, by its identifier.
  record Own(NodeId bank) implements Party {
    @Override
    public String toString() {
      return bank.value();
    }
  }
}
