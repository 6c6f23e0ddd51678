package kz.digitaltenge.node.peer;

import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;

/// The payee's one-time address and the custodian tag for it. Both are derived, so the payee's node
/// stores nothing yet.
///
/// @param name the payee's name as the payee discloses it; may be empty
public record Prepared(PublicKey address, Hash tag, String name) {
  private static final int NAME_BYTES_MAX = 256;

  byte[] encode() {
    return Encoding.encode(this, Prepared::writeTo);
  }

  static Prepared decode(byte[] bytes) {
    return Encoding.decode(bytes, Prepared::readFrom);
  }

  private void writeTo(CborWriter out) {
    out.array(3);
    address.writeTo(out);
    tag.writeTo(out);
    out.text(name);
  }

  private static Prepared readFrom(CborReader in) {
    in.arrayOf(3);
    return new Prepared(PublicKey.readFrom(in), Hash.readFrom(in), in.text(NAME_BYTES_MAX));
  }
}
