package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.Optional;

/// Which conversions of all banks with the central bank are meant.
///
/// @param bank its identifier
/// @param stage its name
/// @param from requested then or later
/// @param to requested before
public record ConversionFilter(
    Optional<String> bank,
    Optional<String> stage,
    Optional<ConversionLine.Kind> kind,
    Optional<Instant> from,
    Optional<Instant> to) {
  public static final ConversionFilter ALL =
      new ConversionFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
