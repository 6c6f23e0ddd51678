package kz.digitaltenge.app.role;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.CalendarLine;
import kz.digitaltenge.node.standing.WorkingDays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The central bank's calendar as a bank's node knows it: asked for again now and then, and kept
/// while the central bank is away. Thread-safe.
final class CentralCalendar implements WorkingDays {
  private static final Logger LOG = LoggerFactory.getLogger(CentralCalendar.class);
  private static final Duration FRESH = Duration.ofMinutes(5);

  /// Asking who is away takes long, and whoever asks waits.
  private static final Duration REST = Duration.ofSeconds(30);

  private final IntFunction<CalendarLine> centralBank;
  private final InstantSource clock;
  private final Map<Integer, Year> years = new HashMap<>();
  private final Map<Integer, Failure> failures = new HashMap<>();

  private record Year(Set<LocalDate> off, Instant readAt) {}

  private record Failure(Problem why, Instant at) {}

  /// @param centralBank tells the calendar of a year
  CentralCalendar(IntFunction<CalendarLine> centralBank, InstantSource clock) {
    this.centralBank = centralBank;
    this.clock = clock;
  }

  @Override
  public synchronized boolean isWorking(LocalDate day) {
    int year = day.getYear();
    Year known = years.get(year);
    boolean isStale = known == null || known.readAt().plus(FRESH).isBefore(clock.instant());
    if (isStale && !rests(year)) {
      read(year);
      known = years.get(year);
    }
    if (known == null) {
      throw Objects.requireNonNull(failures.get(year)).why().exception();
    }
    return !known.off().contains(day);
  }

  private boolean rests(int year) {
    Failure last = failures.get(year);
    return last != null && clock.instant().isBefore(last.at().plus(REST));
  }

  private void read(int year) {
    Instant asked = clock.instant();
    try {
      Set<LocalDate> off =
          centralBank.apply(year).daysOff().stream()
              .map(CalendarLine.DayOff::date)
              .collect(Collectors.toUnmodifiableSet());
      years.put(year, new Year(off, asked));
      failures.remove(year);
    } catch (PlatformException e) {
      LOG.info("The calendar of {} stays as it was: {}", year, e.problem().forLog());
      failures.put(year, new Failure(e.problem(), clock.instant()));
    }
  }
}
