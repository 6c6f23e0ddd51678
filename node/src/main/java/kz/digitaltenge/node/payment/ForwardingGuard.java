package kz.digitaltenge.node.payment;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Quorum;
import kz.digitaltenge.node.vault.Holding;

/// Asks another guard about everything; who extends it decides something by itself.
public abstract class ForwardingGuard implements AccountGuard {
  private final AccountGuard inner;

  /// Before another guard.
  protected ForwardingGuard(AccountGuard inner) {
    this.inner = inner;
  }

  /// The other guard.
  protected final AccountGuard inner() {
    return inner;
  }

  @Override
  public AccountId addressee(NodeId peer, PaymentId payment, AccountId payee) {
    return inner.addressee(peer, payment, payee);
  }

  @Override
  public Optional<Quorum> quorum(AccountId account) {
    return inner.quorum(account);
  }

  @Override
  public Set<Integer> agreed(AccountId account, PaymentId payment) {
    return inner.agreed(account, payment);
  }

  @Override
  public Permit pay(PaymentOrder order) {
    return inner.pay(order);
  }

  @Override
  public void requireIssuing(AccountId payee) {
    inner.requireIssuing(payee);
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
