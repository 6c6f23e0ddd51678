package kz.digitaltenge.app.role;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Quorum;
import kz.digitaltenge.node.block.Blocks;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.payment.ForwardingGuard;
import kz.digitaltenge.node.payment.PaymentOrder;

/// Lets out of a failed bank's accounts what its administrator pays out and nothing else: by the
/// officers' order, so without asking limits, mandates, orders on accounts and screening.
final class ResolutionGuard extends ForwardingGuard {
  private final NodeId self;
  private final BlockOrder order;
  private final Map<PaymentId, Terms> planned;

  private ResolutionGuard(
      AccountGuard inner, NodeId self, BlockOrder order, Map<PaymentId, Terms> planned) {
    super(inner);
    this.self = self;
    this.order = order;
    this.planned = planned;
  }

  /// What a planned payment is; another under the same id is nobody's.
  private record Terms(AccountId payer, AccountId payee, Amount amount) {
    boolean areOf(PaymentOrder wish) {
      return wish.payer().equals(payer)
          && wish.legs().size() == 1
          && wish.legs().getFirst().payee().equals(payee)
          && wish.amount().equals(amount)
          && wish.refundOf().isEmpty();
    }
  }

  /// The payments that an administrator has planned.
  static final class Planned {
    private final Map<PaymentId, Terms> payments = new ConcurrentHashMap<>();

    void add(PaymentId id, AccountId payer, AccountId payee, Amount amount) {
      payments.put(id, new Terms(payer, payee, amount));
    }

    void remove(PaymentId id) {
      payments.remove(id);
    }

    AccountGuard over(AccountGuard inner, NodeId self, BlockOrder order) {
      return new ResolutionGuard(inner, self, order, payments);
    }
  }

  /// The signatories of a failed bank's companies are not asked: custody signs for enough seats.
  @Override
  public Optional<Quorum> quorum(AccountId account) {
    return Optional.empty();
  }

  @Override
  public Permit pay(PaymentOrder wish) {
    Terms terms = planned.get(wish.id());
    if (terms == null || !terms.areOf(wish)) {
      throw Blocks.problem(self, Scope.SEND, order).exception();
    }
    return Permit.NONE;
  }
}
