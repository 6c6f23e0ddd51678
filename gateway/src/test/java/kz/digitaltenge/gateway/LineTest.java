package kz.digitaltenge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTest {
  private static final int MOST = 750;
  private static final long SECOND = 1_000;

  private final Line line = new Line(MOST);
  private long now = 1_000_000_000L * SECOND;

  @Test
  void aCrowdAfterQuietIsLetInWhole() {
    assertThat(entered(1_000)).isEqualTo(MOST);
    left(MOST);
    assertThat(entered(1_000)).isEqualTo(MOST);
  }

  /// So many come, and a second later so many of them are answered within one.
  @ParameterizedTest(name = "{0} under way, {1} answered in a second: up to {2}")
  @CsvSource({
    "750,   0, 256",
    "750,  50, 256",
    "750, 100, 400",
    "750, 187, 748",
    "750, 300, 750",
    "500, 100, 400",
    "300,   0, 256",
    "300, 100, 750",
    "256,   0, 750",
    "256, 200, 750"
  })
  void whileManyAreUnderWayTheyAreNoMoreThanFourSecondsWorkOff(
      int underWay, int answered, int longest) {
    entered(underWay);
    now += SECOND;
    left(answered);
    now += SECOND;
    assertThat(entered(1_000)).isEqualTo(Math.max(0, longest - (underWay - answered)));
    assertThat(line.longest()).isEqualTo(longest);
  }

  @Test
  void noPartOfASecondIsMeasured() {
    now += SECOND - 1;
    entered(700);
    now += 1;
    assertThat(entered(1_000)).isEqualTo(50);
  }

  @Test
  void whoIsOutAgainMakesRoomAndNobodyIsCountedTwice() {
    entered(MOST);
    now += 2 * SECOND;
    assertThat(entered(1)).isZero();
    left(MOST - Line.USUAL);
    assertThat(entered(1)).isZero();
    left(1);
    assertThat(entered(2)).isEqualTo(1);
  }

  @Test
  void aSecondWithoutAnyAnswerIsTheSlowest() {
    entered(MOST);
    left(200);
    now += 3 * SECOND;
    assertThat(entered(1)).isZero();
    assertThat(line.longest()).isEqualTo(Line.USUAL);
  }

  @Test
  void aClockThatIsSetBackOnlyMeasuresAnew() {
    entered(300);
    now -= 3_600 * SECOND;
    assertThat(entered(1)).isEqualTo(1);
    left(1);
    now += SECOND;
    assertThat(entered(1_000)).isZero();
    left(299);
    now += SECOND;
    assertThat(entered(1_000)).isEqualTo(MOST - 1);
  }

  @Test
  void aSmallShareIsNeverLessThanItself() {
    var small = new Line(2);
    assertThat(small.enter(now)).isTrue();
    assertThat(small.enter(now)).isTrue();
    now += SECOND;
    assertThat(small.enter(now)).isFalse();
    small.leave(now);
    assertThat(small.enter(now)).isTrue();
  }

  private int entered(int requests) {
    int entered = 0;
    for (int each = 0; each < requests; each++) {
      if (line.enter(now)) {
        entered++;
      }
    }
    return entered;
  }

  private void left(int requests) {
    for (int each = 0; each < requests; each++) {
      line.leave(now);
    }
  }
}
