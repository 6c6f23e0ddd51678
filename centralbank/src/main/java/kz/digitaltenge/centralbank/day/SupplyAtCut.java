package kz.digitaltenge.centralbank.day;

import java.util.stream.Collectors;
import kz.digitaltenge.centralbank.supply.SupplyProver;
import kz.digitaltenge.ledger.supply.SupplyFinding;
import kz.digitaltenge.ledger.supply.SupplyOutcome;
import kz.digitaltenge.ledger.supply.SupplyVerdict;

/// The supply is proved at a cut made now, and everything adds up.
public final class SupplyAtCut implements DayCheck {
  private final SupplyProver prover;

  public SupplyAtCut(SupplyProver prover) {
    this.prover = prover;
  }

  @Override
  public String name() {
    return "SUPPLY";
  }

  @Override
  public Found look() {
    SupplyProver.Proven proven = prover.prove();
    SupplyVerdict verdict = proven.verdict();
    String faults =
        verdict.findings().stream().map(SupplyFinding::sentence).collect(Collectors.joining(" "));
    String silent =
        verdict.silences().stream()
            .map(silence -> silence.sentence())
            .collect(Collectors.joining(" "));
    String totals =
        verdict.totals().stream()
            .map(
                total ->
                    "%s issued %s, redeemed %s, circulating %s"
                        .formatted(
                            total.asset().code(),
                            total.issued(),
                            total.redeemed(),
                            total.circulating()))
            .collect(Collectors.joining("; "));
    return new Found(
        verdict.outcome() == SupplyOutcome.GREEN,
        "%s at log position %d, %s: %s %s %s"
            .formatted(
                verdict.outcome(),
                proven.proof().position(),
                proven.proof().cut().head().logTime(),
                totals,
                faults,
                silent)
            .strip());
  }
}
