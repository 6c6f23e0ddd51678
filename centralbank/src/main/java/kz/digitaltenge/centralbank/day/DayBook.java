package kz.digitaltenge.centralbank.day;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The memory of calendars and operational days. Each method is done as a whole or not at all, and
/// on disk when it returns.
public interface DayBook {
  void note(List<DayChange> changes);

  /// In the order in which they were noted.
  List<DayChange> changes(int year);

  /// Empty before the first.
  Optional<DayHours> hours();

  void hours(DayHours hours, String officer, Instant at);

  /// On whose order days close by themselves; empty when officers close them.
  Optional<String> automatic();

  void automatic(boolean wanted, String officer, Instant at);

  /// Empty before the first.
  Optional<OperationalDay> newest();

  Optional<OperationalDay> find(LocalDate date);

  /// The newest first.
  List<OperationalDay> days(int most);

  /// The newest first, of those before a date.
  List<OperationalDay> daysBefore(LocalDate before, int most);

  /// Begins a day; nothing happens while another is not closed.
  void open(LocalDate date, String officer, Instant at);

  /// Takes no more conversions; nothing happens when the day is not open.
  void closing(LocalDate date, String officer, Instant at);

  void step(LocalDate date, OperationalDay.Step step);

  /// Ends a day that is closing, and begins the next.
  void closed(LocalDate date, LocalDate next, String officer, Instant at);
}
