package kz.digitaltenge.ledger.supply;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;

/// A hash of a set of references that adds up: the hash of a union of disjoint sets is the sum of
/// their hashes, in whatever order references came and went.
///
/// How it works: LtHash with 1024 lanes of 16 bits. Each reference becomes 1024 numbers that look
/// random (SHA-256, expanded by AES-256 in counter mode), and a set is their sum, lane by lane,
/// modulo 2¹⁶. To find another set of the same sum is a short-integer-solution problem, for these
/// sizes estimated at 200 bits and more. A reference counted 2¹⁶ times would vanish, so a count
/// always goes with the hash. ADR 7; Bellare and Micciancio 1997; Lewi, Kim, Maykov and Weis,
/// "Securing Update Propagation with Homomorphic Hashing", 2019.
public final class SetHash {
  public static final int SIZE_BYTES = 2048;

  static final int WORDS = SIZE_BYTES / Long.BYTES;

  /// Of the set without references.
  public static final SetHash EMPTY = new SetHash(new long[WORDS]);

  /// The top bit of each of the four lanes in a word.
  private static final long TOPS = 0x8000_8000_8000_8000L;

  // Four lanes a word, little-endian.
  private final long[] words;

  SetHash(long[] words) {
    this.words = words;
  }

  public static SetHash of(Iterable<StateRef> references) {
    var sum = new SetSum(EMPTY);
    references.forEach(sum::add);
    return sum.hash();
  }

  /// Of the union of two disjoint sets.
  public SetHash plus(SetHash other) {
    long[] sum = words.clone();
    addTo(sum, other.words);
    return new SetHash(sum);
  }

  long[] words() {
    return words.clone();
  }

  static void addTo(long[] sum, long[] words) {
    for (int i = 0; i < WORDS; i++) {
      sum[i] = ((sum[i] & ~TOPS) + (words[i] & ~TOPS)) ^ ((sum[i] ^ words[i]) & TOPS);
    }
  }

  static void subtractFrom(long[] sum, long[] words) {
    for (int i = 0; i < WORDS; i++) {
      sum[i] = ((sum[i] | TOPS) - (words[i] & ~TOPS)) ^ ((sum[i] ^ ~words[i]) & TOPS);
    }
  }

  /// A short name of it, for people.
  public Hash digest() {
    return Hash.sha256(toBytes());
  }

  public byte[] toBytes() {
    var bytes = ByteBuffer.allocate(SIZE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long word : words) {
      bytes.putLong(word);
    }
    return bytes.array();
  }

  /// Refuses any other size than 2048 bytes with [IllegalArgumentException].
  public static SetHash fromBytes(byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      throw new IllegalArgumentException("a set hash has 2048 bytes, not " + bytes.length);
    }
    long[] words = new long[WORDS];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
    return new SetHash(words);
  }

  public void writeTo(CborWriter out) {
    out.bytes(toBytes());
  }

  public static SetHash readFrom(CborReader in) {
    return fromBytes(in.bytesOf(SIZE_BYTES));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SetHash that && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(words[0]);
  }

  @Override
  public String toString() {
    return digest().hex();
  }
}
