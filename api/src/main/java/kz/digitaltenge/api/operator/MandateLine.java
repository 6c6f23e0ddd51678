package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.List;
import kz.digitaltenge.ledger.Amount;

/// Who signs for an account from a time on; without signatories nobody but its owner, since the
/// mandate before has ended.
///
/// @param version 1 for the account's first
/// @param roles each of which must be among those who sign
/// @param evidence where the signed request is kept
public record MandateLine(
    String account,
    int version,
    List<SignatoryLine> signatories,
    int required,
    List<String> roles,
    List<Tier> tiers,
    String reason,
    Instant at,
    long evidence) {
  public MandateLine {
    signatories = List.copyOf(signatories);
    roles = List.copyOf(roles);
    tiers = List.copyOf(tiers);
  }

  /// How many must sign above an amount.
  public record Tier(Amount above, int required) {}
}
