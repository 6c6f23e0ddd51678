package kz.digitaltenge.simulation;

import java.util.List;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.GenesisRegister;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.supply.AssetClaim;
import kz.digitaltenge.ledger.supply.BucketClaim;
import kz.digitaltenge.ledger.supply.NodeStatement;
import kz.digitaltenge.ledger.supply.Opening;
import kz.digitaltenge.ledger.supply.PairPart;
import kz.digitaltenge.ledger.supply.PairQuestion;
import kz.digitaltenge.ledger.supply.SetHash;
import kz.digitaltenge.ledger.supply.SignedStatement;
import kz.digitaltenge.ledger.supply.SumTree;
import kz.digitaltenge.ledger.supply.SupplyNotice;
import kz.digitaltenge.ledger.supply.TreeKey;
import kz.digitaltenge.node.peer.CutDesk;
import kz.digitaltenge.node.peer.CutDraw;
import kz.digitaltenge.node.peer.PeerDesk;
import kz.digitaltenge.node.peer.Prepare;
import kz.digitaltenge.node.peer.Prepared;
import kz.digitaltenge.node.peer.Propose;

/// A participant that has nothing but the empty register of an asset of its own.
final class IdleIssuer implements CutDesk {
  private final Parties parties;
  private final Hash networkId;
  private final StateRef register;
  private final SumTree tree = new SumTree();

  IdleIssuer(Parties parties) {
    this.parties = parties;
    this.networkId = parties.genesis().parameters().hash();
    this.register = GenesisRegister.of(networkId, Parties.GOLD).ref();
    tree.add(register, 0);
  }

  private NodeStatement statement(Hash cut) {
    return new NodeStatement(
        networkId,
        Parties.DOUBLE_SPENDER,
        cut,
        1,
        SetHash.of(List.of(register)),
        List.of(
            new AssetClaim(
                Parties.GOLD, tree.root(), Amount.ZERO, Amount.ZERO, List.of(), List.of())));
  }

  @Override
  public SignedStatement state(NodeId peer, SignedHead cut) {
    return SignedStatement.sign(
        statement(NodeStatement.cut(cut.head())), parties.identity(Parties.DOUBLE_SPENDER));
  }

  @Override
  public List<Opening> open(NodeId peer, CutDraw draw) {
    return List.of(
        Opening.of(
            Parties.DOUBLE_SPENDER,
            Parties.GOLD,
            tree.of(register),
            new Provenance.Genesis(Parties.GOLD)));
  }

  @Override
  public List<SetHash> bucketHashes(NodeId peer) {
    return IntStream.range(0, TreeKey.BUCKETS)
        .mapToObj(bucket -> SetHash.of(tree.bucket(bucket)))
        .toList();
  }

  @Override
  public BucketClaim bucket(NodeId peer, int bucket) {
    throw nothing();
  }

  @Override
  public StateProof show(NodeId peer, StateRef reference) {
    throw nothing();
  }

  @Override
  public PairPart pair(NodeId peer, PairQuestion question) {
    throw nothing();
  }

  @Override
  public void notice(NodeId peer, SupplyNotice notice) {}

  private static PlatformException nothing() {
    return Problem.of(ErrorCode.MALFORMED_REQUEST, "field", "peer", "reason", "nothing is known")
        .exception();
  }

  /// It takes part in no payment.
  static final class NoPayments implements PeerDesk {
    @Override
    public Prepared prepare(NodeId peer, Prepare request) {
      throw nothing();
    }

    @Override
    public Attestation propose(NodeId peer, Propose request) {
      throw nothing();
    }

    @Override
    public void deliver(NodeId peer, FinalityProof proof) {}

    @Override
    public void gossip(NodeId peer, SignedHead head) {}
  }
}
