package kz.digitaltenge.node.payment;

import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.VaultRecord;

/// What must be the same when a payment id is used again.
record PaymentTerms(AccountId payer, String payee, Holding holding, Amount amount) {
  static PaymentTerms of(PaymentOrder order) {
    return new PaymentTerms(order.payer(), order.payee().value(), order.holding(), order.amount());
  }

  static PaymentTerms of(TransactionPlan plan) {
    return new PaymentTerms(plan.payer(), plan.payee().value(), plan.holding(), plan.amount());
  }

  static PaymentTerms of(VaultRecord.Committed record) {
    return new PaymentTerms(record.payer(), record.payee(), record.holding(), record.amount());
  }
}
