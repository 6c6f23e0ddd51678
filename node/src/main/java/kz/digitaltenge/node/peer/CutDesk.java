package kz.digitaltenge.node.peer;

import java.util.List;
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

/// What a node answers the central bank about a cut of the log. Blocking; each call runs in a task
/// of its own. Refuses others than the central bank, and with a
/// [kz.digitaltenge.api.error.PlatformException].
public interface CutDesk {
  /// States the node's books after every decision below the cut.
  SignedStatement state(NodeId peer, SignedHead cut);

  /// Opens the leaves drawn, and the registers, of the last statement.
  List<Opening> open(NodeId peer, CutDraw draw);

  /// The hash of each bucket of the last statement.
  List<SetHash> bucketHashes(NodeId peer);

  /// The references of one of them, by name.
  BucketClaim bucket(NodeId peer, int bucket);

  /// An output of a transaction that this node knows.
  StateProof show(NodeId peer, StateRef reference);

  /// What this node has of a stretch of the log, of what passed between it and another.
  PairPart pair(NodeId peer, PairQuestion question);

  /// Takes the central bank's word on the supply.
  void notice(NodeId peer, SupplyNotice notice);
}
