package kz.digitaltenge.centralbank;

import java.util.List;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.BlockOrder.OfficerSignature;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.node.account.AccountId;

/// New money for a bank, against a confirmed debit in the core banking system (S03).
///
/// @param bankAccount the bank's own account at its node, which receives the money
/// @param confirmation the core banking system's reference; one issue a confirmation, for good
/// @param approvals what officers signed
public record IssuanceOrder(
    NodeId bank, AccountId bankAccount, Amount amount, String confirmation, Approvals approvals) {

  /// What officers signed, and the conversion that they named.
  public record Approvals(String conversion, List<OfficerSignature> signatures) {
    private static final Approvals NONE = new Approvals("none", List.of());

    public Approvals {
      signatures = List.copyOf(signatures);
    }

    /// Of one conversion.
    public static Approvals of(List<OfficerApproval> approvals) {
      return approvals.isEmpty()
          ? NONE
          : new Approvals(
              approvals.getFirst().step().conversion(),
              approvals.stream().map(OfficerApproval::by).toList());
    }
  }

  /// One that nobody approved.
  public IssuanceOrder(NodeId bank, AccountId bankAccount, Amount amount, String confirmation) {
    this(bank, bankAccount, amount, confirmation, Approvals.NONE);
  }
}
