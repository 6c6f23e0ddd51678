package kz.digitaltenge.centralbank;

import java.util.Optional;
import java.util.function.LongFunction;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.CentralBankOperations;
import kz.digitaltenge.api.operator.IssueOrder;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.api.operator.RedeemOrder;
import kz.digitaltenge.api.operator.SupplyLine;
import kz.digitaltenge.ledger.supply.SupplyProof;

/// The desk of a central bank that has a core banking system: nobody's typed word makes or destroys
/// money, only a conversion does.
///
/// @param liability the core banking system's side of the supply proof of a cut
public record ConvertingDesk(CentralBankOperations desk, LongFunction<LiabilityLine> liability)
    implements CentralBankOperations {
  @Override
  public PayOutcome issue(IssueOrder order) {
    return refused();
  }

  @Override
  public PayOutcome redeem(RedeemOrder order) {
    return refused();
  }

  @Override
  public SupplyLine supply() {
    return desk.supply();
  }

  @Override
  public SupplyProof proveSupply() {
    return desk.proveSupply();
  }

  @Override
  public Optional<SupplyProof> newestSupplyProof() {
    return desk.newestSupplyProof();
  }

  @Override
  public Optional<LiabilityLine> liability(long position) {
    return Optional.of(liability.apply(position));
  }

  private static PayOutcome refused() {
    return new PayOutcome.Refused(Problem.of(ErrorCode.CONVERSION_REQUIRED));
  }
}
