package kz.digitaltenge.adapters.abs.emulator;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;

/// When the system books.
///
/// @param closes the first moment that is too late; midnight for the end of the day
public record OperatingHours(
    ZoneId zone, LocalTime opens, LocalTime closes, Set<DayOfWeek> workingDays) {
  public OperatingHours {
    workingDays = Set.copyOf(workingDays);
    if (workingDays.isEmpty() || (!closes.equals(LocalTime.MIDNIGHT) && !opens.isBefore(closes))) {
      throw new IllegalArgumentException("hours without an hour");
    }
  }

  public static OperatingHours aroundTheClock(ZoneId zone) {
    return new OperatingHours(
        zone, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, EnumSet.allOf(DayOfWeek.class));
  }

  public LocalDate day(Instant at) {
    return at.atZone(zone).toLocalDate();
  }

  public boolean isOpen(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    LocalTime time = local.toLocalTime();
    return workingDays.contains(local.getDayOfWeek())
        && !time.isBefore(opens)
        && (closes.equals(LocalTime.MIDNIGHT) || time.isBefore(closes));
  }

  /// When it opens next, seen from a time when it is closed.
  public Instant nextOpening(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    LocalDate day = local.toLocalDate();
    while (!workingDays.contains(day.getDayOfWeek())
        || !day.atTime(opens).atZone(zone).isAfter(local)) {
      day = day.plusDays(1);
    }
    return day.atTime(opens).atZone(zone).toInstant();
  }
}
