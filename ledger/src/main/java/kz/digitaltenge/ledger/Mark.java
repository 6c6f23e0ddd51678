package kz.digitaltenge.ledger;

import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;

/// What a token may be spent on: the hash of a published policy and its version, from 1.
///
/// The ledger carries a mark and conserves it; what the policy says is decided elsewhere (C16).
public record Mark(Hash policy, int version) {
  public Mark {
    if (version < 1) {
      throw new IllegalArgumentException("mark version %d is not positive".formatted(version));
    }
  }

  void writeTo(CborWriter out) {
    out.array(2);
    policy.writeTo(out);
    out.uint(version);
  }

  static Mark readFrom(CborReader in) {
    in.arrayOf(2);
    return new Mark(Hash.readFrom(in), Encoding.positiveInt(in));
  }
}
