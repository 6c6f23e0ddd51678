package kz.digitaltenge.centralbank.conversion;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import kz.digitaltenge.centralbank.MoneySupply;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.node.account.AccountId;

/// What conversions act on.
public record ConversionPlace(
    NbrkCoreBanking core,
    MoneySupply supply,
    Custody custody,
    PositionCheck positions,
    Approvals approvals,
    Function<NodeId, Optional<AccountId>> ownAccounts) {

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
