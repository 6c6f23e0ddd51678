package kz.digitaltenge.node.customer;

/// How much of their name a customer lets a payer see before the payment (C17).
public enum Disclosure {
  /// Nothing.
  HIDDEN,
  /// The given name and the first letter of the family name: "Айгүл С.". A company's whole name,
  /// which is public.
  MASKED,
  /// The whole name.
  FULL;

  /// The name as others see it; empty when it is hidden.
  public String shown(Customer customer) {
    return switch (this) {
      case HIDDEN -> "";
      case MASKED -> customer.maskedName();
      case FULL -> customer.fullName();
    };
  }
}
