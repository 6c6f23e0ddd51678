package kz.digitaltenge.api.operator;

/// New money for a bank, as typed.
///
/// @param bank its node's name
/// @param amount decimal tenge
/// @param confirmation the core banking system's reference; one issue a confirmation
public record IssueOrder(String bank, String amount, String currency, String confirmation) {}
