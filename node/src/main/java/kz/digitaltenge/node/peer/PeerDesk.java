package kz.digitaltenge.node.peer;

import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedHead;

/// What a node answers its peers. Blocking; each call runs in a task of its own. Refuses with a
/// [kz.digitaltenge.api.error.PlatformException].
public interface PeerDesk {
  Prepared prepare(NodeId peer, Prepare request);

  Attestation propose(NodeId peer, Propose request);

  void deliver(NodeId peer, FinalityProof proof);

  void gossip(NodeId peer, SignedHead head);
}
