package kz.digitaltenge.node.standing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/// When a standing order falls due: on a day, or again and again from it, at a time of day in
/// Almaty.
///
/// @param shift what becomes of a day on which nobody works
/// @param until the last day, before any shift
/// @param times how often at most
public record Schedule(
    Every every,
    LocalDate first,
    LocalTime time,
    Shift shift,
    Optional<LocalDate> until,
    Optional<Integer> times) {
  public static final ZoneId ZONE = ZoneId.of("Asia/Almaty");

  /// More days without work in a row are not looked over.
  private static final int SHIFT_DAYS_MAX = 31;

  /// How often.
  public enum Every {
    ONCE,
    DAILY,
    WEEKLY,
    /// On the first one's day of the month, or on the month's last where it has no such day.
    MONTHLY
  }

  /// Where a day without work moves.
  public enum Shift {
    AS_IS,
    FORWARD,
    BACK
  }

  public Schedule {
    if (times.isPresent() && times.get() < 1) {
      throw new IllegalArgumentException("so often it never falls due: " + times);
    }
    if (until.isPresent() && until.get().isBefore(first)) {
      throw new IllegalArgumentException("it ends before it begins");
    }
  }

  /// The day of the n-th time, counted from 0, before any shift; nothing when there is none.
  Optional<LocalDate> day(int number) {
    boolean isOver = times.isPresent() && number >= times.get();
    LocalDate day =
        switch (every) {
          case ONCE -> first;
          case DAILY -> first.plusDays(number);
          case WEEKLY -> first.plusWeeks(number);
          case MONTHLY -> first.plusMonths(number);
        };
    boolean isAfter = until.isPresent() && day.isAfter(until.get());
    boolean isOnce = every == Every.ONCE && number > 0;
    return isOver || isAfter || isOnce ? Optional.empty() : Optional.of(day);
  }

  /// When a day's payment falls due.
  Instant due(LocalDate day, WorkingDays calendar) {
    return shifted(day, calendar).atTime(time).atZone(ZONE).toInstant();
  }

  private LocalDate shifted(LocalDate day, WorkingDays calendar) {
    int step =
        switch (shift) {
          case AS_IS -> 0;
          case FORWARD -> 1;
          case BACK -> -1;
        };
    if (step == 0) {
      return day;
    }
    for (int days = 0; days <= SHIFT_DAYS_MAX; days++) {
      LocalDate moved = day.plusDays((long) step * days);
      if (calendar.isWorking(moved)) {
        return moved;
      }
    }
    // A calendar that nobody filled has no working day to move to.
    return day;
  }
}
