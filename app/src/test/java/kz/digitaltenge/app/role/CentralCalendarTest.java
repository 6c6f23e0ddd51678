package kz.digitaltenge.app.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.CalendarLine;
import org.junit.jupiter.api.Test;

/// What a bank's node knows of the calendar while the central bank is there and away.
class CentralCalendarTest {
  private static final LocalDate HOLIDAY = LocalDate.of(2026, 12, 16);

  private Instant now = Instant.parse("2026-11-29T12:00:00Z");
  private boolean isAway;
  private int asked;
  private final CentralCalendar calendar = new CentralCalendar(this::told, () -> now);

  private CalendarLine told(int year) {
    asked++;
    if (isAway) {
      throw Problem.of(ErrorCode.PEER_SILENT, "peer", "NBRKKZKX", "timeout", "10 s").exception();
    }
    var day = new CalendarLine.DayOff(HOLIDAY, "Independence Day");
    return new CalendarLine(year, 365, 364, 1, List.of(day), List.of());
  }

  @Test
  void itIsAskedForOnceInAWhile() {
    assertThat(calendar.isWorking(HOLIDAY)).isFalse();
    assertThat(calendar.isWorking(HOLIDAY.plusDays(1))).isTrue();
    assertThat(asked).isOne();

    now = now.plusSeconds(301);
    assertThat(calendar.isWorking(HOLIDAY)).isFalse();
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void whoeverIsAwayIsNotAskedAgainAtOnce() {
    isAway = true;
    for (int i = 0; i < 500; i++) {
      assertThatThrownBy(() -> calendar.isWorking(HOLIDAY))
          .isInstanceOfSatisfying(
              PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PEER_SILENT));
    }
    assertThat(asked).isOne();

    isAway = false;
    now = now.plusSeconds(30);
    assertThat(calendar.isWorking(HOLIDAY)).isFalse();
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void whatWasKnownHoldsWhileTheCentralBankIsAway() {
    assertThat(calendar.isWorking(HOLIDAY)).isFalse();
    isAway = true;
    now = now.plusSeconds(301);

    assertThat(calendar.isWorking(HOLIDAY)).isFalse();
    assertThat(calendar.isWorking(HOLIDAY)).isFalse();
    assertThat(asked).isEqualTo(2);
  }
}
