package kz.digitaltenge.api.operator;

/// A wish to open an account.
///
/// @param reference the customer as the opener knows it; one account a reference
/// @param name what people call it
public record OpenAccount(String reference, String name) {}
