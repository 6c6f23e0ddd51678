package kz.digitaltenge.node.customer;

/// The bank's limits of classes of customers, which may change while the node runs. Any thread may
/// ask.
@FunctionalInterface
public interface Limits {
  /// As they are now, with what will be in force later.
  LimitTable table();
}
