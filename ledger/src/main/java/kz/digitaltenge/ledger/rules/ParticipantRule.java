package kz.digitaltenge.ledger.rules;

import kz.digitaltenge.ledger.State;

/// Every output is of an asset that the parameters know and in the custody of a node that takes
/// part.
final class ParticipantRule {
  private ParticipantRule() {}

  static Verdict check(Proposal proposal) {
    for (State output : proposal.outputs()) {
      if (proposal.parameters().terms(output.asset()).isEmpty()) {
        return Verdict.rejected(
            Refusal.ASSET_UNKNOWN,
            "%s is no asset of epoch %d".formatted(output.asset(), proposal.parameters().epoch()));
      }
      if (proposal.parameters().participant(output.custodian()).isEmpty()) {
        return Verdict.rejected(
            Refusal.CUSTODIAN_UNKNOWN,
            "%s takes no part in epoch %d"
                .formatted(output.custodian(), proposal.parameters().epoch()));
      }
    }
    return Verdict.accepted();
  }
}
