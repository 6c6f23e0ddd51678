package kz.digitaltenge.node.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kz.digitaltenge.node.standing.Schedule.Every;
import kz.digitaltenge.node.standing.Schedule.Shift;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// On which days a standing order falls due.
class ScheduleTest {
  private static final LocalTime NINE = LocalTime.of(9, 0);

  /// Weekends are off, and so are the three days after Sunday 22 March 2026.
  static final WorkingDays CALENDAR =
      day ->
          day.getDayOfWeek() != DayOfWeek.SATURDAY
              && day.getDayOfWeek() != DayOfWeek.SUNDAY
              && (day.isBefore(LocalDate.of(2026, 3, 23))
                  || day.isAfter(LocalDate.of(2026, 3, 25)));

  private static Schedule schedule(
      Every every, String first, Shift shift, String until, int times) {
    return new Schedule(
        every,
        LocalDate.parse(first),
        NINE,
        shift,
        until.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(until)),
        times == 0 ? Optional.empty() : Optional.of(times));
  }

  private static Arguments row(String what, Schedule schedule, String... days) {
    return Arguments.of(what, schedule, List.of(days));
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        row("once", schedule(Every.ONCE, "2026-03-02", Shift.AS_IS, "", 0), "2026-03-02"),
        row(
            "each day to the last",
            schedule(Every.DAILY, "2026-03-02", Shift.AS_IS, "2026-03-04", 0),
            "2026-03-02",
            "2026-03-03",
            "2026-03-04"),
        row(
            "so many weeks",
            schedule(Every.WEEKLY, "2026-03-02", Shift.AS_IS, "", 3),
            "2026-03-02",
            "2026-03-09",
            "2026-03-16"),
        row(
            "whichever ends first",
            schedule(Every.WEEKLY, "2026-03-02", Shift.AS_IS, "2026-03-10", 5),
            "2026-03-02",
            "2026-03-09"),
        row(
            "the end of each month, and the 31st again where there is one",
            schedule(Every.MONTHLY, "2027-12-31", Shift.AS_IS, "", 4),
            "2027-12-31",
            "2028-01-31",
            "2028-02-29",
            "2028-03-31"),
        row(
            "a Saturday as it is",
            schedule(Every.ONCE, "2026-03-07", Shift.AS_IS, "", 0),
            "2026-03-07"),
        row(
            "a Saturday forward",
            schedule(Every.ONCE, "2026-03-07", Shift.FORWARD, "", 0),
            "2026-03-09"),
        row("a Sunday back", schedule(Every.ONCE, "2026-03-08", Shift.BACK, "", 0), "2026-03-06"),
        row(
            "a long holiday forward",
            schedule(Every.ONCE, "2026-03-21", Shift.FORWARD, "", 0),
            "2026-03-26"),
        row(
            "the last day counts before the shift",
            schedule(Every.DAILY, "2026-03-06", Shift.FORWARD, "2026-03-07", 0),
            "2026-03-06",
            "2026-03-09"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void itFallsDueOnTheseDaysAndNoOther(String what, Schedule schedule, List<String> days) {
    var found = new ArrayList<String>();
    int number = 0;
    for (Optional<LocalDate> day = schedule.day(0); day.isPresent(); day = schedule.day(number)) {
      Instant due = schedule.due(day.get(), CALENDAR);
      assertThat(due.atZone(Schedule.ZONE).toLocalTime()).isEqualTo(NINE);
      found.add(due.atZone(Schedule.ZONE).toLocalDate().toString());
      number++;
    }

    assertThat(found).as(what).isEqualTo(days);
    assertThat(schedule.day(number + 1)).isEmpty();
  }

  @Test
  void nineInTheMorningIsThatOfAlmaty() {
    Schedule schedule = schedule(Every.ONCE, "2026-03-02", Shift.AS_IS, "", 0);

    assertThat(schedule.due(LocalDate.of(2026, 3, 2), CALENDAR))
        .isEqualTo(Instant.parse("2026-03-02T04:00:00Z"));
  }

  @Test
  void aCalendarWithoutWorkingDaysMovesNothing() {
    Schedule schedule = schedule(Every.ONCE, "2026-03-02", Shift.FORWARD, "", 0);

    assertThat(schedule.due(LocalDate.of(2026, 3, 2), _ -> false))
        .isEqualTo(Instant.parse("2026-03-02T04:00:00Z"));
  }

  @Test
  void whatNeverFallsDueIsNoSchedule() {
    assertThatThrownBy(() -> schedule(Every.DAILY, "2026-03-02", Shift.AS_IS, "2026-03-01", 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> schedule(Every.DAILY, "2026-03-02", Shift.AS_IS, "", -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
