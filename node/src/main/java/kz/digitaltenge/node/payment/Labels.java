package kz.digitaltenge.node.payment;

import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.KeyLabel;

/// What one-time keys and tag nonces derive from. Every word is in the payment itself, so a vault
/// that was restored from a backup finds the keys of tokens it has never seen.
final class Labels {
  private Labels() {}

  /// @param leg of the payment, from 0: two payees at one node get different tags as well
  static KeyLabel payee(NodeId payerNode, PaymentId payment, int attempt, int leg) {
    String number = Integer.toString(attempt);
    return leg == 0
        ? KeyLabel.of("payee", payerNode.value(), payment.value(), number)
        : KeyLabel.of("payee", payerNode.value(), payment.value(), number, Integer.toString(leg));
  }

  static KeyLabel change(PaymentId payment, int attempt, int part) {
    return KeyLabel.of(
        "change", payment.value(), Integer.toString(attempt), Integer.toString(part));
  }
}
