package kz.digitaltenge.centralbank;

import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.ApprovedStep;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;

/// One change of the money supply. Its id follows from its confirmation, and so does its hash in
/// the register's chain.
sealed interface SupplyStep {
  record Issue(IssuanceOrder order) implements SupplyStep {}

  record Redeem(RedemptionOrder order) implements SupplyStep {}

  default String confirmation() {
    return switch (this) {
      case Issue(IssuanceOrder order) -> order.confirmation();
      case Redeem(RedemptionOrder order) -> order.confirmation();
    };
  }

  default Amount amount() {
    return switch (this) {
      case Issue(IssuanceOrder order) -> order.amount();
      case Redeem(RedemptionOrder order) -> order.amount();
    };
  }

  /// Who gets the money, when somebody does.
  default Optional<AccountId> payee() {
    return switch (this) {
      case Issue(IssuanceOrder order) -> Optional.of(order.bankAccount());
      case Redeem _ -> Optional.empty();
    };
  }

  default Hash confirmationHash() {
    return ApprovedStep.confirmation(kind(), confirmation());
  }

  default PaymentId id() {
    return ApprovedStep.payment(kind(), confirmationHash());
  }

  private ApprovedStep.Kind kind() {
    return switch (this) {
      case Issue _ -> ApprovedStep.Kind.ISSUE;
      case Redeem _ -> ApprovedStep.Kind.REDEEM;
    };
  }
}
