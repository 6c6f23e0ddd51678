package kz.digitaltenge.api.operator;

import java.util.Optional;
import kz.digitaltenge.ledger.supply.SupplyProof;

/// What the central bank's desk does for its officers. Blocking; any thread may call.
public interface CentralBankOperations {

  /// Issues money to a bank's stock account. The same confirmation again gives the same outcome.
  PayOutcome issue(IssueOrder order);

  /// Destroys money that a bank has sent to the redemption account. The same confirmation again
  /// gives the same outcome.
  PayOutcome redeem(RedeemOrder order);

  SupplyLine supply();

  /// Proves the supply at a cut of the log made now.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when the notary does not answer
  SupplyProof proveSupply();

  /// The newest supply proof that was made; empty before the first.
  Optional<SupplyProof> newestSupplyProof();

  /// What the core banking system says beside the supply proof of a cut, unknown when it was not
  /// looked at then; empty where none is connected.
  Optional<LiabilityLine> liability(long position);
}
