package kz.digitaltenge.centralbank.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.centralbank.day.OperationalDay.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A day opens, takes conversions within its hours, and closes step by step (C13, S16).
class OperationalDaysTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Almaty");
  private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 27);
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 30);
  private static final DayHours HOURS = new DayHours(LocalTime.of(8, 0), LocalTime.of(19, 0));

  private Instant now = at(FRIDAY, "09:00");
  private final MemoryDays book = new MemoryDays();
  private final Calendars calendars = new Calendars(book, () -> now);
  private final List<String> looks = new ArrayList<>();
  private boolean green = true;
  private final OperationalDays days =
      new OperationalDays(
          book,
          calendars,
          List.of(check("SUPPLY"), check("CONVERSIONS"), check("POSITIONS")),
          () -> now,
          ZONE);

  private static Instant at(LocalDate date, String time) {
    return date.atTime(LocalTime.parse(time)).atZone(ZONE).toInstant();
  }

  private DayCheck check(String name) {
    return new DayCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Found look() {
        looks.add(name);
        return new Found(green || !name.equals("CONVERSIONS"), "seen");
      }
    };
  }

  @BeforeEach
  void official() {
    calendars.takeOfficial(2026, "1");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-27T07:59, true, 2026-11-27T08:00",
    "2026-11-27T08:00, true, ",
    "2026-11-27T18:59, true, ",
    "2026-11-27T19:00, true, 2026-11-30T08:00",
    "2026-11-28T12:00, true, 2026-11-30T08:00",
    "2026-11-27T12:00, false, 2026-11-30T08:00"
  })
  void conversionsAreTakenWithinTheHoursOfAnOpenDay(
      LocalDateTime time, boolean open, LocalDateTime closedUntil) {
    days.hours(HOURS, "1");
    days.open("1");
    if (!open) {
      book.closing(FRIDAY, "1", now);
    }
    assertThat(days.closedUntil(time.atZone(ZONE).toInstant()))
        .isEqualTo(Optional.ofNullable(closedUntil).map(at -> at.atZone(ZONE).toInstant()));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-27T09:00, true, 2026-11-27",
    "2026-11-27T19:00, true, 2026-11-30",
    "2026-11-29T12:00, true, 2026-11-30",
    "2026-11-29T12:00, false, 2026-11-29"
  })
  void theFirstDayIsTodayOrTheNextThatWorks(LocalDateTime time, boolean hours, LocalDate expected) {
    if (hours) {
      days.hours(HOURS, "1");
    }
    now = time.atZone(ZONE).toInstant();
    assertThat(days.open("1").date()).isEqualTo(expected);
    assertThat(days.open("2").openedBy()).isEqualTo("1");
  }

  @Test
  void aCloseTakesEachStepOnceAndOpensTheNextWorkingDay() {
    days.open("1");
    OperationalDay closed = days.close(FRIDAY, "2");

    assertThat(closed.state()).isEqualTo(State.CLOSED);
    assertThat(closed.closedBy()).contains("2");
    assertThat(looks).containsExactly("SUPPLY", "CONVERSIONS", "POSITIONS");
    assertThat(days.newest().orElseThrow().date()).isEqualTo(MONDAY);
    assertThat(days.newest().orElseThrow().state()).isEqualTo(State.OPEN);
    assertThat(days.close(FRIDAY, "2")).isEqualTo(closed);
    assertThat(looks).hasSize(3);
    assertThat(days.days(10)).extracting(OperationalDay::date).containsExactly(MONDAY, FRIDAY);
  }

  @Test
  void aStepThatDoesNotPassLeavesTheDayClosingAndIsTakenAgain() {
    days.open("1");
    green = false;
    OperationalDay stuck = days.close(FRIDAY, "1");
    assertThat(stuck.state()).isEqualTo(State.CLOSING);
    assertThat(stuck.steps()).extracting(OperationalDay.Step::passed).containsExactly(true, false);
    assertThat(days.closedUntil(now)).isPresent();

    green = true;
    OperationalDay closed = days.close(FRIDAY, "1");
    assertThat(closed.state()).isEqualTo(State.CLOSED);
    assertThat(closed.steps())
        .extracting(OperationalDay.Step::name)
        .containsExactly("SUPPLY", "CONVERSIONS", "CONVERSIONS", "POSITIONS");
    assertThat(looks).containsExactly("SUPPLY", "CONVERSIONS", "CONVERSIONS", "POSITIONS");
  }

  static IntStream writes() {
    return IntStream.rangeClosed(1, 5);
  }

  /// One write notes that the day closes, one each step, one the end.
  @ParameterizedTest
  @MethodSource("writes")
  void aCloseThatIsKilledAfterAnyWriteGoesOnFromThere(int write) {
    days.open("1");
    book.killAfter(write);
    assertThatExceptionOfType(MemoryDays.Killed.class).isThrownBy(() -> days.close(FRIDAY, "1"));

    assertThat(days.close(FRIDAY, "1").state()).isEqualTo(State.CLOSED);
    assertThat(looks).containsExactly("SUPPLY", "CONVERSIONS", "POSITIONS");
    assertThat(days.newest().orElseThrow().date()).isEqualTo(MONDAY);
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, 2026-11-27T18:59, 2026-11-27",
    "true, true, 2026-11-27T19:00, 2026-11-30",
    "true, false, 2026-11-27T23:59, 2026-11-27",
    "true, false, 2026-11-28T00:00, 2026-11-30",
    "true, true, 2026-12-02T18:00, 2026-12-02",
    "false, true, 2026-11-28T12:00, 2026-11-27"
  })
  void aDayThatIsOverClosesByItselfWhenThatIsWanted(
      boolean wanted, boolean hours, LocalDateTime time, LocalDate open) {
    if (hours) {
      days.hours(HOURS, "1");
    }
    days.open("1");
    days.automatic(wanted, "2");

    now = time.atZone(ZONE).toInstant();
    days.keep();
    days.keep();

    OperationalDay newest = days.newest().orElseThrow();
    assertThat(newest.date()).isEqualTo(open);
    assertThat(newest.state()).isEqualTo(State.OPEN);
    assertThat(days.days(10).stream().filter(day -> day.state() == State.CLOSED))
        .allSatisfy(day -> assertThat(day.closedBy()).contains("2"));
  }

  @Test
  void aStepThatDoesNotPassIsTakenAgainAMinuteLater() {
    days.hours(HOURS, "1");
    days.open("1");
    days.automatic(true, "1");
    green = false;
    now = at(FRIDAY, "19:00");
    days.keep();
    days.keep();
    assertThat(looks).containsExactly("SUPPLY", "CONVERSIONS");

    green = true;
    now = at(FRIDAY, "19:01");
    days.keep();
    assertThat(days.newest().orElseThrow().date()).isEqualTo(MONDAY);
  }

  @Test
  void aCloseByItselfThatWasKilledGoesOnAtOnce() {
    days.open("1");
    days.automatic(true, "1");
    now = at(MONDAY, "00:00");
    book.killAfter(1);
    assertThatExceptionOfType(MemoryDays.Killed.class).isThrownBy(days::keep);

    days.keep();
    assertThat(days.newest().orElseThrow().date()).isEqualTo(MONDAY);
  }

  @Test
  void officersCloseAgainWhenItIsSwitchedOff() {
    days.open("1");
    days.automatic(true, "1");
    days.automatic(false, "2");
    now = at(MONDAY, "12:00");
    days.keep();
    assertThat(days.newest().orElseThrow().date()).isEqualTo(FRIDAY);
  }

  /// 2028 is no year that the project knows. Before, each of its days counted as working, and a day
  /// opened on 1 January.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noDayOpensByItselfInAYearWithoutACalendar(boolean hours) {
    calendars.takeOfficial(2027, "1");
    LocalDate last = LocalDate.of(2027, 12, 31);
    if (hours) {
      days.hours(HOURS, "1");
    }
    now = at(last, "09:00");
    days.open("1");
    days.automatic(true, "1");
    now = at(LocalDate.of(2028, 1, 1), "10:00");
    days.keep();

    OperationalDay stuck = days.newest().orElseThrow();
    assertThat(stuck.date()).isEqualTo(last);
    assertThat(stuck.state()).isEqualTo(State.CLOSING);
    assertThat(stuck.steps().getLast())
        .returns("CALENDAR", OperationalDay.Step::name)
        .returns(false, OperationalDay.Step::passed)
        .satisfies(step -> assertThat(step.evidence()).contains("./dt day calendar official 2028"));
    // Neither does an officer's word close over it.
    assertThat(days.close(last, "2").state()).isEqualTo(State.CLOSING);
    // However often it is looked for, it is noted once.
    for (int minute = 1; minute < 5; minute++) {
      now = at(LocalDate.of(2028, 1, 1), "10:0" + minute);
      days.keep();
    }
    assertThat(days.newest().orElseThrow().steps()).isEqualTo(stuck.steps());

    calendars.fillWeekends(2028, "2");
    now = at(LocalDate.of(2028, 1, 1), "10:05");
    days.keep();
    assertThat(days.newest().orElseThrow().date()).isEqualTo(LocalDate.of(2028, 1, 3));
    assertThat(days.newest().orElseThrow().state()).isEqualTo(State.OPEN);
    assertThat(looks).containsExactly("SUPPLY", "CONVERSIONS", "POSITIONS");
  }

  @ParameterizedTest
  @CsvSource({"2026-11-01, ", "2026-11-02, 2027", "2026-12-31, 2027", "2027-01-01, 2027"})
  void aMissingCalendarIsToldOfTwoMonthsAhead(LocalDate today, Integer year) {
    assertThat(days.missingCalendar(today)).isEqualTo(Optional.ofNullable(year));
  }

  @Test
  void aDayThatWasNeverOpenedCannotClose() {
    days.open("1");
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(() -> days.close(MONDAY, "1"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
    assertThat(days.newest().orElseThrow().state()).isEqualTo(State.OPEN);
    assertThat(looks).isEmpty();
  }
}
