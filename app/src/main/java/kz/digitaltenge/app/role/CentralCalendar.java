package kz.digitaltenge.app.role;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.CalendarLine;
import kz.digitaltenge.api.operator.DayOperations;
import kz.digitaltenge.node.standing.WorkingDays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The central bank's calendar as a bank's node knows it: asked for again now and then, and kept
/// while the central bank is away. Thread-safe.
final class CentralCalendar implements WorkingDays {
  private static final Logger LOG = LoggerFactory.getLogger(CentralCalendar.class);
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final DayOperations centralBank;
  private final InstantSource clock;
  private final Map<Integer, Year> years = new HashMap<>();

  private record Year(Set<LocalDate> off, Instant readAt) {}

  CentralCalendar(DayOperations centralBank, InstantSource clock) {
    this.centralBank = centralBank;
    this.clock = clock;
  }

  @Override
  public synchronized boolean isWorking(LocalDate day) {
    Year known = years.get(day.getYear());
    Instant now = clock.instant();
    if (known == null || known.readAt().plus(FRESH).isBefore(now)) {
      known = read(day.getYear(), now, Optional.ofNullable(known));
      years.put(day.getYear(), known);
    }
    return !known.off().contains(day);
  }

  private Year read(int year, Instant now, Optional<Year> before) {
    try {
      return new Year(
          centralBank.calendar(year, Optional.empty()).daysOff().stream()
              .map(CalendarLine.DayOff::date)
              .collect(Collectors.toUnmodifiableSet()),
          now);
    } catch (PlatformException e) {
      LOG.info("The calendar of {} stays as it was: {}", year, e.problem().forLog());
      return before.orElseThrow(() -> e);
    }
  }
}
