package kz.digitaltenge.ledger.rules;

import java.util.stream.Stream;
import kz.digitaltenge.ledger.Intent;
import kz.digitaltenge.ledger.State;

/// Housekeeping merges and splits within one custodian's book; it never moves money between nodes
/// (A7).
final class HousekeepingRule {
  private HousekeepingRule() {}

  static Verdict check(Proposal proposal) {
    if (!(proposal.transaction().intents().getFirst() instanceof Intent.Housekeeping)) {
      return Verdict.accepted();
    }
    long custodians =
        Stream.concat(proposal.inputs().stream(), proposal.outputs().stream())
            .map(State::custodian)
            .distinct()
            .count();
    return custodians == 1
        ? Verdict.accepted()
        : Verdict.rejected(
            Refusal.HOUSEKEEPING_CHANGES_OWNER, "%d custodians take part".formatted(custodians));
  }
}
