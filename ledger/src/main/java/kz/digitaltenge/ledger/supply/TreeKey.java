package kz.digitaltenge.ledger.supply;

import java.nio.ByteBuffer;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;

/// Where a reference has its one place in every [SumTree]: the bits of a hash of it, from the top.
///
/// Since the place follows from the reference, no reference can be counted twice in a tree.
public final class TreeKey {
  static final int BITS = 8 * Hash.SIZE_BYTES;

  /// Parts that references are sorted into when two sets are compared: the first byte of the key.
  public static final int BUCKETS = 256;

  private TreeKey() {}

  static Hash of(StateRef reference) {
    return Domain.SUPPLY_KEY.hash(reference.key());
  }

  static boolean isRight(Hash key, int depth) {
    return (key.trusted()[depth / 8] >> (7 - depth % 8) & 1) == 1;
  }

  /// The first 64 bits.
  static long head(Hash key) {
    return ByteBuffer.wrap(key.trusted()).getLong();
  }

  /// Which part a reference is in.
  public static int bucket(StateRef reference) {
    return of(reference).trusted()[0] & 0xff;
  }
}
