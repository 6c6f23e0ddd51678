package kz.digitaltenge.api.operator;

import java.util.List;

/// A wish that so many of these people sign for an account, as typed.
///
/// @param required how many of them at least
/// @param roles each of which must be among those who sign; may be empty
/// @param tiers more of them for larger amounts; may be empty
/// @param reason in the bank's words
public record MandateOrder(
    String account,
    List<SignatoryLine> signatories,
    String required,
    List<String> roles,
    List<Tier> tiers,
    String reason) {
  public MandateOrder {
    signatories = List.copyOf(signatories);
    roles = List.copyOf(roles);
    tiers = List.copyOf(tiers);
  }

  /// Whatever roles those have who sign.
  public MandateOrder(
      String account,
      List<SignatoryLine> signatories,
      String required,
      List<Tier> tiers,
      String reason) {
    this(account, signatories, required, List.of(), tiers, reason);
  }

  /// How many must sign above an amount.
  ///
  /// @param above decimal tenge
  public record Tier(String above, String required) {}
}
