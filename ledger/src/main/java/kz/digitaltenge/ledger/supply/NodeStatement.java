package kz.digitaltenge.ledger.supply;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;

/// What a node says of itself at a cut: "after every decision below the cut, these references are
/// mine, they are worth this, and so much has passed between me and the others".
///
/// @param cut names the head of the log whose size is the cut: [#cut(LogHead)]
/// @param references how many live references it holds, registers included
/// @param set hash of them
/// @param assets one claim an asset that it ever held, by rising name
public record NodeStatement(
    Hash networkId, NodeId node, Hash cut, long references, SetHash set, List<AssetClaim> assets) {
  private static final int ASSETS_MAX = 1024;

  // So that the sum over all nodes stays a number.
  private static final long REFERENCES_MAX = 1L << 40;

  public NodeStatement {
    if (references > REFERENCES_MAX) {
      throw new IllegalArgumentException("%d references of one node".formatted(references));
    }
    for (int i = 1; i < assets.size(); i++) {
      if (assets.get(i - 1).asset().compareTo(assets.get(i).asset()) >= 0) {
        throw new IllegalArgumentException("assets are listed once each and by rising name");
      }
    }
    assets = List.copyOf(assets);
  }

  /// The name of a cut.
  public static Hash cut(LogHead head) {
    return Domain.SUPPLY_CUT.hash(head.message());
  }

  public Optional<AssetClaim> claim(Asset asset) {
    return assets.stream().filter(claim -> claim.asset().equals(asset)).findFirst();
  }

  byte[] message() {
    return Domain.SUPPLY_STATEMENT.message(Encoding.encode(this, NodeStatement::writeTo));
  }

  void writeTo(CborWriter out) {
    networkId.writeTo(out.array(6));
    node.writeTo(out);
    cut.writeTo(out);
    out.uint(references);
    set.writeTo(out);
    Encoding.list(out, assets, AssetClaim::writeTo);
  }

  static NodeStatement readFrom(CborReader in) {
    in.arrayOf(6);
    return new NodeStatement(
        Hash.readFrom(in),
        NodeId.readFrom(in),
        Hash.readFrom(in),
        in.uint(),
        SetHash.readFrom(in),
        Encoding.list(in, ASSETS_MAX, AssetClaim::readFrom));
  }
}
