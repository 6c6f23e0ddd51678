package kz.digitaltenge.api.trace;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.digitaltenge.ledger.crypto.Hash;

/// The name under which a request is found again in logs, its caller's or made here (W3C Trace
/// Context, level 1). Whatever runs on the request's thread can read it.
///
/// @param id 32 digits in lower-case hex, not all zeros
public record Trace(String id) {
  private static final ScopedValue<Trace> CURRENT = ScopedValue.newInstance();
  private static final int SPAN_DIGITS = 16;
  private static final Pattern ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
  private static final Pattern PARENT =
      Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

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
        return new Trace(parent.group(1));
      }
    }
    return new Trace(digits(seed, 32));
  }

  /// That of the request which this thread works for.
  public static Optional<Trace> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /// Does something for the request.
  public <T> T during(Supplier<T> work) {
    return ScopedValue.where(CURRENT, this).call(work::get);
  }

  /// As `traceparent` of an answer.
  ///
  /// @param seed what no other answer has
  public String parent(byte[] seed) {
    return "00-%s-%s-01".formatted(id, digits(seed, SPAN_DIGITS));
  }

  private static String digits(byte[] seed, int count) {
    return Hash.sha256(seed).hex().substring(0, count);
  }
}
