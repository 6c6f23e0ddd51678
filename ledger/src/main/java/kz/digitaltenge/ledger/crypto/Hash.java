package kz.digitaltenge.ledger.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// A SHA-256 value: 32 bytes, ordered as unsigned bytes.
public final class Hash implements Comparable<Hash> {
  public static final int SIZE_BYTES = 32;

  private final byte[] value;

  private Hash(byte[] value) {
    this.value = value;
  }

  /// Refuses any other size than 32 with [IllegalArgumentException].
  public static Hash of(byte[] value) {
    return ofTrusted(value.clone());
  }

  /// Takes the array itself: for one that the caller has just made and will not touch again.
  public static Hash ofTrusted(byte[] value) {
    if (value.length != SIZE_BYTES) {
      throw new IllegalArgumentException("A hash has 32 bytes, not " + value.length);
    }
    return new Hash(value);
  }

  public static Hash fromHex(String hex) {
    return ofTrusted(HexFormat.of().parseHex(hex));
  }

  /// SHA-256 of the parts one after another, with nothing between them and no domain before them.
  /// What is hashed for the ledger goes through [Domain#hash(byte[]...)].
  public static Hash sha256(byte[]... parts) {
    return new HashRun().finish(parts);
  }

  public static Hash readFrom(CborReader reader) {
    return new Hash(reader.bytesOf(SIZE_BYTES));
  }

  public CborWriter writeTo(CborWriter writer) {
    return writer.bytes(value);
  }

  public byte[] toArray() {
    return value.clone();
  }

  /// The array itself, for callers that only read it (digests, writers): it must not be changed.
  public byte[] trusted() {
    return value;
  }

  public String hex() {
    return HexFormat.of().formatHex(value);
  }

  @Override
  public int compareTo(Hash other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && Arrays.equals(value, that.value);
  }

  /// Four of the bytes are as good as all of them: they are the output of a hash function. Who
  /// grinds for equal ones meets the ordered buckets of [java.util.HashMap].
  @Override
  public int hashCode() {
    return (value[0] << 24) | (value[1] & 0xff) << 16 | (value[2] & 0xff) << 8 | (value[3] & 0xff);
  }

  @Override
  public String toString() {
    return hex();
  }
}
