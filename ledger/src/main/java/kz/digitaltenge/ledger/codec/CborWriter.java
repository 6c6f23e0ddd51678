package kz.digitaltenge.ledger.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// Writes canonical CBOR: there is no way to write the same value in two forms.
///
/// Unsigned integers up to 2⁶³−1, byte strings, text, arrays of known count, booleans and null; no
/// maps, tags, floats or negatives, because nothing in the ledger needs them. Whether the announced
/// count of an array was kept is seen by whoever reads it, not here. Not for use by two threads.
///
/// RFC 8949 §3, §4.2.1.
public final class CborWriter {
  /// Enough for a leaf of a transaction, a head, a message without proofs.
  public static final int SIZE_USUAL_BYTES = 128;

  private byte[] buffer;
  private int size;

  public CborWriter() {
    this(SIZE_USUAL_BYTES);
  }

  public CborWriter(int sizeExpectedBytes) {
    buffer = new byte[sizeExpectedBytes];
  }

  public CborWriter array(int count) {
    return head(Major.ARRAY, count);
  }

  public CborWriter uint(long value) {
    return head(Major.UINT, value);
  }

  public CborWriter bytes(byte[] value) {
    return head(Major.BYTES, value.length).item(value);
  }

  public CborWriter bytes(Bytes value) {
    return bytes(value.trusted());
  }

  /// Refuses a surrogate without its pair: it has no UTF-8 form.
  public CborWriter text(String value) {
    if (hasLoneSurrogate(value)) {
      throw new IllegalArgumentException("Text with a lone surrogate cannot be written");
    }
    byte[] utf8 = value.getBytes(UTF_8);
    return head(Major.TEXT, utf8.length).item(utf8);
  }

  public CborWriter bool(boolean value) {
    return octet(value ? Major.TRUE : Major.FALSE);
  }

  public CborWriter nil() {
    return octet(Major.NULL);
  }

  /// Copies one item that is already canonical, such as the result of another writer.
  public CborWriter item(byte[] canonical) {
    ensure(canonical.length);
    System.arraycopy(canonical, 0, buffer, size, canonical.length);
    size += canonical.length;
    return this;
  }

  /// What was written so far. A buffer that is exactly full is handed out itself: whatever is
  /// written later goes into another one.
  public byte[] toBytes() {
    return size == buffer.length ? buffer : Arrays.copyOf(buffer, size);
  }

  /// How many bytes were written so far.
  public int size() {
    return size;
  }

  /// A copy of what was written from `start` on.
  public byte[] toBytesFrom(int start) {
    return Arrays.copyOfRange(buffer, start, size);
  }

  private CborWriter head(int major, long value) {
    if (value < 0) {
      throw new IllegalArgumentException("Negative: " + value);
    }
    int type = major << 5;
    if (value < 24) {
      return octet(type | (int) value);
    }
    if (value < 1L << 8) {
      return octet(type | 24).bigEndian(value, 1);
    }
    if (value < 1L << 16) {
      return octet(type | 25).bigEndian(value, 2);
    }
    if (value < 1L << 32) {
      return octet(type | 26).bigEndian(value, 4);
    }
    return octet(type | 27).bigEndian(value, 8);
  }

  private CborWriter octet(int value) {
    ensure(1);
    buffer[size++] = (byte) value;
    return this;
  }

  private CborWriter bigEndian(long value, int widthBytes) {
    ensure(widthBytes);
    for (int shift = (widthBytes - 1) * 8; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  private void ensure(int more) {
    int needed = Math.addExact(size, more);
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(needed, buffer.length * 2));
    }
  }

  private static boolean hasLoneSurrogate(String value) {
    int i = 0;
    while (i < value.length()) {
      int codePoint = value.codePointAt(i);
      if (Character.MIN_SURROGATE <= codePoint && codePoint <= Character.MAX_SURROGATE) {
        return true;
      }
      i += Character.charCount(codePoint);
    }
    return false;
  }
}
