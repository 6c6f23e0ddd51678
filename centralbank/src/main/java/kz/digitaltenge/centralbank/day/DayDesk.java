package kz.digitaltenge.centralbank.day;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.operator.CalendarEdit;
import kz.digitaltenge.api.operator.CalendarLine;
import kz.digitaltenge.api.operator.DayLine;
import kz.digitaltenge.api.operator.DayOperations;
import kz.digitaltenge.api.operator.DayStatus;

/// Calendars and days in the words of the operators' interface.
public final class DayDesk implements DayOperations {
  private static final int DAYS_MAX = 500;

  private final OperationalDays days;
  private final Calendars calendars;
  private final Set<String> officers;
  private final InstantSource clock;

  /// @param officers by name
  public DayDesk(
      OperationalDays days, Calendars calendars, Set<String> officers, InstantSource clock) {
    this.days = days;
    this.calendars = calendars;
    this.officers = Set.copyOf(officers);
    this.clock = clock;
  }

  @Override
  public DayStatus status() {
    return status(
        days.newest()
            .orElseThrow(() -> Calendars.malformed("day", "none was ever opened: ./dt day open")));
  }

  @Override
  public List<DayLine> days(int most) {
    return days.days(Math.clamp(most, 1, DAYS_MAX)).stream().map(DayDesk::line).toList();
  }

  @Override
  public List<DayLine> daysBefore(LocalDate before, int most) {
    return days.daysBefore(before, Math.clamp(most, 1, DAYS_MAX)).stream()
        .map(DayDesk::line)
        .toList();
  }

  @Override
  public DayStatus open(String officer) {
    return status(days.open(known(officer)));
  }

  @Override
  public DayStatus close(LocalDate date, String officer) {
    return status(days.close(date, known(officer)));
  }

  @Override
  public DayStatus hours(String opens, String cutOff, String officer) {
    DayHours hours;
    try {
      hours = new DayHours(LocalTime.parse(opens), LocalTime.parse(cutOff));
    } catch (DateTimeException _) {
      throw Calendars.malformed("hours", "they are no times such as 08:00 and 19:00");
    } catch (IllegalArgumentException e) {
      throw Calendars.malformed("hours", String.valueOf(e.getMessage()));
    }
    days.hours(hours, known(officer));
    return status();
  }

  @Override
  public DayStatus automatic(boolean wanted, String officer) {
    days.automatic(wanted, known(officer));
    return status();
  }

  @Override
  public CalendarLine calendar(int year, Optional<Instant> at) {
    YearCalendar calendar = calendars.of(year, at.orElseGet(clock::instant));
    YearCalendar.Counts counts = calendar.counts();
    return new CalendarLine(
        year,
        counts.days(),
        counts.working(),
        counts.off(),
        calendar.daysOff().entrySet().stream()
            .map(day -> new CalendarLine.DayOff(day.getKey(), day.getValue()))
            .toList(),
        calendars.history(year).stream().map(DayDesk::line).toList());
  }

  @Override
  public CalendarLine edit(CalendarEdit edit, String officer) {
    return switch (edit) {
      case CalendarEdit.FillWeekends(int year) -> {
        calendars.fillWeekends(year, known(officer));
        yield calendar(year, Optional.empty());
      }
      case CalendarEdit.TakeOfficial(int year) -> {
        calendars.takeOfficial(year, known(officer));
        yield calendar(year, Optional.empty());
      }
      case CalendarEdit.SetDay(LocalDate date, boolean off, String title, var from) -> {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        calendars.edit(
            new Calendars.Edit(date, off, title.strip(), known(officer), from.orElse(now)));
        yield calendar(date.getYear(), Optional.empty());
      }
    };
  }

  private String known(String officer) {
    if (!officers.contains(officer)) {
      throw Calendars.malformed("officer", "there is no officer '%s'".formatted(officer));
    }
    return officer;
  }

  private DayStatus status(OperationalDay day) {
    DayHours hours = days.hours();
    return new DayStatus(
        line(day),
        hours.opens().toString(),
        hours.cutOff().toString(),
        days.closedUntil(clock.instant()),
        days.automatic().isPresent());
  }

  private static DayLine line(OperationalDay day) {
    return new DayLine(
        day.date(),
        day.state().name(),
        day.openedAt(),
        day.openedBy(),
        day.closingAt(),
        day.closedBy().orElse(""),
        day.closedAt(),
        day.steps().stream()
            .map(step -> new DayLine.Step(step.name(), step.at(), step.passed(), step.evidence()))
            .toList());
  }

  private static CalendarLine.Change line(DayChange change) {
    return new CalendarLine.Change(
        change.day(), change.off(), change.title(), change.officer(), change.at(), change.from());
  }
}
