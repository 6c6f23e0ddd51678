package kz.digitaltenge.node.payment;

/// Pays out of this node's accounts.
public interface PaymentService {
  /// Carries out an order and waits for its end, half a minute at most. Blocking; any thread may
  /// call, as many at once as there are payments. Asking again with the same order is always safe.
  PaymentResult pay(PaymentOrder order);
}
