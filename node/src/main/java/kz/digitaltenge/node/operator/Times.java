package kz.digitaltenge.node.operator;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Reads times that people typed.
public final class Times {
  /// After it no year has four digits.
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private Times() {}

  /// A stretch of time.
  ///
  /// @param from empty when it has no beginning
  /// @param until empty when it has no end
  public record Stretch(Optional<Instant> from, Optional<Instant> until) {
    /// Reads both ends; an empty text is none.
    ///
    /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST`
    public static Stretch of(String from, String until) {
      Optional<Instant> first =
          from.isEmpty() ? Optional.empty() : Optional.of(Times.of("from", from));
      Optional<Instant> end =
          until.isEmpty() ? Optional.empty() : Optional.of(Times.of("to", until));
      if (first.isPresent() && end.isPresent() && !first.get().isBefore(end.get())) {
        throw TypedText.malformed("to", "it is not after from");
      }
      return new Stretch(first, end);
    }
  }

  /// Reads one.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST`
  public static Instant of(String field, String text) {
    try {
      Instant at = Instant.parse(text);
      if (!at.isBefore(Instant.EPOCH) && !at.isAfter(LAST)) {
        return at;
      }
    } catch (DateTimeParseException _) {
      // Said below, like a time out of bounds.
    }
    throw TypedText.malformed(field, "it is no time such as 2026-03-02T07:00:00Z");
  }
}
