package kz.digitaltenge.app.demo;

import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;

/// One thing that happens on a day: a row of the file, read.
public sealed interface DayRow {
  /// The central bank issues money to a bank; the id stands for the core banking system's
  /// confirmation.
  record Issue(PaymentId id, NodeId bank, Amount amount) implements DayRow {}

  /// A bank opens an account for a customer.
  ///
  /// @param reference the customer as the bank knows it
  record Open(String reference, AccountId account, String name) implements DayRow {}

  /// Somebody pays somebody, at the same bank or another one.
  record Pay(PaymentId id, Party from, Party to, Amount amount) implements DayRow {}

  /// A bank gives money back, and the central bank destroys it.
  record Redeem(PaymentId id, NodeId bank, Amount amount) implements DayRow {}

  /// What no two rows of a file may share.
  default String key() {
    return switch (this) {
      case Issue row -> row.id.value();
      case Pay row -> row.id.value();
      case Redeem row -> row.id.value();
      // A reference is a bank's own matter, so two banks may use the same one. The blank keeps it
      // apart from the ids, which have none.
      case Open row -> row.account.bankCode() + " " + row.reference;
    };
  }
}
