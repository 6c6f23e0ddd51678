package kz.digitaltenge.centralbank.conversion;

import java.time.Instant;
import java.util.Optional;

/// Whether the central bank converts at a time, as a port. Its core banking system may be closed
/// all the same.
@FunctionalInterface
public interface ConversionHours {
  /// Always.
  ConversionHours ALWAYS = _ -> Optional.empty();

  /// When conversions go on; empty when they go on now.
  Optional<Instant> closedUntil(Instant now);
}
