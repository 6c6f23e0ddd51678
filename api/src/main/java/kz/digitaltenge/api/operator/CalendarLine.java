package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// A year's calendar with its counts and everything that was ever changed.
public record CalendarLine(
    int year, int days, int working, int off, List<DayOff> daysOff, List<Change> changes) {

  /// A day on which nobody works.
  public record DayOff(LocalDate date, String title) {}

  /// What an officer changed.
  ///
  /// @param from when it counts
  public record Change(
      LocalDate date, boolean off, String title, String officer, Instant at, Instant from) {}

  public CalendarLine {
    daysOff = List.copyOf(daysOff);
    changes = List.copyOf(changes);
  }
}
