package kz.digitaltenge.centralbank.day;

import java.time.LocalTime;

/// When conversions are taken on an operational day.
///
/// @param cutOff the first moment that is too late; midnight for the end of the day
public record DayHours(LocalTime opens, LocalTime cutOff) {
  /// As long as the operational day is open, whatever the clock says.
  public static final DayHours AROUND_THE_CLOCK =
      new DayHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

  public DayHours {
    if (!cutOff.equals(LocalTime.MIDNIGHT) && !opens.isBefore(cutOff)) {
      throw new IllegalArgumentException("%s is not before %s".formatted(opens, cutOff));
    }
  }

  /// Whether the clock does not matter.
  public boolean isAroundTheClock() {
    return equals(AROUND_THE_CLOCK);
  }

  boolean areOverAt(LocalTime time) {
    return !cutOff.equals(LocalTime.MIDNIGHT) && !time.isBefore(cutOff);
  }
}
