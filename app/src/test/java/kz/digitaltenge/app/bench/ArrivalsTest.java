package kz.digitaltenge.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests fall due evenly, and as many as the rate says.
final class ArrivalsTest {
  @ParameterizedTest
  @CsvSource({
    "1000, 0, 10000, 10000",
    "1000, 5000, 10000, 15000",
    "3, 0, 1000, 3",
    "0.5, 0, 4000, 2",
    "2500, 0, 1, 3"
  })
  void asManyFallDueAsTheRateSays(double rate, long warmUp, long window, long count) {
    var arrivals = new Arrivals(rate, Duration.ofMillis(warmUp), Duration.ofMillis(window));

    assertThat(arrivals.count()).isEqualTo(count);
    assertThat(arrivals.dueNanos(count - 1))
        .isLessThan(arrivals.warmUp().plus(arrivals.window()).toNanos());
    assertThat(arrivals.dueNanos(count))
        .isGreaterThanOrEqualTo(arrivals.warmUp().plus(arrivals.window()).toNanos());
  }

  @Test
  void roundingDoesNotAddUp() {
    var arrivals = new Arrivals(3_333, Duration.ZERO, Duration.ofHours(1));

    assertThat(arrivals.dueNanos(3_333L * 3_600)).isEqualTo(Duration.ofHours(1).toNanos());
  }

  @Test
  void onlyWhatFallsDueAfterTheWarmUpIsMeasured() {
    var arrivals = new Arrivals(100, Duration.ofMillis(50), Duration.ofMillis(100));

    assertThat(arrivals.isMeasured(4)).isFalse();
    assertThat(arrivals.isMeasured(5)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void aRateIsMoreThanZero(double rate) {
    assertThatThrownBy(() -> new Arrivals(rate, Duration.ZERO, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
