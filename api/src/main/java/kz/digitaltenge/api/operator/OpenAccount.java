package kz.digitaltenge.api.operator;

/// A wish to open an account.
///
/// @param reference the customer as the opener knows it; one account a reference
/// @param name what people call it
/// @param number the account's number; empty to let the node choose one
public record OpenAccount(String reference, String name, String number) {
  /// Lets the node choose the number.
  public OpenAccount(String reference, String name) {
    this(reference, name, "");
  }
}
