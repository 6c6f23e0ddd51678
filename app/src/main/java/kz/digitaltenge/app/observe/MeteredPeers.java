package kz.digitaltenge.app.observe;

import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.app.observe.NodeMeters.Phase;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.node.peer.Peers;
import kz.digitaltenge.node.peer.Prepare;
import kz.digitaltenge.node.peer.Prepared;
import kz.digitaltenge.node.peer.Propose;

/// Measures how long the payee's node takes, answer or none.
public record MeteredPeers(Peers peers, NodeMeters.Node meter) implements Peers {
  @Override
  public CompletableFuture<Prepared> prepare(NodeId peer, Prepare request) {
    return timed(Phase.PREPARE, System.nanoTime(), peers.prepare(peer, request));
  }

  @Override
  public CompletableFuture<Attestation> propose(NodeId peer, Propose request) {
    return timed(Phase.PROPOSE, System.nanoTime(), peers.propose(peer, request));
  }

  @Override
  public CompletableFuture<Boolean> deliver(NodeId peer, FinalityProof proof) {
    return peers.deliver(peer, proof);
  }

  @Override
  public CompletableFuture<Boolean> gossip(NodeId peer, SignedHead head) {
    return peers.gossip(peer, head);
  }

  private <T> CompletableFuture<T> timed(Phase phase, long began, CompletableFuture<T> answer) {
    return answer.whenComplete((_, _) -> meter.took(phase, began));
  }
}
