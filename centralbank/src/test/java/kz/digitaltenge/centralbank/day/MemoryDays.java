package kz.digitaltenge.centralbank.day;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kz.digitaltenge.centralbank.day.OperationalDay.State;

/// The memory of days without a disk; what a kill leaves is all of it. It can die after any write.
final class MemoryDays implements DayBook {
  private final List<DayChange> changes = new ArrayList<>();
  private final TreeMap<LocalDate, OperationalDay> days = new TreeMap<>();
  private Optional<DayHours> hours = Optional.empty();
  private Optional<String> automatic = Optional.empty();
  private int writesLeft = Integer.MAX_VALUE;

  /// The process dies.
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  void killAfter(int writes) {
    writesLeft = writes;
  }

  private void wrote() {
    if (--writesLeft == 0) {
      writesLeft = Integer.MAX_VALUE;
      throw new Killed();
    }
  }

  @Override
  public void note(List<DayChange> more) {
    changes.addAll(more);
    wrote();
  }

  @Override
  public List<DayChange> changes(int year) {
    return changes.stream().filter(each -> each.day().getYear() == year).toList();
  }

  @Override
  public Optional<DayHours> hours() {
    return hours;
  }

  @Override
  public void hours(DayHours now, String officer, Instant at) {
    hours = Optional.of(now);
    wrote();
  }

  @Override
  public Optional<String> automatic() {
    return automatic;
  }

  @Override
  public void automatic(boolean wanted, String officer, Instant at) {
    automatic = wanted ? Optional.of(officer) : Optional.empty();
    wrote();
  }

  @Override
  public Optional<OperationalDay> newest() {
    return Optional.ofNullable(days.lastEntry()).map(Map.Entry::getValue);
  }

  @Override
  public Optional<OperationalDay> find(LocalDate date) {
    return Optional.ofNullable(days.get(date));
  }

  @Override
  public List<OperationalDay> days(int most) {
    return days.descendingMap().values().stream().limit(most).toList();
  }

  @Override
  public List<OperationalDay> daysBefore(LocalDate before, int most) {
    return days.headMap(before, false).descendingMap().values().stream().limit(most).toList();
  }

  @Override
  public void open(LocalDate date, String officer, Instant at) {
    if (days.values().stream().allMatch(day -> day.state() == State.CLOSED)) {
      put(
          new OperationalDay(
              date,
              State.OPEN,
              at,
              officer,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              List.of()));
    }
    wrote();
  }

  @Override
  public void closing(LocalDate date, String officer, Instant at) {
    find(date)
        .filter(day -> day.state() == State.OPEN)
        .ifPresent(
            day ->
                put(
                    new OperationalDay(
                        date,
                        State.CLOSING,
                        day.openedAt(),
                        day.openedBy(),
                        Optional.of(at),
                        Optional.of(officer),
                        Optional.empty(),
                        day.steps())));
    wrote();
  }

  @Override
  public void step(LocalDate date, OperationalDay.Step step) {
    OperationalDay day = find(date).orElseThrow();
    var steps = new ArrayList<>(day.steps());
    steps.add(step);
    put(
        new OperationalDay(
            date,
            day.state(),
            day.openedAt(),
            day.openedBy(),
            day.closingAt(),
            day.closedBy(),
            day.closedAt(),
            steps));
    wrote();
  }

  @Override
  public void closed(LocalDate date, LocalDate next, String officer, Instant at) {
    OperationalDay day = find(date).orElseThrow();
    if (day.state() == State.CLOSING) {
      put(
          new OperationalDay(
              date,
              State.CLOSED,
              day.openedAt(),
              day.openedBy(),
              day.closingAt(),
              day.closedBy(),
              Optional.of(at),
              day.steps()));
      open(next, officer, at);
    }
  }

  private void put(OperationalDay day) {
    days.put(day.date(), day);
  }
}
