package kz.digitaltenge.node.event;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Optional;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;

/// Pays after all is told that happened before, so that of one account what is paid is not told
/// before what it was paid for. What cannot be told does not keep anybody from paying: it is told
/// later.
public record TellingPayments(EventTeller teller, PaymentService payments)
    implements PaymentService {
  private static final System.Logger LOG = System.getLogger(TellingPayments.class.getName());

  @Override
  public PaymentResult pay(PaymentOrder order) {
    try {
      teller.tell();
    } catch (PlatformException e) {
      LOG.log(WARNING, "What happened before a payment is told after it", e);
    }
    return payments.pay(order);
  }

  @Override
  public Optional<PaymentResult> outcome(PaymentOrder order) {
    return payments.outcome(order);
  }
}
