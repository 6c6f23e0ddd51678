package kz.digitaltenge.api.operator;

import java.util.List;

/// A wish that so many of these people sign for an account, as typed.
///
/// @param required how many of them at least
/// @param tiers more of them for larger amounts; may be empty
/// @param reason in the bank's words
public record MandateOrder(
    String account,
    List<SignatoryLine> signatories,
    String required,
    List<Tier> tiers,
    String reason) {
  public MandateOrder {
    signatories = List.copyOf(signatories);
    tiers = List.copyOf(tiers);
  }

  /// How many must sign above an amount.
  ///
  /// @param above decimal tenge
  public record Tier(String above, String required) {}
}
