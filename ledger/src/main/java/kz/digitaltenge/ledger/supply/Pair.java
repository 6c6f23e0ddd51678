package kz.digitaltenge.ledger.supply;

import java.util.List;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// What passes of one asset from one node to another.
public record Pair(Asset asset, NodeId from, NodeId to) {
  /// Whether the words of both sides at one cut are there and tell the same.
  public boolean isAgreed(List<LastWord> words) {
    return words.size() == 2
        && statedBy(words.getFirst().said().statement())
            == statedBy(words.getLast().said().statement());
  }

  long statedBy(NodeStatement statement) {
    return statement
        .claim(asset)
        .map(claim -> statement.node().equals(from) ? claim.to(to) : claim.from(from))
        .orElse(0L);
  }

  void writeTo(CborWriter out) {
    asset.writeTo(out.array(3));
    from.writeTo(out);
    to.writeTo(out);
  }

  static Pair readFrom(CborReader in) {
    in.arrayOf(3);
    return new Pair(Asset.readFrom(in), NodeId.readFrom(in), NodeId.readFrom(in));
  }
}
