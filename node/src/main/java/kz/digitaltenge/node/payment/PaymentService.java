package kz.digitaltenge.node.payment;

import java.util.Optional;

/// Pays out of this node's accounts.
public interface PaymentService {
  /// Carries out an order and waits for its end, once it is committed for half a minute at most.
  /// Blocking; any thread may call, as many at once as there are payments. Asking again with the
  /// same order is always safe.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `OVERLOADED` when this node carries out as
  ///   many as it can; this call did nothing, and what an earlier one with the same id did is not
  ///   looked up
  /// @throws kz.digitaltenge.api.error.OutcomeUnknownException when not even this node can say now
  ///   what became of an earlier call with the same id
  PaymentResult pay(PaymentOrder order);

  /// What became of an order by now; empty when no attempt at it was ever committed. Begins
  /// nothing, and waits as [#pay] does for what goes on. Blocking; any thread may call.
  ///
  /// @throws kz.digitaltenge.api.error.OutcomeUnknownException when that cannot be said now
  Optional<PaymentResult> outcome(PaymentOrder order);
}
