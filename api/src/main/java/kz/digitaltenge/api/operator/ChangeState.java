package kz.digitaltenge.api.operator;

/// A wish to bring an account into another state, as typed.
///
/// @param reason in the bank's words
/// @param order names the authority's order; empty when there is none
public record ChangeState(String account, String state, String reason, String order) {}
