package kz.digitaltenge.node.payment;

import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.rules.Refusal;
import kz.digitaltenge.ledger.rules.Verdict;

/// Puts what the rules refuse into the words of the error catalogue.
final class Refusals {
  private Refusals() {}

  static Problem of(Verdict.Rejected rejected, SignedTransaction signed, NetworkView network) {
    if (rejected.refusal() == Refusal.EPOCH_NOT_ACCEPTED) {
      return Problem.of(
          ErrorCode.STALE_PARAMETERS,
          "epoch",
          signed.transaction().header().epoch(),
          "current",
          network.current().epoch());
    }
    if (rejected.refusal() == Refusal.SIGNATURE_WRONG) {
      return Problem.of(
          ErrorCode.WRONG_SIGNATURE, "subject", "the transaction", "signer", "each input's owner");
    }
    return Problem.of(
        ErrorCode.TRANSACTION_REFUSED,
        "refusal",
        rejected.refusal(),
        "evidence",
        rejected.evidence());
  }

  /// An issue that the rules accept and the bank that it is for does not.
  static Problem issue(Refusal refusal, String evidence) {
    return Problem.of(ErrorCode.TRANSACTION_REFUSED, "refusal", refusal, "evidence", evidence);
  }

  /// An output for this node that does not pay to the address and tag it gave.
  static Problem notPrepared(int output) {
    return Problem.of(
        ErrorCode.TRANSACTION_REFUSED,
        "refusal",
        "OUTPUT_NOT_AS_PREPARED",
        "evidence",
        "output " + output + " does not go to the prepared address and tag");
  }
}
