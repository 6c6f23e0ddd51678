package kz.digitaltenge.app.observe;

import kz.digitaltenge.app.observe.NodeMeters.Phase;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.payment.PaymentSteps;

/// Measures the commit point, both ends of which a transaction's own thread reaches.
public final class MeteredSteps implements PaymentSteps {
  private final PaymentSteps next;
  private final NodeMeters.Node meter;
  private final ThreadLocal<Long> began = new ThreadLocal<>();

  /// @param next is told too, first
  public MeteredSteps(PaymentSteps next, NodeMeters.Node meter) {
    this.next = next;
    this.meter = meter;
  }

  @Override
  public void reached(Step step, TransactionId transaction) {
    next.reached(step, transaction);
    switch (step) {
      case PAYER_RECEIVE_ATTESTED -> began.set(System.nanoTime());
      case PAYER_COMMITTED -> {
        Long since = began.get();
        if (since != null) {
          meter.took(Phase.COMMIT, since);
          began.remove();
        }
      }
      case PAYER_BUILT,
          PAYEE_VALIDATED,
          PAYEE_STORED,
          PAYER_ANSWERED,
          PAYER_SETTLED,
          PAYEE_DELIVERED -> {}
    }
  }
}
