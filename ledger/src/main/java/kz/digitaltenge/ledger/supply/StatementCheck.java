package kz.digitaltenge.ledger.supply;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;

/// What a node's statements say against the node that signed them, whatever anybody else says.
public final class StatementCheck {
  private StatementCheck() {}

  /// (b), and all else that is wrong with one statement by itself.
  public static List<SupplyFinding> faults(NodeStatement statement) {
    var findings = new ArrayList<SupplyFinding>();
    NodeId node = statement.node();
    BigInteger inTrees = BigInteger.ZERO;
    for (AssetClaim claim : statement.assets()) {
      inTrees = inTrees.add(BigInteger.valueOf(claim.live().count()));
      faults(node, claim, findings);
    }
    if (!inTrees.equals(BigInteger.valueOf(statement.references()))) {
      findings.add(new SupplyFinding.CountsDiffer(node, inTrees, statement.references()));
    }
    return findings;
  }

  private static void faults(NodeId node, AssetClaim claim, List<SupplyFinding> findings) {
    Asset asset = claim.asset();
    BigInteger position = claim.position();
    if (position.signum() < 0) {
      findings.add(new SupplyFinding.PositionNegative(node, asset, position));
    }
    if (!position.equals(BigInteger.valueOf(claim.live().tiyn()))) {
      findings.add(new SupplyFinding.SumOffPosition(node, asset, claim.live().tiyn(), position));
    }
    if (!asset.issuer().equals(node)
        && (claim.issued().isPositive() || claim.redeemed().isPositive())) {
      findings.add(new SupplyFinding.IssuedByAnother(node, asset));
    }
    if (claim.to(node) != 0 || claim.from(node) != 0) {
      findings.add(
          new SupplyFinding.PairDiffers(asset, node, node, claim.to(node), claim.from(node)));
    }
  }

  /// The total that has gone down from one statement to a later one, in words. Totals count from
  /// the beginning of the network, so none ever does.
  public static Optional<String> wentBack(NodeStatement earlier, NodeStatement later) {
    for (AssetClaim before : earlier.assets()) {
      Optional<String> less = wentBack(before, later.claim(before.asset()));
      if (less.isPresent()) {
        return less;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> wentBack(AssetClaim before, Optional<AssetClaim> after) {
    String code = before.asset().code();
    for (Flow in : before.in()) {
      long now = after.map(claim -> claim.from(in.peer())).orElse(0L);
      if (now < in.tiyn()) {
        return Optional.of(less(code + " from " + in.peer(), in.tiyn(), now));
      }
    }
    for (Flow out : before.out()) {
      long now = after.map(claim -> claim.to(out.peer())).orElse(0L);
      if (now < out.tiyn()) {
        return Optional.of(less(code + " to " + out.peer(), out.tiyn(), now));
      }
    }
    Amount issued = after.map(AssetClaim::issued).orElse(Amount.ZERO);
    Amount redeemed = after.map(AssetClaim::redeemed).orElse(Amount.ZERO);
    if (issued.compareTo(before.issued()) < 0) {
      return Optional.of(less(code + " issued", before.issued().tiyn(), issued.tiyn()));
    }
    return redeemed.compareTo(before.redeemed()) < 0
        ? Optional.of(less(code + " redeemed", before.redeemed().tiyn(), redeemed.tiyn()))
        : Optional.empty();
  }

  private static String less(String what, long before, long now) {
    return "its total of %s went from %d to %d".formatted(what, before, now);
  }
}
