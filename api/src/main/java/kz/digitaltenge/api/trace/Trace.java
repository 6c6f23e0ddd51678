package kz.digitaltenge.api.trace;

import static java.lang.System.Logger.Level.INFO;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.digitaltenge.ledger.crypto.Hash;

/// The name under which a request is found again in logs, its caller's or made here (W3C Trace
/// Context, level 1). Whatever runs on the request's thread can read it, and calls over streams
/// take it along to the thread that handles them.
///
/// @param id 32 digits in lower-case hex, not all zeros
/// @param sampled whether its caller wants each step told in logs, not only what goes wrong
public record Trace(String id, boolean sampled) {
  private static final ScopedValue<Trace> CURRENT = ScopedValue.newInstance();
  private static final System.Logger LOG = System.getLogger(Trace.class.getName());
  private static final int SPAN_DIGITS = 16;
  private static final int ID_BYTES = 16;
  private static final Pattern ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
  private static final Pattern PARENT =
      Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?");

  public Trace {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("not a trace id");
    }
  }

  /// The one that a caller named, or one of our own when it named none that is one.
  ///
  /// @param parents all values of `traceparent`
  /// @param seed what no other request has
  public static Trace of(List<String> parents, byte[] seed) {
    if (parents.size() == 1) {
      Matcher parent = PARENT.matcher(parents.getFirst());
      if (parent.matches() && ID.matcher(parent.group(1)).matches()) {
        return new Trace(parent.group(1), (HexFormat.fromHexDigits(parent.group(2)) & 1) == 1);
      }
    }
    return new Trace(digits(seed, 32), false);
  }

  /// What a peer sent; nothing when it is no trace.
  public static Optional<Trace> decode(byte[] bytes) {
    if (bytes.length != ID_BYTES + 1 || (bytes[ID_BYTES] | 1) != 1) {
      return Optional.empty();
    }
    String id = HexFormat.of().formatHex(bytes, 0, ID_BYTES);
    return ID.matcher(id).matches()
        ? Optional.of(new Trace(id, bytes[ID_BYTES] == 1))
        : Optional.empty();
  }

  /// For a peer: the id's 16 bytes, and 1 when it is sampled, otherwise 0.
  public byte[] encode() {
    byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(id), ID_BYTES + 1);
    bytes[ID_BYTES] = (byte) (sampled ? 1 : 0);
    return bytes;
  }

  /// That of the request which this thread works for.
  public static Optional<Trace> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /// Does something for the request.
  public <T> T during(Supplier<T> work) {
    return ScopedValue.where(CURRENT, this).call(work::get);
  }

  /// Work that another thread is to do for the request of this one.
  public static Runnable carried(Runnable work) {
    if (!CURRENT.isBound()) {
      return work;
    }
    ScopedValue.Carrier carrier = ScopedValue.where(CURRENT, CURRENT.get());
    return () -> carrier.run(work);
  }

  /// Tells a step in the log when this thread's request is sampled; otherwise costs next to
  /// nothing.
  ///
  /// @param line without anybody's data
  public static void tell(Supplier<String> line) {
    if (CURRENT.isBound() && CURRENT.get().sampled) {
      LOG.log(INFO, line);
    }
  }

  /// As `traceparent` of an answer.
  ///
  /// @param seed what no other answer has
  public String parent(byte[] seed) {
    return "00-%s-%s-%s".formatted(id, digits(seed, SPAN_DIGITS), sampled ? "01" : "00");
  }

  private static String digits(byte[] seed, int count) {
    return Hash.sha256(seed).hex().substring(0, count);
  }
}
