package kz.digitaltenge.node.customer;

/// Which limits a customer has: those that [LimitTable] lists for the class.
public enum ClientClass {
  /// Fully identified. No limits; also the class of accounts that have no customer's file.
  FULL,
  /// Identified in a simplified way.
  SIMPLIFIED
}
