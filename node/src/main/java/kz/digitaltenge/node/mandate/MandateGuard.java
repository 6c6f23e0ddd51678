package kz.digitaltenge.node.mandate;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Quorum;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.vault.Holding;

/// Lets out of an account under a mandate only what its signatories approved, and asks the other
/// guard about all the rest.
final class MandateGuard implements AccountGuard {
  private final AccountGuard inner;
  private final Mandates mandates;

  MandateGuard(AccountGuard inner, Mandates mandates) {
    this.inner = inner;
    this.mandates = mandates;
  }

  @Override
  public AccountId addressee(NodeId peer, PaymentId payment, AccountId payee) {
    return inner.addressee(peer, payment, payee);
  }

  @Override
  public Optional<Quorum> quorum(AccountId account) {
    return mandates.inForce(account).map(Mandate::quorum);
  }

  @Override
  public Set<Integer> agreed(AccountId account, PaymentId payment) {
    return mandates.agreed(account, payment);
  }

  @Override
  public Permit pay(PaymentOrder order) {
    mandates.requireAgreed(order);
    return inner.pay(order);
  }

  @Override
  public void requireAskable(AccountId payer) {
    inner.requireAskable(payer);
  }

  @Override
  public void requireReceiving(AccountId payee) {
    inner.requireReceiving(payee);
  }

  @Override
  public void requireRoom(AccountId payee, Supplier<Amount> replaces) {
    inner.requireRoom(payee, replaces);
  }

  @Override
  public Permit receive(
      AccountId payee, Holding holding, Amount amount, Supplier<Amount> replaces) {
    return inner.receive(payee, holding, amount, replaces);
  }
}
