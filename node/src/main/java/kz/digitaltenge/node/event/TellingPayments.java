package kz.digitaltenge.node.event;

import java.util.Optional;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;

/// Pays after all is told that happened before, so that of one account what is paid is not told
/// before what it was paid for.
public record TellingPayments(EventTeller teller, PaymentService payments)
    implements PaymentService {
  @Override
  public PaymentResult pay(PaymentOrder order) {
    teller.tell();
    return payments.pay(order);
  }

  @Override
  public Optional<PaymentResult> outcome(PaymentOrder order) {
    return payments.outcome(order);
  }
}
