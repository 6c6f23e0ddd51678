package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What the central bank's officers do about calendars and operational days (C13, S16). Blocking;
/// any thread may call. Refuses with a [kz.digitaltenge.api.error.PlatformException], mostly
/// `MALFORMED_REQUEST`.
public interface DayOperations {
  DayStatus status();

  /// The newest first.
  List<DayLine> days(int most);

  /// The newest first, of those before a date.
  List<DayLine> daysBefore(LocalDate before, int most);

  /// A day; empty when it was never opened.
  default Optional<DayLine> day(LocalDate date) {
    return daysBefore(date.plusDays(1), 1).stream()
        .filter(day -> day.date().equals(date))
        .findFirst();
  }

  /// Opens a day when none is open; otherwise says which is.
  DayStatus open(String officer);

  /// Closes the day of that date, or goes on closing it; tells the steps also of one that is
  /// closed.
  DayStatus close(LocalDate date, String officer);

  /// Sets when conversions are taken.
  ///
  /// @param opens `HH:mm`
  DayStatus hours(String opens, String cutOff, String officer);

  /// Has days close by themselves at their cut-off, those around the clock at midnight, or leaves
  /// it to officers.
  DayStatus automatic(boolean wanted, String officer);

  /// The calendar as it counts at a time; now when absent.
  CalendarLine calendar(int year, Optional<Instant> at);

  CalendarLine edit(CalendarEdit edit, String officer);
}
