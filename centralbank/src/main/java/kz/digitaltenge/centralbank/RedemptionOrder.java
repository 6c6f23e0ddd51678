package kz.digitaltenge.centralbank;

import kz.digitaltenge.ledger.Amount;

/// Money to destroy out of the central bank's redemption account, against a confirmed credit in the
/// core banking system (S13).
///
/// @param confirmation the core banking system's reference; one redemption a confirmation, for good
public record RedemptionOrder(Amount amount, String confirmation) {}
