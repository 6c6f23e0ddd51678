package kz.digitaltenge.app.role;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Quorum;
import kz.digitaltenge.node.block.Blocks;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.vault.Holding;

/// Lets out of a failed bank's accounts what its administrator pays out and nothing else: by the
/// officers' order, so without asking limits, mandates, orders on accounts and screening.
final class ResolutionGuard implements AccountGuard {
  private final AccountGuard inner;
  private final NodeId self;
  private final BlockOrder order;
  private final Set<PaymentId> planned;

  private ResolutionGuard(
      AccountGuard inner, NodeId self, BlockOrder order, Set<PaymentId> planned) {
    this.inner = inner;
    this.self = self;
    this.order = order;
    this.planned = planned;
  }

  /// The payments that an administrator has planned, by their ids.
  static final class Planned {
    private final Set<PaymentId> ids = ConcurrentHashMap.newKeySet();

    void add(PaymentId id) {
      ids.add(id);
    }

    AccountGuard over(AccountGuard inner, NodeId self, BlockOrder order) {
      return new ResolutionGuard(inner, self, order, ids);
    }
  }

  @Override
  public AccountId addressee(NodeId peer, PaymentId payment, AccountId payee) {
    return inner.addressee(peer, payment, payee);
  }

  /// The signatories of a failed bank's companies are not asked: custody signs for enough seats.
  @Override
  public Optional<Quorum> quorum(AccountId account) {
    return Optional.empty();
  }

  @Override
  public Permit pay(PaymentOrder wish) {
    if (!planned.contains(wish.id())) {
      throw Blocks.problem(self, Scope.SEND, order).exception();
    }
    return Permit.NONE;
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
