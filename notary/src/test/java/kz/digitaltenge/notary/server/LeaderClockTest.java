package kz.digitaltenge.notary.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LeaderClockTest {

  private static final Instant START = Instant.parse("2026-01-05T04:00:00Z");

  private final AtomicReference<Instant> wall = new AtomicReference<>(START);
  private final AtomicLong nanos = new AtomicLong(77);
  private final LeaderClock clock = new LeaderClock(wall::get, nanos::get, Duration.ofSeconds(5));

  @Test
  void bothClocksMovingTogetherGiveTheTime() {
    pass(Duration.ofHours(30));
    assertThat(clock.now()).hasValue(START.plus(Duration.ofHours(30)));
  }

  @Test
  void aJumpForwardOrBackGivesNoTimeUntilItIsUndone() {
    for (Duration jump : new Duration[] {Duration.ofDays(1), Duration.ofDays(-1)}) {
      wall.updateAndGet(now -> now.plus(jump));
      assertThat(clock.now()).isEmpty();
      wall.updateAndGet(now -> now.minus(jump));
      assertThat(clock.now()).isPresent();
    }
  }

  @Test
  void aSmallCorrectionIsAccepted() {
    wall.updateAndGet(now -> now.plusSeconds(2));
    assertThat(clock.now()).hasValue(START.plusSeconds(2));
  }

  private void pass(Duration time) {
    wall.updateAndGet(now -> now.plus(time));
    nanos.addAndGet(time.toNanos());
  }
}
