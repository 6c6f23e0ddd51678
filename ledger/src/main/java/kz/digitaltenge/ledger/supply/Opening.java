package kz.digitaltenge.ledger.supply;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;

/// A leaf of what a node has committed to, opened: its place in the tree and what created it.
///
/// @param tiyn what the node's tree says it is worth
/// @param siblings the nodes beside the way, from the root down
/// @param provenance what the ledger says it is worth
public record Opening(
    NodeId node,
    Asset asset,
    StateRef reference,
    long tiyn,
    List<SumNode> siblings,
    Provenance provenance) {

  /// Where the opening leads to.
  ///
  /// @param rank how many leaves stand before it
  public record Root(SumNode node, long rank) {}

  public Opening {
    if (siblings.size() > TreeKey.BITS || tiyn < 0) {
      throw new IllegalArgumentException("no leaf of a tree: " + reference);
    }
    siblings = List.copyOf(siblings);
  }

  /// An opening of a place in the node's own tree.
  public static Opening of(NodeId node, Asset asset, SumTree.Place place, Provenance provenance) {
    return new Opening(node, asset, place.reference(), place.tiyn(), place.siblings(), provenance);
  }

  /// The root that the leaf and its siblings make; empty when their sums are beyond reason.
  public Optional<Root> root() {
    try {
      Hash key = TreeKey.of(reference);
      SumNode node = SumNode.leaf(reference, tiyn);
      long rank = 0;
      for (int depth = siblings.size() - 1; depth >= 0; depth--) {
        SumNode sibling = siblings.get(depth);
        boolean right = TreeKey.isRight(key, depth);
        node = right ? SumNode.join(sibling, node) : SumNode.join(node, sibling);
        rank = right ? Math.addExact(rank, sibling.count()) : rank;
      }
      return Optional.of(new Root(node, rank));
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  public void writeTo(CborWriter out) {
    node.writeTo(out.array(6));
    asset.writeTo(out);
    reference.writeTo(out);
    out.uint(tiyn);
    Encoding.list(out, siblings, SumNode::writeTo);
    provenance.writeTo(out);
  }

  public static Opening readFrom(CborReader in) {
    in.arrayOf(6);
    return new Opening(
        NodeId.readFrom(in),
        Asset.readFrom(in),
        StateRef.readFrom(in),
        in.uint(Long.MAX_VALUE),
        Encoding.list(in, TreeKey.BITS, SumNode::readFrom),
        Provenance.readFrom(in));
  }
}
