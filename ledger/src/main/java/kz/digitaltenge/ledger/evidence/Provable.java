package kz.digitaltenge.ledger.evidence;

import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.rules.Verdict;

/// Which broken rules are a node's doing.
///
/// A node attests the id, which commits to the transaction and to nothing else. Signatures and
/// preimages stand beside it and proofs of inputs too: anybody can replace those by bad ones.
final class Provable {
  private Provable() {}

  static Judgement judge(NodeId node, Verdict.Rejected rejected) {
    String what = "%s: %s".formatted(rejected.refusal(), rejected.evidence());
    return switch (rejected.refusal()) {
      case NETWORK_DIFFERS,
          INPUTS_MISSING,
          INPUT_LISTED_TWICE,
          REFERENCE_ALSO_CONSUMED,
          OUTPUTS_MISSING,
          OUTPUT_COUNT_DIFFERS,
          TAG_COUNT_DIFFERS,
          CONDITION_TOO_LARGE,
          INTENT_NOT_SINGLE,
          CUSTODIAN_UNKNOWN,
          SUM_TOO_LARGE,
          SUM_NOT_CONSERVED,
          REGISTER_MISSING,
          REGISTER_NOT_ALLOWED,
          REGISTER_STEP_WRONG,
          REDEMPTION_EXCEEDS_CIRCULATION,
          CONFIRMATION_USED,
          // What officers signed is in the transaction.
          ISSUE_NOT_APPROVED,
          HOUSEKEEPING_CHANGES_OWNER ->
          Judgement.proved(node, Breach.ATTESTED_WHAT_BREAKS_A_RULE, what);
      case PROVENANCE_COUNT_DIFFERS,
          PROVENANCE_OF_OTHER_STATE,
          PROVENANCE_NOT_FINAL,
          PROVENANCE_NOT_IN_LOG,
          PROVENANCE_NOT_ATTESTED,
          // The rule asks it of an input's proof too.
          ASSET_UNKNOWN ->
          Judgement.notProved(Doubt.INPUT_PROOFS_DO_NOT_HOLD, what);
      case SIGNATURE_WRONG,
          CONDITION_NOT_MET,
          WITNESS_SUPERFLUOUS,
          ISSUANCE_SIGNATURE_MISSING,
          OFFICER_APPROVALS_MISSING ->
          Judgement.notProved(
              Doubt.NOTHING_IS_WRONG,
              "its content breaks no rule; who signed it stands beside it, where anybody can change"
                  + " it");
      case BYTES_MALFORMED -> Judgement.notProved(Doubt.PARTS_DO_NOT_MATCH, what);
      case EPOCH_NOT_ACCEPTED -> Judgement.notProved(Doubt.EPOCH_UNKNOWN, what);
    };
  }
}
