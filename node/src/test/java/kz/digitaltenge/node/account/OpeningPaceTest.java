package kz.digitaltenge.node.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import org.junit.jupiter.api.Test;

/// How many accounts a node opens.
class OpeningPaceTest {
  private Instant now = Instant.parse("2026-03-02T07:00:00Z");

  @Test
  void whoOpensTooManyInAMinuteWaitsForTheNext() {
    var pace = new OpeningPace(2, () -> now);
    pace.count();
    now = now.plusSeconds(20);
    pace.count();

    assertThatThrownBy(pace::count)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.TOO_MANY_OPENINGS);
              assertThat(e.problem().lastsFor()).contains(Duration.ofSeconds(40));
            });
    now = now.plusSeconds(40);
    pace.count();
    pace.count();
    assertThatThrownBy(pace::count).isInstanceOf(PlatformException.class);
    // One that was not opened is none.
    pace.giveBack();
    pace.count();
    assertThatThrownBy(pace::count).isInstanceOf(PlatformException.class);
    // A clock that was set back stops nobody for long.
    now = now.minus(Duration.ofDays(1));
    pace.count();
  }
}
