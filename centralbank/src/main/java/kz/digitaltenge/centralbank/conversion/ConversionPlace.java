package kz.digitaltenge.centralbank.conversion;

import java.util.Set;
import java.util.function.ToIntFunction;
import kz.digitaltenge.centralbank.MoneySupply;
import kz.digitaltenge.ledger.Amount;

/// What conversions act on.
public record ConversionPlace(
    NbrkCoreBanking core, MoneySupply supply, Custody custody, Approvals approvals) {

  /// Who approves an issue.
  ///
  /// @param officers by name
  /// @param needed how many of them, by amount
  public record Approvals(Set<String> officers, ToIntFunction<Amount> needed) {
    public Approvals {
      officers = Set.copyOf(officers);
    }
  }
}
