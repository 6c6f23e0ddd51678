package kz.digitaltenge.ledger.supply;

import java.math.BigInteger;
import java.util.List;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// One asset in a node's statement.
///
/// @param live the root of the tree over the node's live references of the asset: their count,
///   their sum and the commitment to each
/// @param in totals that came from each other node, by rising name; none that is zero
/// @param out totals that went to each other node, likewise
public record AssetClaim(
    Asset asset, SumNode live, Amount issued, Amount redeemed, List<Flow> in, List<Flow> out) {
  private static final int PEERS_MAX = 4096;

  public AssetClaim {
    if (redeemed.compareTo(issued) > 0) {
      throw new IllegalArgumentException("more was redeemed than issued");
    }
    in = rising(in);
    out = rising(out);
  }

  /// What the node must have: issued less redeemed, with what came in and without what went out.
  public BigInteger position() {
    return BigInteger.valueOf(issued.tiyn())
        .subtract(BigInteger.valueOf(redeemed.tiyn()))
        .add(sum(in))
        .subtract(sum(out));
  }

  long from(NodeId peer) {
    return of(in, peer);
  }

  long to(NodeId peer) {
    return of(out, peer);
  }

  private static long of(List<Flow> flows, NodeId peer) {
    return flows.stream().filter(flow -> flow.peer().equals(peer)).mapToLong(Flow::tiyn).sum();
  }

  private static BigInteger sum(List<Flow> flows) {
    return flows.stream()
        .map(flow -> BigInteger.valueOf(flow.tiyn()))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static List<Flow> rising(List<Flow> flows) {
    for (int i = 0; i < flows.size(); i++) {
      if (flows.get(i).tiyn() == 0
          || (i > 0 && flows.get(i - 1).peer().compareTo(flows.get(i).peer()) >= 0)) {
        throw new IllegalArgumentException("turnovers are listed once each and by rising name");
      }
    }
    return List.copyOf(flows);
  }

  void writeTo(CborWriter out) {
    asset.writeTo(out.array(6));
    live.writeTo(out);
    out.uint(issued.tiyn()).uint(redeemed.tiyn());
    Encoding.list(out, in, Flow::writeTo);
    Encoding.list(out, this.out, Flow::writeTo);
  }

  static AssetClaim readFrom(CborReader in) {
    in.arrayOf(6);
    return new AssetClaim(
        Asset.readFrom(in),
        SumNode.readFrom(in),
        new Amount(in.uint(Amount.MAX_TIYN)),
        new Amount(in.uint(Amount.MAX_TIYN)),
        Encoding.list(in, PEERS_MAX, Flow::readFrom),
        Encoding.list(in, PEERS_MAX, Flow::readFrom));
  }
}
