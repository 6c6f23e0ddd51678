package kz.digitaltenge.node.peer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.supply.BucketClaim;
import kz.digitaltenge.ledger.supply.Opening;
import kz.digitaltenge.ledger.supply.PairPart;
import kz.digitaltenge.ledger.supply.PairQuestion;
import kz.digitaltenge.ledger.supply.SetHash;
import kz.digitaltenge.ledger.supply.SignedStatement;
import kz.digitaltenge.ledger.supply.SupplyNotice;

/// The other nodes, as the central bank asks them about a cut: [CutDesk] across the wire. Futures
/// fail as those of [Peers].
public interface CutPeers {
  CompletableFuture<SignedStatement> state(NodeId peer, SignedHead cut);

  CompletableFuture<List<Opening>> open(NodeId peer, CutDraw draw);

  CompletableFuture<List<SetHash>> bucketHashes(NodeId peer);

  CompletableFuture<BucketClaim> bucket(NodeId peer, int bucket);

  CompletableFuture<StateProof> show(NodeId peer, StateRef reference);

  CompletableFuture<PairPart> pair(NodeId peer, PairQuestion question);

  CompletableFuture<Boolean> notice(NodeId peer, SupplyNotice notice);
}
