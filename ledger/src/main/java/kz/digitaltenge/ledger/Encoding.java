package kz.digitaltenge.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;

/// The few shapes that canonical bytes are made of beside the values themselves;
/// `docs/protocol/bytes.md` lists them.
public final class Encoding {
  /// 31 December 9999, so that an instant always fits and prints.
  private static final long INSTANT_MILLIS_MAX = 253_402_300_799_999L;

  private static final Instant INSTANT_MAX = Instant.ofEpochMilli(INSTANT_MILLIS_MAX);

  private Encoding() {}

  public static <T> byte[] encode(T value, BiConsumer<T, CborWriter> write) {
    return encode(value, CborWriter.SIZE_USUAL_BYTES, write);
  }

  /// The same for what is usually larger: a good guess saves the copies of a growing buffer.
  public static <T> byte[] encode(T value, int sizeExpectedBytes, BiConsumer<T, CborWriter> write) {
    var out = new CborWriter(sizeExpectedBytes);
    write.accept(value, out);
    return out.toBytes();
  }

  /// Reads exactly one value that fills `bytes`.
  ///
  /// A constructor that refuses what it was given means that the bytes name something that is not a
  /// value: malformed.
  public static <T> T decode(byte[] bytes, Function<CborReader, T> read) {
    var in = new CborReader(bytes);
    try {
      T value = read.apply(in);
      in.end();
      return value;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
  }

  public static <T> void list(CborWriter out, List<T> items, BiConsumer<T, CborWriter> write) {
    out.array(items.size());
    for (T item : items) {
      write.accept(item, out);
    }
  }

  public static <T> List<T> list(CborReader in, int itemsMax, Function<CborReader, T> read) {
    int count = in.array(itemsMax);
    var items = new ArrayList<T>(count);
    for (int i = 0; i < count; i++) {
      items.add(read.apply(in));
    }
    return List.copyOf(items);
  }

  public static <T> void optional(
      CborWriter out, Optional<T> value, BiConsumer<T, CborWriter> write) {
    if (value.isPresent()) {
      write.accept(value.get(), out);
    } else {
      out.nil();
    }
  }

  public static <T> Optional<T> optional(CborReader in, Function<CborReader, T> read) {
    if (in.nextIsNil()) {
      in.nil();
      return Optional.empty();
    }
    return Optional.of(read.apply(in));
  }

  /// An instant is its whole milliseconds since 1970 in UTC.
  public static void instant(CborWriter out, Instant instant) {
    out.uint(instant.toEpochMilli());
  }

  public static Instant instant(CborReader in) {
    return Instant.ofEpochMilli(in.uint(INSTANT_MILLIS_MAX));
  }

  public static int positiveInt(CborReader in) {
    int value = (int) in.uint(Integer.MAX_VALUE);
    if (value == 0) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return value;
  }

  public static <E extends Enum<E>> E constant(
      CborReader in, E[] constants, java.util.function.ToIntFunction<E> code) {
    int value = (int) in.uint(Integer.MAX_VALUE);
    for (E constant : constants) {
      if (code.applyAsInt(constant) == value) {
        return constant;
      }
    }
    throw in.refusal(Malformed.BAD_VALUE);
  }

  static Instant wholeMillis(Instant instant) {
    if (instant.isBefore(Instant.EPOCH)
        || instant.isAfter(INSTANT_MAX)
        || !instant.equals(Instant.ofEpochMilli(instant.toEpochMilli()))) {
      throw new IllegalArgumentException(
          "%s is not a whole millisecond between 1970 and 9999".formatted(instant));
    }
    return instant;
  }

  /// A list that has its limit.
  static <T> List<T> atMost(int itemsMax, List<T> items, String what) {
    if (items.size() > itemsMax) {
      throw new IllegalArgumentException(
          "%d %s are more than %d".formatted(items.size(), what, itemsMax));
    }
    return List.copyOf(items);
  }

  /// Text that can be written, in 1 to `bytesMax` bytes.
  static void text(String value, int bytesMax, String what) {
    if (value.isEmpty()
        || !UTF_8.newEncoder().canEncode(value)
        || value.getBytes(UTF_8).length > bytesMax) {
      throw new IllegalArgumentException(
          "'%s' is no %s of 1 to %d bytes".formatted(value, what, bytesMax));
    }
  }

  /// Refuses items of which two have the same key.
  static <T> void distinct(List<T> items, Function<T, ?> key, String what) {
    var seen = new HashSet<Object>();
    for (T item : items) {
      if (!seen.add(key.apply(item))) {
        throw new IllegalArgumentException(
            "%s %s is listed twice".formatted(what, key.apply(item)));
      }
    }
  }
}
