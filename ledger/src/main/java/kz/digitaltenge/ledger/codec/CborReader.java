package kz.digitaltenge.ledger.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;

/// Reads what [CborWriter] writes, and refuses every other byte sequence with [MalformedException].
///
/// A caller states the type and the limit of each item, so a length is compared with the limit and
/// with the remaining input before anything is allocated. After a refusal the reader is of no more
/// use. Not for use by two threads.
///
/// RFC 8949 §3, §4.2.1, Appendix F (what is not well formed).
public final class CborReader {
  /// Arrays inside arrays that [#item()] follows.
  public static final int DEPTH_MAX = 32;

  private static final int INDEFINITE = 31;

  private final byte[] input;
  private final int end;
  private int position;

  /// Reads the array in place: it must not change meanwhile.
  public CborReader(byte[] input) {
    this(input, 0, input.length);
  }

  public CborReader(byte[] input, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, input.length);
    this.input = input;
    this.position = offset;
    this.end = offset + length;
  }

  /// Reads exactly one value from the whole input. What the constructors of values refuse with
  /// [IllegalArgumentException] is refused here as [Malformed#BAD_VALUE], since it came from
  /// outside.
  public static <T> T decode(byte[] input, Function<CborReader, T> body) {
    CborReader reader = new CborReader(input);
    try {
      T value = body.apply(reader);
      reader.end();
      return value;
    } catch (IllegalArgumentException e) {
      throw new MalformedException(Malformed.BAD_VALUE, reader.position, e);
    }
  }

  /// The count of the array that starts here; its items follow.
  public int array(int maxItems) {
    int start = position;
    long count = head(Major.ARRAY);
    if (count > maxItems) {
      throw new MalformedException(Malformed.TOO_LARGE, start);
    }
    // Each item takes a byte at least, so the count is bounded by the input before a list is sized
    // by it.
    if (count > end - position) {
      throw new MalformedException(Malformed.TRUNCATED, start);
    }
    return (int) count;
  }

  public void arrayOf(int count) {
    int start = position;
    if (head(Major.ARRAY) != count) {
      throw new MalformedException(Malformed.BAD_VALUE, start);
    }
  }

  public long uint() {
    return head(Major.UINT);
  }

  public long uint(long max) {
    int start = position;
    long value = head(Major.UINT);
    if (value > max) {
      throw new MalformedException(Malformed.TOO_LARGE, start);
    }
    return value;
  }

  public byte[] bytes(int maxBytes) {
    int length = length(Major.BYTES, maxBytes);
    position += length;
    return Arrays.copyOfRange(input, position - length, position);
  }

  public byte[] bytesOf(int exact) {
    int start = position;
    byte[] value = bytes(end - position);
    if (value.length != exact) {
      throw new MalformedException(Malformed.BAD_VALUE, start);
    }
    return value;
  }

  /// The limit counts bytes of UTF-8, not characters.
  public String text(int maxBytes) {
    int length = length(Major.TEXT, maxBytes);
    int start = position;
    position += length;
    return decodeUtf8(start, length);
  }

  public boolean bool() {
    return switch (peek()) {
      case Major.TRUE -> {
        position++;
        yield true;
      }
      case Major.FALSE -> {
        position++;
        yield false;
      }
      default -> throw refusal(Malformed.UNEXPECTED_TYPE);
    };
  }

  public boolean nextIsNil() {
    return peek() == Major.NULL;
  }

  public void nil() {
    if (!nextIsNil()) {
      throw refusal(Malformed.UNEXPECTED_TYPE);
    }
    position++;
  }

  /// The bytes of the next whole item, whatever it is, checked to be canonical down to its leaves.
  public byte[] item() {
    int start = position;
    skip(0);
    return Arrays.copyOfRange(input, start, position);
  }

  public void end() {
    if (position != end) {
      throw refusal(Malformed.TRAILING_BYTES);
    }
  }

  /// For a caller that finds the item just read to be no value of its own type.
  public MalformedException refusal(Malformed reason) {
    return new MalformedException(reason, position);
  }

  private void skip(int depth) {
    if (depth > DEPTH_MAX) {
      throw refusal(Malformed.TOO_DEEP);
    }
    switch (peek() >>> 5) {
      case Major.UINT -> uint();
      case Major.BYTES -> {
        // Two statements: `position +=` would add to the position from before the head was read.
        int length = length(Major.BYTES, Integer.MAX_VALUE);
        position += length;
      }
      case Major.TEXT -> text(Integer.MAX_VALUE);
      case Major.ARRAY -> {
        int count = array(Integer.MAX_VALUE);
        for (int i = 0; i < count; i++) {
          skip(depth + 1);
        }
      }
      case Major.SIMPLE -> skipSimple();
      default -> throw refusal(Malformed.UNEXPECTED_TYPE);
    }
  }

  private void skipSimple() {
    if (nextIsNil()) {
      nil();
    } else {
      bool();
    }
  }

  private int length(int major, int maxBytes) {
    int start = position;
    long length = head(major);
    if (length > maxBytes) {
      throw new MalformedException(Malformed.TOO_LARGE, start);
    }
    if (length > end - position) {
      throw new MalformedException(Malformed.TRUNCATED, start);
    }
    return (int) length;
  }

  private long head(int major) {
    int initial = peek();
    if (initial >>> 5 != major) {
      throw refusal(Malformed.UNEXPECTED_TYPE);
    }
    int info = initial & 0x1f;
    return switch (info) {
      case 24 -> argument(1, 24);
      case 25 -> argument(2, 1L << 8);
      case 26 -> argument(4, 1L << 16);
      case 27 -> argument(8, 1L << 32);
      case 28, 29, 30 -> throw refusal(Malformed.BAD_VALUE);
      case INDEFINITE ->
          throw refusal(major == Major.UINT ? Malformed.BAD_VALUE : Malformed.INDEFINITE_LENGTH);
      default -> {
        position++;
        yield info;
      }
    };
  }

  private long argument(int widthBytes, long smallest) {
    if (end - position <= widthBytes) {
      throw refusal(Malformed.TRUNCATED);
    }
    long value = 0;
    for (int i = 1; i <= widthBytes; i++) {
      value = (value << 8) | (input[position + i] & 0xff);
    }
    if (value < 0) {
      throw refusal(Malformed.TOO_LARGE);
    }
    if (value < smallest) {
      throw refusal(Malformed.NOT_SHORTEST);
    }
    position += 1 + widthBytes;
    return value;
  }

  private int peek() {
    if (position == end) {
      throw refusal(Malformed.TRUNCATED);
    }
    return input[position] & 0xff;
  }

  private String decodeUtf8(int start, int length) {
    if (isAscii(start, length)) {
      return new String(input, start, length, US_ASCII);
    }
    try {
      // A fresh decoder reports malformed input, where the constructor of String would patch it up.
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(input, start, length)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException(Malformed.BAD_UTF8, start, e);
    }
  }

  private boolean isAscii(int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (input[i] < 0) {
        return false;
      }
    }
    return true;
  }
}
