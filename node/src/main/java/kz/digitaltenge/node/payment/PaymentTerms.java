package kz.digitaltenge.node.payment;

import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.RefundLink;
import kz.digitaltenge.node.vault.VaultRecord;

/// What must be the same when a payment id is used again.
record PaymentTerms(
    AccountId payer,
    String payee,
    Holding holding,
    Amount amount,
    Optional<TransactionId> refundOf) {
  static PaymentTerms of(PaymentOrder order) {
    return new PaymentTerms(
        order.payer(), order.payee().value(), order.holding(), order.amount(), order.refundOf());
  }

  static PaymentTerms of(TransactionPlan plan) {
    return new PaymentTerms(
        plan.payer(), plan.payee().value(), plan.holding(), plan.amount(), refundOf(plan.intent()));
  }

  static PaymentTerms of(VaultRecord.Committed record) {
    return new PaymentTerms(
        record.payer(),
        record.payee(),
        record.holding(),
        record.amount(),
        RefundLink.in(record.details()));
  }

  /// The transaction that one with this intent gives back.
  static Optional<TransactionId> refundOf(Intent intent) {
    return switch (intent) {
      case Intent.Refund(_, _, TransactionId of) -> Optional.of(of);
      case Intent.Move _,
          Intent.Issue _,
          Intent.Redeem _,
          Intent.Hold _,
          Intent.Order _,
          Intent.Housekeeping _ ->
          Optional.empty();
    };
  }
}
