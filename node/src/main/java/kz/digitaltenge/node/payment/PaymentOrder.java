package kz.digitaltenge.node.payment;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.Remittances;

/// A customer's wish to pay one payee, or several at once: all of them or none.
///
/// @param id chosen by the asker and unique within the payer's node; repeating an order with the
///   same id never pays twice
/// @param legs in order, numbered from 0; the payees are accounts here or at other banks: the
///   number says where
/// @param refundOf the transaction that is given back, all or a part of it; the only payee is then
///   its payer, at another bank by the number that stands for it
/// @param isPayoutUndone whether a customer gets back what was paid to the bank's own account to be
///   credited elsewhere, and could not be; no term of the payment
public record PaymentOrder(
    PaymentId id,
    AccountId payer,
    List<Leg> legs,
    Holding holding,
    Optional<TransactionId> refundOf,
    boolean isPayoutUndone) {
  public PaymentOrder {
    legs = List.copyOf(legs);
    for (int i = 0; i < legs.size(); i++) {
      if (legs.get(i).number() != i) {
        throw new IllegalArgumentException("leg %d is the %d.".formatted(legs.get(i).number(), i));
      }
    }
  }

  /// A payment, or what gives one back.
  public PaymentOrder(
      PaymentId id,
      AccountId payer,
      List<Leg> legs,
      Holding holding,
      Optional<TransactionId> refundOf) {
    this(id, payer, legs, holding, refundOf, false);
  }

  /// A payment to one payee that gives nothing back.
  public PaymentOrder(
      PaymentId id, AccountId payer, AccountId payee, Holding holding, Amount amount) {
    this(id, payer, payee, holding, amount, Optional.empty());
  }

  /// A payment to one payee.
  public PaymentOrder(
      PaymentId id,
      AccountId payer,
      AccountId payee,
      Holding holding,
      Amount amount,
      Optional<TransactionId> refundOf) {
    this(id, payer, List.of(Leg.only(payee, amount)), holding, refundOf);
  }

  /// A payment to several payees that gives nothing back.
  public PaymentOrder(PaymentId id, AccountId payer, List<Leg> legs, Holding holding) {
    this(id, payer, legs, holding, Optional.empty());
  }

  /// The same with every payee told this.
  public PaymentOrder telling(Remittance told) {
    return new PaymentOrder(
        id,
        payer,
        legs.stream().map(leg -> leg.telling(told)).toList(),
        holding,
        refundOf,
        isPayoutUndone);
  }

  /// The same as what undoes a customer's cashing out.
  public PaymentOrder undoingPayout() {
    return new PaymentOrder(id, payer, legs, holding, refundOf, true);
  }

  /// What every payee is told; nothing when they are told different things.
  public Remittance remittance() {
    return Remittances.of(legs).common();
  }

  boolean isSplit() {
    return legs.size() > 1;
  }

  /// What leaves the payer's account.
  ///
  /// @throws IllegalArgumentException when there is no such amount
  public Amount amount() {
    return Leg.sum(legs);
  }
}
