package kz.digitaltenge.node.payment;

import java.util.List;
import kz.digitaltenge.api.notary.TagOpening;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedTransaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.vault.OwnState;

/// A built and signed transaction of this node, not yet committed to: dropping it undoes
/// everything.
///
/// @param openings of the tag of each input, in order
/// @param receives the outputs that stay here
record Draft(
    TransactionPlan plan,
    SignedTransaction signed,
    List<Provenance> provenance,
    List<TagOpening> openings,
    List<OwnState> receives) {
  TransactionId id() {
    return signed.id();
  }
}
