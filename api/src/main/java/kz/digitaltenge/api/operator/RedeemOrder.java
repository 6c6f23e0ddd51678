package kz.digitaltenge.api.operator;

/// Money to destroy, as typed.
///
/// @param amount decimal tenge
/// @param confirmation the core banking system's reference; one redemption a confirmation
public record RedeemOrder(String amount, String currency, String confirmation) {}
