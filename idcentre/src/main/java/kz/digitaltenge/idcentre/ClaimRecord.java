package kz.digitaltenge.idcentre;

import java.time.Instant;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;

/// What the centre wrote down.
///
/// @param key of the alias as the centre keeps it
/// @param bank who claimed, withdrew or asked
record ClaimRecord(Deed deed, Hash key, NodeId bank, Instant at) {
  /// The codes never change their meaning.
  enum Deed {
    CLAIMED(1),
    WITHDRAWN(2),
    /// Asked, and a bank was named.
    FOUND(3),
    /// Asked in vain.
    MISSED(4);

    private final int code;

    Deed(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  byte[] encode() {
    return Encoding.encode(this, ClaimRecord::writeTo);
  }

  static ClaimRecord decode(byte[] bytes) {
    return Encoding.decode(bytes, ClaimRecord::readFrom);
  }

  private void writeTo(CborWriter out) {
    out.array(4).uint(deed.code());
    key.writeTo(out);
    bank.writeTo(out);
    Encoding.instant(out, at);
  }

  private static ClaimRecord readFrom(CborReader in) {
    in.arrayOf(4);
    return new ClaimRecord(
        Encoding.constant(in, Deed.values(), Deed::code),
        Hash.readFrom(in),
        NodeId.readFrom(in),
        Encoding.instant(in));
  }
}
