package kz.digitaltenge.api.notary;

import kz.digitaltenge.ledger.CustodianTag;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;

/// Names the custodian of an input and proves it: only the custodian knows the nonce behind its
/// blinded tag.
public record TagOpening(NodeId node, Hash nonce) {

  /// The tag that this opens.
  public Hash tag(Hash networkId) {
    return CustodianTag.of(networkId, node, nonce);
  }

  void writeTo(CborWriter out) {
    out.array(2);
    node.writeTo(out);
    nonce.writeTo(out);
  }

  static TagOpening readFrom(CborReader in) {
    in.arrayOf(2);
    return new TagOpening(NodeId.readFrom(in), Hash.readFrom(in));
  }
}
