package kz.digitaltenge.node.payment;

import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.Holding;

/// A customer's wish to pay.
///
/// @param id chosen by the asker and unique within the payer's node; repeating an order with the
///   same id never pays twice
/// @param payee an account here or at another bank: the number says where
/// @param amount more than zero
/// @param refundOf the transaction that is given back, all or a part of it; the payee is then its
///   payer, at another bank by the number that stands for it
public record PaymentOrder(
    PaymentId id,
    AccountId payer,
    AccountId payee,
    Holding holding,
    Amount amount,
    Optional<TransactionId> refundOf) {
  /// A payment that gives nothing back.
  public PaymentOrder(
      PaymentId id, AccountId payer, AccountId payee, Holding holding, Amount amount) {
    this(id, payer, payee, holding, amount, Optional.empty());
  }
}
