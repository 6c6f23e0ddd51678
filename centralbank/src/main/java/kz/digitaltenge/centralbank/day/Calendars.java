package kz.digitaltenge.centralbank.day;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;

/// The calendars of years, as their changes make them (C13). Any thread may call.
public final class Calendars {
  private static final int TITLE_LENGTH_MAX = 140;

  private final DayBook book;
  private final InstantSource clock;
  private final OfficialDays official = OfficialDays.read();

  /// A change that is wanted.
  ///
  /// @param from when it is to count; not before now
  public record Edit(LocalDate day, boolean off, String title, String officer, Instant from) {}

  public Calendars(DayBook book, InstantSource clock) {
    this.book = book;
    this.clock = clock;
  }

  /// The calendar as it counts at a time: what is noted for later is in it from its time on.
  ///
  /// @throws PlatformException `MALFORMED_REQUEST` for a year that no calendar is of
  public YearCalendar of(int year, Instant at) {
    YearCalendar calendar = YearCalendar.ofWeekends(checked(year));
    List<DayChange> counting =
        book.changes(year).stream()
            .filter(change -> !change.from().isAfter(at))
            // Stable: of those that count from one moment the one noted last is the last.
            .sorted(Comparator.comparing(DayChange::from))
            .toList();
    for (DayChange change : counting) {
      calendar = calendar.with(change);
    }
    return calendar;
  }

  /// Whether anybody ever noted a day of a year: of any other, holidays are not known.
  public boolean isListed(int year) {
    return !history(year).isEmpty();
  }

  /// What is to be done about a year that is not listed.
  public static String advice(int year) {
    return ("no calendar of %d was noted, only its weekends are off: "
            + "./dt day calendar official %d, or fill %d and edit its holidays")
        .formatted(year, year, year);
  }

  /// Every change that was ever noted, oldest first.
  public List<DayChange> history(int year) {
    return book.changes(checked(year));
  }

  /// Notes a change; one that says what holds at its time anyway is not noted again.
  ///
  /// @throws PlatformException `MALFORMED_REQUEST`
  public void edit(Edit edit) {
    Instant now = clock.instant();
    Instant from = edit.from().isBefore(now) ? now : edit.from();
    if (edit.title().length() > TITLE_LENGTH_MAX) {
      throw malformed("title", "it has more than %d characters".formatted(TITLE_LENGTH_MAX));
    }
    YearCalendar then = of(edit.day().getYear(), from);
    boolean same =
        edit.off()
            ? edit.title().equals(then.daysOff().get(edit.day()))
            : then.isWorking(edit.day());
    if (!same) {
      book.note(
          List.of(new DayChange(edit.day(), edit.off(), edit.title(), edit.officer(), now, from)));
    }
  }

  /// Makes all Saturdays and Sundays days off that are not yet, and notes those that nobody has.
  public void fillWeekends(int year, String officer) {
    Instant now = clock.instant();
    YearCalendar calendar = of(year, now);
    Set<LocalDate> noted = noted(year);
    book.note(
        YearCalendar.weekends(year)
            .filter(day -> calendar.isWorking(day) || !noted.contains(day))
            .map(day -> new DayChange(day, true, YearCalendar.WEEKEND, officer, now, now))
            .toList());
  }

  /// Makes the calendar the official one that the project knows.
  ///
  /// @throws PlatformException `MALFORMED_REQUEST` when it knows none of that year
  public void takeOfficial(int year, String officer) {
    Instant now = clock.instant();
    YearCalendar calendar = of(year, now);
    if (!official.has(year)) {
      throw malformed("year", "no official calendar of %d is known here".formatted(year));
    }
    var wanted = official.daysOff(year);
    Set<LocalDate> noted = noted(year);
    var changes = new ArrayList<DayChange>();
    YearCalendar.days(year)
        .filter(
            day ->
                calendar.isWorking(day) == wanted.containsKey(day)
                    || (wanted.containsKey(day) && !noted.contains(day)))
        .forEach(
            day ->
                changes.add(
                    new DayChange(
                        day,
                        wanted.containsKey(day),
                        wanted.getOrDefault(day, "Working day"),
                        officer,
                        now,
                        now)));
    book.note(changes);
  }

  /// The same for all years that it knows.
  public void takeOfficialYears(String officer) {
    official.years().forEach(year -> takeOfficial(year, officer));
  }

  /// The first working day after one, as the calendars count now.
  LocalDate workingAfter(LocalDate day) {
    Instant now = clock.instant();
    LocalDate next = day.plusDays(1);
    YearCalendar calendar = of(next.getYear(), now);
    while (!calendar.isWorking(next)) {
      next = next.plusDays(1);
      if (next.getYear() != calendar.year()) {
        calendar = of(next.getYear(), now);
      }
    }
    return next;
  }

  private Set<LocalDate> noted(int year) {
    return book.changes(year).stream().map(DayChange::day).collect(Collectors.toSet());
  }

  private static int checked(int year) {
    if (year < YearCalendar.YEAR_MIN || year > YearCalendar.YEAR_MAX) {
      throw malformed(
          "year",
          "it is not between %d and %d".formatted(YearCalendar.YEAR_MIN, YearCalendar.YEAR_MAX));
    }
    return year;
  }

  static PlatformException malformed(String field, String reason) {
    return Problem.of(ErrorCode.MALFORMED_REQUEST, "field", field, "reason", reason).exception();
  }
}
