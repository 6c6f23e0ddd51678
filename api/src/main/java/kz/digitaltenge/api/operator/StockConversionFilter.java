package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.Optional;

/// Which of a bank's conversions with the central bank are meant.
///
/// @param stage its name
/// @param from requested then or later
/// @param to requested before
public record StockConversionFilter(
    Optional<String> stage,
    Optional<ConversionLine.Kind> kind,
    Optional<Instant> from,
    Optional<Instant> to) {
  public static final StockConversionFilter ALL =
      new StockConversionFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
