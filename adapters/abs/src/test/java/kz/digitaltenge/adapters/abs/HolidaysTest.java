package kz.digitaltenge.adapters.abs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import kz.digitaltenge.adapters.abs.emulator.OperatingHours;
import kz.digitaltenge.centralbank.day.OfficialDays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The emulated system books on the working days of the official calendar.
class HolidaysTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Almaty");
  private static final OperatingHours HOURS =
      new OperatingHours(
          ZONE,
          LocalTime.of(9, 0),
          LocalTime.of(18, 0),
          EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
          OfficialDays.read().byYear());

  @ParameterizedTest
  @CsvSource({
    // A Tuesday, Independence Day on Wednesday, and the day after.
    "2026-12-15T12:00, true, ",
    "2026-12-16T12:00, false, 2026-12-17T09:00",
    "2026-12-17T12:00, true, ",
    // A weekend, and the evening before it.
    "2026-11-28T12:00, false, 2026-11-30T09:00",
    "2026-11-27T18:00, false, 2026-11-30T09:00",
    // Of a year that nobody has noted, the days of the week decide.
    "2031-12-16T12:00, true, ",
    "2031-12-20T12:00, false, 2031-12-22T09:00"
  })
  void itIsClosedOnHolidays(LocalDateTime time, boolean isOpen, LocalDateTime next) {
    Instant at = time.atZone(ZONE).toInstant();

    assertThat(HOURS.isOpen(at)).isEqualTo(isOpen);
    if (!isOpen) {
      assertThat(HOURS.nextOpening(at)).isEqualTo(next.atZone(ZONE).toInstant());
    }
  }
}
