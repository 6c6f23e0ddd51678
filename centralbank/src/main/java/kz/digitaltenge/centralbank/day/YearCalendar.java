package kz.digitaltenge.centralbank.day;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The days of a year on which the central bank's systems do not work, each with a title. A year
/// begins with its weekends; the rest of the list is data that people edit. Immutable.
public record YearCalendar(int year, SortedMap<LocalDate, String> daysOff) {
  /// The first year that a calendar may be of.
  public static final int YEAR_MIN = 2000;

  public static final int YEAR_MAX = 2100;

  /// What days off are called that nobody named.
  static final String WEEKEND = "Weekend";

  /// How many days there are, always counted from the list.
  public record Counts(int days, int working, int off) {}

  public YearCalendar {
    daysOff = Collections.unmodifiableSortedMap(new TreeMap<>(daysOff));
    for (LocalDate day : daysOff.keySet()) {
      if (day.getYear() != year) {
        throw new IllegalArgumentException("%s is no day of %d".formatted(day, year));
      }
    }
  }

  /// A year of which nothing is known but its weekends.
  public static YearCalendar ofWeekends(int year) {
    var days = new TreeMap<LocalDate, String>();
    weekends(year).forEach(day -> days.put(day, WEEKEND));
    return new YearCalendar(year, days);
  }

  public Counts counts() {
    int days = Year.of(year).length();
    return new Counts(days, days - daysOff.size(), daysOff.size());
  }

  public boolean isWorking(LocalDate day) {
    return !daysOff.containsKey(day);
  }

  YearCalendar with(DayChange change) {
    var days = new TreeMap<>(daysOff);
    if (change.off()) {
      days.put(change.day(), change.title());
    } else {
      days.remove(change.day());
    }
    return new YearCalendar(year, days);
  }

  /// The days of the year.
  static Stream<LocalDate> days(int year) {
    return LocalDate.of(year, 1, 1).datesUntil(LocalDate.of(year + 1, 1, 1));
  }

  /// All Saturdays and Sundays of the year.
  static Stream<LocalDate> weekends(int year) {
    return days(year)
        .filter(
            day ->
                day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY);
  }
}
