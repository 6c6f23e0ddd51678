package kz.digitaltenge.node.payment;

import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.FinalityProof;

/// How a committed transaction ended, by the notary's word.
sealed interface Ending {
  record Final(FinalityProof proof) implements Ending {}

  record Voided(FinalityProof proof) implements Ending {
    Decision.Outcome.Voided outcome() {
      return (Decision.Outcome.Voided) proof.decision().outcome();
    }
  }

  record Never() implements Ending {}
}
