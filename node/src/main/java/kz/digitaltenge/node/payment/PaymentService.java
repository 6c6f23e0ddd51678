package kz.digitaltenge.node.payment;

import java.util.Optional;
import kz.digitaltenge.api.operator.Remittance;

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

  /// Pays; where the payer's signatories are asked first, they are told what it is for.
  ///
  /// @param told the same each time
  default PaymentResult pay(PaymentOrder order, Remittance told) {
    return pay(order);
  }

  /// What became of an order that is to be paid no more unless it is under way; empty when nothing
  /// was paid and nothing will be. Those who are asked to approve it are asked no longer.
  ///
  /// @param reason for those who were asked
  /// @throws kz.digitaltenge.api.error.PlatformException as [#pay]
  default Optional<PaymentResult> end(PaymentOrder order, String reason) {
    return outcome(order);
  }
}
