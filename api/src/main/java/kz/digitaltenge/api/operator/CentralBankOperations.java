package kz.digitaltenge.api.operator;

/// What the central bank's desk does for its officers. Blocking; any thread may call.
public interface CentralBankOperations {

  /// Issues money to a bank's stock account. The same confirmation again gives the same outcome.
  PayOutcome issue(IssueOrder order);

  /// Destroys money that a bank has sent to the redemption account. The same confirmation again
  /// gives the same outcome.
  PayOutcome redeem(RedeemOrder order);

  SupplyLine supply();
}
