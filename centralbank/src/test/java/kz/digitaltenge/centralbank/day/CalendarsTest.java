package kz.digitaltenge.centralbank.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.centralbank.day.YearCalendar.Counts;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which days count, and that nothing of a change is lost (C13).
class CalendarsTest {
  private static final LocalDate WORKING_SATURDAY = LocalDate.of(2023, 7, 1);

  private Instant now = Instant.parse("2022-12-01T06:00:00Z");
  private final MemoryDays book = new MemoryDays();
  private final Calendars calendars = new Calendars(book, () -> now);

  private Counts counts(int year) {
    return calendars.of(year, now).counts();
  }

  private void edit(LocalDate day, boolean off, Instant from) {
    calendars.edit(new Calendars.Edit(day, off, "a test", "1", from));
  }

  /// The screen of 2023 shows 365, 261 and 104: the list filled with weekends, with the working
  /// Saturday of that year taken out again and no holiday entered. The official calendar is
  /// another.
  @Test
  void theThreeCountsOf2023AreOneListInThreeStates() {
    assertThat(counts(2023)).isEqualTo(new Counts(365, 260, 105));
    calendars.fillWeekends(2023, "1");
    assertThat(counts(2023)).isEqualTo(new Counts(365, 260, 105));
    edit(WORKING_SATURDAY, false, now);
    assertThat(counts(2023)).isEqualTo(new Counts(365, 261, 104));
    calendars.takeOfficial(2023, "2");
    assertThat(counts(2023)).isEqualTo(new Counts(365, 246, 119));
    assertThat(calendars.of(2023, now).isWorking(WORKING_SATURDAY)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2023, 365, 246, 119, 105",
    "2024, 366, 249, 117, 104",
    "2025, 365, 246, 119, 104",
    "2026, 365, 247, 118, 104",
    "2027, 365, 247, 118, 104"
  })
  void officialYearsHaveTheirPublishedCounts(
      int year, int days, int working, int off, int weekendDays) {
    calendars.takeOfficial(year, "1");
    assertThat(counts(year)).isEqualTo(new Counts(days, working, off));
    assertThat(YearCalendar.weekends(year)).hasSize(weekendDays);
  }

  @Test
  void theSameAgainIsNotNotedAgain() {
    calendars.takeOfficial(2026, "1");
    int noted = calendars.history(2026).size();
    calendars.takeOfficial(2026, "2");
    calendars.fillWeekends(2026, "2");
    edit(LocalDate.of(2026, 3, 2), false, now);
    assertThat(calendars.history(2026)).hasSize(noted);
  }

  @Test
  void aChangeForLaterCountsFromItsTimeAndIsSeenBefore() {
    calendars.takeOfficial(2027, "1");
    LocalDate day = LocalDate.of(2027, 5, 17);
    Instant later = now.plus(Duration.ofDays(10));
    edit(day, true, later);

    assertThat(calendars.of(2027, now).isWorking(day)).isTrue();
    assertThat(calendars.of(2027, later).isWorking(day)).isFalse();
    assertThat(calendars.history(2027).getLast())
        .isEqualTo(new DayChange(day, true, "a test", "1", now, later));
    now = later;
    assertThat(counts(2027)).isEqualTo(new Counts(365, 246, 119));
  }

  @Test
  void theLaterOfTwoChangesCounts() {
    LocalDate day = LocalDate.of(2027, 5, 17);
    Instant later = now.plus(Duration.ofDays(10));
    edit(day, true, later);
    edit(day, true, now);
    edit(day, false, now);
    assertThat(calendars.of(2027, now).isWorking(day)).isTrue();
    assertThat(calendars.of(2027, later).isWorking(day)).isFalse();
    assertThat(calendars.history(2027)).hasSize(3);
  }

  @Test
  void aYearWithoutAListHasItsWeekendsAndIsKnownToLackOne() {
    assertThat(counts(2028)).isEqualTo(new Counts(366, 260, 106));
    // A Saturday.
    assertThat(calendars.of(2028, now).isWorking(LocalDate.of(2028, 1, 1))).isFalse();
    assertThat(calendars.workingAfter(LocalDate.of(2027, 12, 31)))
        .isEqualTo(LocalDate.of(2028, 1, 3));
    assertThat(calendars.isListed(2028)).isFalse();

    calendars.fillWeekends(2028, "1");
    assertThat(calendars.isListed(2028)).isTrue();
    assertThat(calendars.history(2028)).hasSize(106);
    assertThat(counts(2028)).isEqualTo(new Counts(366, 260, 106));
    calendars.fillWeekends(2028, "2");
    assertThat(calendars.history(2028)).hasSize(106);
  }

  @Test
  void aWeekendCanBeMadeToWork() {
    edit(LocalDate.of(2028, 1, 8), false, now);
    assertThat(calendars.of(2028, now).isWorking(LocalDate.of(2028, 1, 8))).isTrue();
    assertThat(counts(2028)).isEqualTo(new Counts(366, 261, 105));
  }

  @ParameterizedTest
  @ValueSource(ints = {1999, 2101})
  void yearsFarAwayHaveNoCalendar(int year) {
    refused(() -> calendars.of(year, now));
    refused(() -> calendars.fillWeekends(year, "1"));
  }

  @Test
  void noOfficialListIsMadeUp() {
    refused(() -> calendars.takeOfficial(2028, "1"));
    assertThat(calendars.history(2028)).isEmpty();
  }

  @Test
  void aDayAfterHolidaysIsTheFirstThatWorks() {
    calendars.takeOfficial(2025, "1");
    calendars.takeOfficial(2026, "1");
    assertThat(calendars.workingAfter(LocalDate.of(2026, 3, 20)))
        .isEqualTo(LocalDate.of(2026, 3, 26));
    assertThat(calendars.workingAfter(LocalDate.of(2025, 12, 31)))
        .isEqualTo(LocalDate.of(2026, 1, 5));
  }

  private static void refused(ThrowingCallable work) {
    assertThatExceptionOfType(PlatformException.class)
        .isThrownBy(work)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
  }
}
