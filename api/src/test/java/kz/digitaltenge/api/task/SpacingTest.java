package kz.digitaltenge.api.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpacingTest {
  private final Spacing spacing = new Spacing(Duration.ofMillis(8), Duration.ofMillis(16));

  @ParameterizedTest
  @CsvSource({"0, 8", "500, 10", "1000, 12", "2000, 16", "5000, 16", "100000, 16"})
  void itGrowsWithHowLateWaitsEndAndHasAnEnd(long microsLate, long millis) {
    waits(500, microsLate);

    assertThat(Duration.ofNanos(spacing.nanos()))
        .isCloseTo(Duration.ofMillis(millis), Duration.ofMillis(1));
  }

  @Test
  void itIsWhatItWasWhenWaitsEndInTimeAgain() {
    waits(100, 2_000);
    waits(300, 0);

    assertThat(Duration.ofNanos(spacing.nanos()))
        .isCloseTo(Duration.ofMillis(8), Duration.ofNanos(1_000));
  }

  @Test
  void oneLateWaitIsSoonForgotten() {
    waits(1, 100_000);
    waits(40, 0);

    assertThat(Duration.ofNanos(spacing.nanos())).isLessThan(Duration.ofMillis(9));
  }

  @Test
  void aWaitThatWasEndedEarlySaysNothing() {
    waits(100, 1_000);
    long before = spacing.nanos();
    spacing.waited(5_000_000);

    assertThat(spacing.nanos()).isEqualTo(before).isGreaterThan(Duration.ofMillis(11).toNanos());
  }

  private void waits(int count, long microsLate) {
    for (int i = 0; i < count; i++) {
      spacing.waited(-microsLate * 1_000);
    }
  }
}
