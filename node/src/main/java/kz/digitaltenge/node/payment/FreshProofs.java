package kz.digitaltenge.node.payment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.Provenance;

/// Replaces proofs under heads that the network no longer accepts by proofs under the newest head.
final class FreshProofs {
  private FreshProofs() {}

  static List<Provenance> of(List<Provenance> proofs, NodeParts parts, Duration timeout) {
    NetworkView network = parts.network().get();
    List<FinalityProof> old =
        proofs.stream()
            .filter(Provenance.Notarised.class::isInstance)
            .map(proof -> ((Provenance.Notarised) proof).finality())
            .filter(proof -> !isCurrent(proof, network))
            .toList();
    if (old.isEmpty()) {
      return proofs;
    }
    List<FinalityProof> fresh = parts.tasks().await(parts.notary().refresh(old), timeout);
    var current = new ArrayList<Provenance>(proofs.size());
    for (Provenance proof : proofs) {
      current.add(
          proof instanceof Provenance.Notarised(var state, FinalityProof finality)
                  && old.contains(finality)
              ? new Provenance.Notarised(state, fresh.get(old.indexOf(finality)))
              : proof);
    }
    return current;
  }

  private static boolean isCurrent(FinalityProof proof, NetworkView network) {
    return network.at(proof.head().head().epoch()).isPresent();
  }
}
