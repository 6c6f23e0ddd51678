package kz.digitaltenge.ledger.supply;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;

/// (b), (c) and (d): the books of the nodes, each by itself and against each other.
final class BookCheck {
  private final NetworkParameters parameters;
  private final boolean complete;
  private final PairCheck pairs;

  /// @param complete whether every node has made its statement; what needs them all waits for that
  BookCheck(NetworkParameters parameters, boolean complete, PairCheck pairs) {
    this.parameters = parameters;
    this.complete = complete;
    this.pairs = pairs;
  }

  void check(Map<NodeId, NodeStatement> statements, List<SupplyFinding> findings) {
    var assets = new TreeSet<Asset>();
    parameters.assets().forEach(terms -> assets.add(terms.asset()));
    for (NodeStatement statement : statements.values()) {
      findings.addAll(StatementCheck.faults(statement));
      statement.assets().forEach(claim -> assets.add(claim.asset()));
    }
    for (Asset asset : assets) {
      pairs(asset, statements, findings);
      supply(asset, statements, findings);
    }
  }

  /// Of pairs of which only one has spoken nothing can be said.
  private void pairs(
      Asset asset, Map<NodeId, NodeStatement> statements, List<SupplyFinding> findings) {
    for (NodeId from : statements.keySet()) {
      for (NodeId to : statements.keySet()) {
        long sent = claim(asset, statements, from).map(claim -> claim.to(to)).orElse(0L);
        long received = claim(asset, statements, to).map(claim -> claim.from(from)).orElse(0L);
        if (sent != received && !from.equals(to)) {
          findings.add(pairs.settle(new Pair(asset, from, to), sent, received));
        }
      }
    }
  }

  /// Without those who are silent there can be less than is in circulation, and never more.
  private void supply(
      Asset asset, Map<NodeId, NodeStatement> statements, List<SupplyFinding> findings) {
    BigInteger sums = BigInteger.ZERO;
    for (NodeId node : statements.keySet()) {
      long sum = claim(asset, statements, node).map(claim -> claim.live().tiyn()).orElse(0L);
      sums = sums.add(BigInteger.valueOf(sum));
    }
    if (!complete && !statements.containsKey(asset.issuer())) {
      return;
    }
    BigInteger circulating =
        BigInteger.valueOf(
            claim(asset, statements, asset.issuer())
                .map(claim -> claim.issued().tiyn() - claim.redeemed().tiyn())
                .orElse(0L));
    int difference = sums.compareTo(circulating);
    if (complete ? difference != 0 : difference > 0) {
      findings.add(new SupplyFinding.SupplyDiffers(asset, sums, circulating));
    }
  }

  private static Optional<AssetClaim> claim(
      Asset asset, Map<NodeId, NodeStatement> statements, NodeId node) {
    return Optional.ofNullable(statements.get(node)).flatMap(said -> said.claim(asset));
  }
}
