package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// What an officer does to a calendar.
public sealed interface CalendarEdit {
  /// All Saturdays and Sundays become days off.
  record FillWeekends(int year) implements CalendarEdit {}

  /// The list becomes the official one.
  record TakeOfficial(int year) implements CalendarEdit {}

  /// A day becomes a day off or a working day.
  ///
  /// @param from when it is to count; now when absent
  record SetDay(LocalDate date, boolean off, String title, Optional<Instant> from)
      implements CalendarEdit {}
}
