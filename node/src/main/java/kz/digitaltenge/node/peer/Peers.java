package kz.digitaltenge.node.peer;

import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedHead;

/// The other nodes, as a port. Futures fail with a [kz.digitaltenge.api.error.PlatformException]:
/// the peer's refusal as the peer put it, or what happened on the way.
public interface Peers {
  CompletableFuture<Prepared> prepare(NodeId peer, Prepare request);

  /// Completes when the peer has stored the transaction; the answer is its *receive* attestation.
  CompletableFuture<Attestation> propose(NodeId peer, Propose request);

  /// Hands over the notary's decision. A courtesy: a peer that never gets it asks the notary
  /// itself.
  CompletableFuture<Boolean> deliver(NodeId peer, FinalityProof proof);

  /// Tells the newest head of the log that this node has verified, so that two nodes which were
  /// shown different logs notice.
  CompletableFuture<Boolean> gossip(NodeId peer, SignedHead head);
}
