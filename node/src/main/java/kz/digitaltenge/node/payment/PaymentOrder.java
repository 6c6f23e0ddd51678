package kz.digitaltenge.node.payment;

import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.Holding;

/// A customer's wish to pay.
///
/// @param id chosen by the asker and unique within the payer's node; repeating an order with the
///   same id never pays twice
/// @param payee an account here or at another bank: the number says where
/// @param amount more than zero
public record PaymentOrder(
    PaymentId id, AccountId payer, AccountId payee, Holding holding, Amount amount) {}
