package kz.digitaltenge.node.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.Holding;

/// A payment out of an account of this node that is committed to and has no known end.
///
/// @param attempt which of the payment's
/// @param payee as the payer's history will name the other side
/// @param refundOf the transaction that it gives back
/// @param remittance what the payees are told, when all are told the same
/// @param banks the other nodes that are paid; empty when it is within this one
/// @param since when its transaction was made, by this node's clock
public record OpenPayment(
    TransactionId transaction,
    PaymentId payment,
    int attempt,
    AccountId payer,
    String payee,
    Holding holding,
    Amount amount,
    Optional<TransactionId> refundOf,
    Remittance remittance,
    List<NodeId> banks,
    Instant since) {
  public OpenPayment {
    banks = List.copyOf(banks);
  }
}
