package kz.digitaltenge.node.standing;

import java.time.LocalDate;

/// The central bank's calendar.
@FunctionalInterface
public interface WorkingDays {
  /// Whether the central bank's systems work on a day.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when that is not known now
  boolean isWorking(LocalDate day);
}
