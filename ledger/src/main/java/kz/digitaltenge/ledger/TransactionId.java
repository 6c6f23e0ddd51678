package kz.digitaltenge.ledger;

import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;

/// The name of a transaction: the root of its digest tree.
public record TransactionId(Hash hash) implements Comparable<TransactionId> {
  public static TransactionId fromHex(String hex) {
    return new TransactionId(Hash.fromHex(hex));
  }

  public void writeTo(CborWriter out) {
    hash.writeTo(out);
  }

  public static TransactionId readFrom(CborReader in) {
    return new TransactionId(Hash.readFrom(in));
  }

  @Override
  public int compareTo(TransactionId other) {
    return hash.compareTo(other.hash);
  }

  /// Lower-case hexadecimal, 64 characters.
  @Override
  public String toString() {
    return hash.hex();
  }
}
