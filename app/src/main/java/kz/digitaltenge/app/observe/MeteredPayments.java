package kz.digitaltenge.app.observe;

import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;

/// Counts what one origin's orders to pay come to.
public record MeteredPayments(
    PaymentService payments, NodeMeters.Node meter, NodeMeters.Origin origin)
    implements PaymentService {
  @Override
  public PaymentResult pay(PaymentOrder order) {
    long began = System.nanoTime();
    try {
      PaymentResult result = payments.pay(order);
      meter.answered(origin, result);
      return result;
    } catch (PlatformException e) {
      meter.failed(origin, e.code());
      throw e;
    } catch (RuntimeException e) {
      meter.failed(origin, ErrorCode.INTERNAL_FAULT);
      throw e;
    } finally {
      meter.ended(origin, began);
    }
  }

  @Override
  public Optional<PaymentResult> outcome(PaymentOrder order) {
    return payments.outcome(order);
  }
}
