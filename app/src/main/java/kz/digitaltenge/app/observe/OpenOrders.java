package kz.digitaltenge.app.observe;

import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What a bank's node has under way for its customers, counted when somebody looks. Both throw a
/// [kz.digitaltenge.api.error.PlatformException] when the node's database does not answer.
///
/// @param events what has happened and is no event yet
public record OpenOrders(Supplier<Map<Kind, Long>> counts, LongSupplier events) {
  /// What may be under way.
  public enum Kind {
    /// Requests to pay that customers of the bank have made.
    REQUEST_MADE,
    /// Requests to pay that customers of the bank were made.
    REQUEST_RECEIVED,
    /// Registers that are checked or paid.
    REGISTER,
    /// Standing orders that are not paused.
    STANDING_ORDER,
    /// What has fallen due of standing orders.
    STANDING_PAYMENT
  }
}
