package kz.digitaltenge.adapters.abs.emulator;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// When the system books.
///
/// @param closes the first moment that is too late; midnight for the end of the day
/// @param daysOff of a year, weekends too; in a year that is missing `workingDays` alone decide
public record OperatingHours(
    ZoneId zone,
    LocalTime opens,
    LocalTime closes,
    Set<DayOfWeek> workingDays,
    Map<Integer, Set<LocalDate>> daysOff) {
  public OperatingHours {
    workingDays = Set.copyOf(workingDays);
    daysOff = Map.copyOf(daysOff);
    if (workingDays.isEmpty() || (!closes.equals(LocalTime.MIDNIGHT) && !opens.isBefore(closes))) {
      throw new IllegalArgumentException("hours without an hour");
    }
  }

  /// By the days of the week alone.
  public OperatingHours(
      ZoneId zone, LocalTime opens, LocalTime closes, Set<DayOfWeek> workingDays) {
    this(zone, opens, closes, workingDays, Map.of());
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
    return isWorking(local.toLocalDate())
        && !time.isBefore(opens)
        && (closes.equals(LocalTime.MIDNIGHT) || time.isBefore(closes));
  }

  private boolean isWorking(LocalDate day) {
    Set<LocalDate> off = daysOff.get(day.getYear());
    return off == null ? workingDays.contains(day.getDayOfWeek()) : !off.contains(day);
  }

  /// When it opens next, seen from a time when it is closed.
  public Instant nextOpening(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    LocalDate day = local.toLocalDate();
    while (!isWorking(day) || !day.atTime(opens).atZone(zone).isAfter(local)) {
      day = day.plusDays(1);
    }
    return day.atTime(opens).atZone(zone).toInstant();
  }
}
