package kz.digitaltenge.ledger.evidence;

import java.util.Optional;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// What the notary's log says, by the members' keys of each head's own epoch.
record LogProofs(NetworkHistory network, SignatureVerifier verifier) {
  boolean isHead(SignedHead head) {
    return head.head().networkId().equals(network.networkId())
        && network
            .at(head.head().epoch())
            .map(NetworkParameters::headKeys)
            .map(keys -> head.isSignedByMajorityOf(keys, verifier))
            .orElse(false);
  }

  boolean has(FinalityProof proof) {
    var head = proof.head().head();
    return head.networkId().equals(network.networkId())
        && network
            .at(head.epoch())
            .map(parameters -> proof.verifies(parameters.headKeys(), verifier))
            .orElse(false);
  }

  /// The state behind a reference, when its proof holds.
  Optional<State> state(StateRef ref, Provenance provenance) {
    return switch (provenance) {
      case Provenance.Genesis _ -> Optional.empty();
      case Provenance.Notarised(StateProof state, FinalityProof finality) ->
          state.id().equals(Optional.of(ref.transaction()))
                  && state.index() == ref.index()
                  && finality.id().equals(ref.transaction())
                  && finality.decision().isFinal()
                  && has(finality)
              ? Optional.of(state.state())
              : Optional.empty();
    };
  }
}
