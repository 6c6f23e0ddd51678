package kz.digitaltenge.gateway;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import kz.digitaltenge.api.operator.CalendarEdit;
import kz.digitaltenge.api.operator.CalendarLine;
import kz.digitaltenge.api.operator.DayLine;
import kz.digitaltenge.api.operator.DayOperations;
import kz.digitaltenge.api.operator.DayStatus;

/// Days and a calendar in memory: a close passes when it is to, and the next day opens.
final class FakeDays implements DayOperations {
  private static final Instant AT = Instant.parse("2026-12-01T04:00:00Z");

  private final TreeMap<LocalDate, DayLine> days = new TreeMap<>();
  private final List<CalendarLine.Change> changes = new ArrayList<>();
  private String opens = "00:00";
  private String cutOff = "00:00";
  private boolean automatic;
  volatile boolean passes = true;

  FakeDays() {
    put(LocalDate.of(2026, 12, 1), "OPEN", "1", "");
  }

  private void put(LocalDate date, String state, String openedBy, String closedBy) {
    boolean began = !state.equals("OPEN");
    days.put(
        date,
        new DayLine(
            date,
            state,
            AT,
            openedBy,
            began ? Optional.of(AT) : Optional.empty(),
            closedBy,
            state.equals("CLOSED") ? Optional.of(AT) : Optional.empty(),
            began
                ? List.of(new DayLine.Step("SUPPLY", AT, state.equals("CLOSED"), "seen"))
                : List.of()));
  }

  @Override
  public synchronized DayStatus status() {
    return new DayStatus(days.lastEntry().getValue(), opens, cutOff, Optional.empty(), automatic);
  }

  @Override
  public synchronized List<DayLine> days(int most) {
    return days.descendingMap().values().stream().limit(most).toList();
  }

  @Override
  public synchronized List<DayLine> daysBefore(LocalDate before, int most) {
    return days.headMap(before, false).descendingMap().values().stream().limit(most).toList();
  }

  @Override
  public synchronized DayStatus open(String officer) {
    return status();
  }

  @Override
  public synchronized DayStatus close(LocalDate date, String officer) {
    put(date, passes ? "CLOSED" : "CLOSING", "1", officer);
    if (passes && days.lastKey().equals(date)) {
      put(date.plusDays(1), "OPEN", officer, "");
    }
    return status();
  }

  @Override
  public synchronized DayStatus hours(String from, String to, String officer) {
    opens = from;
    cutOff = to;
    return status();
  }

  @Override
  public synchronized DayStatus automatic(boolean wanted, String officer) {
    automatic = wanted;
    return status();
  }

  @Override
  public synchronized CalendarLine calendar(int year, Optional<Instant> at) {
    if (year < 2000 || year > 2100) {
      throw Malformed.field("year", "it is not between 2000 and 2100");
    }
    List<CalendarLine.DayOff> off =
        changes.stream()
            .filter(change -> change.date().getYear() == year && change.off())
            .filter(change -> !change.from().isAfter(at.orElse(AT)))
            .map(change -> new CalendarLine.DayOff(change.date(), change.title()))
            .sorted(Comparator.comparing(CalendarLine.DayOff::date))
            .toList();
    return new CalendarLine(
        year,
        365,
        365 - off.size(),
        off.size(),
        off,
        changes.stream().filter(change -> change.date().getYear() == year).toList());
  }

  @Override
  public synchronized CalendarLine edit(CalendarEdit edit, String officer) {
    return switch (edit) {
      case CalendarEdit.FillWeekends(int year) -> note(LocalDate.of(year, 1, 1), officer);
      case CalendarEdit.TakeOfficial(int year) -> note(LocalDate.of(year, 1, 2), officer);
      case CalendarEdit.SetDay(LocalDate date, boolean off, String title, var from) -> {
        changes.add(new CalendarLine.Change(date, off, title, officer, AT, from.orElse(AT)));
        yield calendar(date.getYear(), Optional.empty());
      }
    };
  }

  private CalendarLine note(LocalDate day, String officer) {
    var _ = calendar(day.getYear(), Optional.empty());
    changes.add(new CalendarLine.Change(day, true, "Weekend", officer, AT, AT));
    return calendar(day.getYear(), Optional.empty());
  }
}
