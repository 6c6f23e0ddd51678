package kz.digitaltenge.ledger.codec;

import java.util.Arrays;
import java.util.HexFormat;

/// An immutable sequence of bytes with real equality, ordered as unsigned bytes.
///
/// [#toString()] shows the bytes in hexadecimal: secrets belong in a type of their own.
public final class Bytes implements Comparable<Bytes> {
  private static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  public static Bytes empty() {
    return EMPTY;
  }

  public static Bytes of(byte... value) {
    return new Bytes(value.clone());
  }

  /// Takes the array itself: for one that the caller has just made and will not touch again.
  public static Bytes ofTrusted(byte[] value) {
    return new Bytes(value);
  }

  /// Refuses anything but pairs of hexadecimal digits with [IllegalArgumentException].
  public static Bytes fromHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  public int size() {
    return value.length;
  }

  public boolean isEmpty() {
    return value.length == 0;
  }

  public byte at(int index) {
    return value[index];
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
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return hex();
  }
}
