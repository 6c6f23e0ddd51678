package kz.digitaltenge.node.customer;

/// Which of a customer's banks payers are sent to who know the phone or number: the customer's
/// choice.
public enum Serving {
  /// This one, unless another claimed before it.
  IN_LINE,
  /// Every other that the customer has, before this one.
  OTHERS_FIRST
}
