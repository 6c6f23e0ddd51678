package kz.digitaltenge.node.payment;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.RefundLink;
import kz.digitaltenge.node.vault.Remittances;
import kz.digitaltenge.node.vault.SplitLegs;
import kz.digitaltenge.node.vault.VaultRecord;

/// What must be the same when a payment id is used again.
///
/// @param split the legs of a payment to several payees
/// @param remittances what the payees are told
record PaymentTerms(
    AccountId payer,
    String payee,
    Holding holding,
    Amount amount,
    Optional<TransactionId> refundOf,
    List<Leg> split,
    Remittances remittances) {
  static PaymentTerms of(PaymentOrder order) {
    return of(order.payer(), order.legs(), order.holding(), order.refundOf());
  }

  static PaymentTerms of(TransactionPlan plan) {
    return of(plan.payer(), plan.legs(), plan.holding(), refundOf(plan.intent()));
  }

  private static PaymentTerms of(
      AccountId payer, List<Leg> legs, Holding holding, Optional<TransactionId> refundOf) {
    return new PaymentTerms(
        payer,
        SplitLegs.words(legs),
        holding,
        Leg.sum(legs),
        refundOf,
        legs.size() == 1 ? List.of() : untold(legs),
        Remittances.of(legs));
  }

  private static List<Leg> untold(List<Leg> legs) {
    return legs.stream().map(leg -> leg.telling(Remittance.NONE)).toList();
  }

  /// Whether an order with these terms means this payment. What its payees were told is passed over
  /// when an older build committed to it, which did not keep that.
  boolean areMetBy(PaymentTerms asked) {
    return equals(
        remittances.isKept()
            ? asked
            : new PaymentTerms(
                asked.payer,
                asked.payee,
                asked.holding,
                asked.amount,
                asked.refundOf,
                asked.split,
                remittances));
  }

  static PaymentTerms of(VaultRecord.Committed record) {
    return new PaymentTerms(
        record.payer(),
        record.payee(),
        record.holding(),
        record.amount(),
        RefundLink.in(record.details()),
        SplitLegs.in(record.details()),
        record.remittances());
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
