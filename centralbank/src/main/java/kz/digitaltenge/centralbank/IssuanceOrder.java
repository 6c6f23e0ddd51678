package kz.digitaltenge.centralbank;

import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;

/// New money for a bank, against a confirmed debit in the core banking system (S03).
///
/// @param bankAccount the bank's own account at its node, which receives the money
/// @param confirmation the core banking system's reference; one issue a confirmation, for good
public record IssuanceOrder(
    NodeId bank, AccountId bankAccount, Amount amount, String confirmation) {}
