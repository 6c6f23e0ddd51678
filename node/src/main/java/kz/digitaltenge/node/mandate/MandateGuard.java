package kz.digitaltenge.node.mandate;

import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.Quorum;
import kz.digitaltenge.node.payment.AccountGuard;
import kz.digitaltenge.node.payment.ForwardingGuard;
import kz.digitaltenge.node.payment.PaymentOrder;

/// Lets out of an account under a mandate only what its signatories approved, and asks the other
/// guard about all the rest.
final class MandateGuard extends ForwardingGuard {
  private final Mandates mandates;

  MandateGuard(AccountGuard inner, Mandates mandates) {
    super(inner);
    this.mandates = mandates;
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
    mandates.requireOwnId(order);
    return mandates.isOrWasUnder(order.payer()) ? payAgreed(order) : inner().pay(order);
  }

  /// From before it is looked up until the attempt is over nobody can take the order back.
  private Permit payAgreed(PaymentOrder order) {
    OpenIds.Held held = mandates.ids().pay(order.id());
    boolean isPermitted = false;
    try {
      mandates.requireAgreed(order);
      var permit = new HeldPermit(inner().pay(order), held);
      isPermitted = true;
      return permit;
    } finally {
      if (!isPermitted) {
        held.close();
      }
    }
  }

  private record HeldPermit(Permit inner, OpenIds.Held held) implements Permit {
    @Override
    public void paid() {
      inner.paid();
    }

    @Override
    public void undecided() {
      inner.undecided();
    }

    @Override
    public void close() {
      try {
        inner.close();
      } finally {
        held.close();
      }
    }
  }
}
