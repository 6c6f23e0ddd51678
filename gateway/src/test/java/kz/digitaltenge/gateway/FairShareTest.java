package kz.digitaltenge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.gateway.FairShare.Leave;
import org.junit.jupiter.api.Test;

class FairShareTest {
  private Instant now = Instant.parse("2026-03-02T07:00:00Z");
  private final FairShare share = new FairShare(new RequestRate(4, 6, 2), () -> now);

  @Test
  void afterABurstRequestsComeThroughAtTheRate() {
    assertThat(through(10)).isEqualTo(6);
    now = now.plus(Duration.ofMillis(250));
    assertThat(through(10)).isEqualTo(1);
    now = now.plus(Duration.ofSeconds(1));
    assertThat(through(10)).isEqualTo(4);
    now = now.plus(Duration.ofDays(365_000));
    assertThat(through(10)).isEqualTo(6);
  }

  @Test
  void aClockThatIsSetBackGivesNothingAndTakesNothing() {
    assertThat(through(6)).isEqualTo(6);
    now = now.minus(Duration.ofHours(1));
    assertThat(through(1)).isZero();
    now = now.plus(Duration.ofSeconds(1));
    assertThat(through(10)).isEqualTo(4);
  }

  @Test
  void whoTakesAllTheyMayTakesNothingOfOthers() {
    assertThat(through(10)).isEqualTo(6);
    assertThat(share.enter("KCJBKZKX")).isInstanceOf(Leave.Granted.class);
    assertThat(share.enter("HSBKKZKX"))
        .isInstanceOfSatisfying(
            Leave.Refused.class,
            refused -> assertThat(refused.problem().code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS));
  }

  @Test
  void soManyAreUnderWayAtOnce() {
    Leave first = share.enter("HSBKKZKX");
    assertThat(share.enter("HSBKKZKX")).isInstanceOf(Leave.Granted.class);
    assertThat(share.enter("HSBKKZKX"))
        .isInstanceOfSatisfying(
            Leave.Refused.class,
            refused -> assertThat(refused.problem().code()).isEqualTo(ErrorCode.OVERLOADED));

    ((Leave.Granted) first).end().run();
    assertThat(share.enter("HSBKKZKX")).isInstanceOf(Leave.Granted.class);
  }

  /// [LineTest] has how many.
  @Test
  void fewerMayBeUnderWayWhileNobodyIsAnswered() {
    var usual = new FairShare(RequestRate.STANDARD, () -> now);
    for (int each = 0; each < 300; each++) {
      assertThat(usual.enter("HSBKKZKX")).isInstanceOf(Leave.Granted.class);
    }
    now = now.plus(Duration.ofSeconds(3));

    assertThat(usual.enter("HSBKKZKX"))
        .isInstanceOfSatisfying(
            Leave.Refused.class,
            refused -> {
              assertThat(refused.problem().code()).isEqualTo(ErrorCode.OVERLOADED);
              assertThat(refused.problem().message()).contains("256");
            });
    assertThat(usual.enter("KCJBKZKX")).isInstanceOf(Leave.Granted.class);
  }

  @Test
  void whoIsRefusedIsToldHowLongToWait() {
    var slow = new FairShare(new RequestRate(1, 1, 2), () -> now);
    assertThat(slow.enter("HSBKKZKX")).isInstanceOf(Leave.Granted.class);
    now = now.plus(Duration.ofMillis(300));

    assertThat(slow.enter("HSBKKZKX"))
        .isInstanceOfSatisfying(
            Leave.Refused.class,
            refused ->
                assertThat(refused.problem().lastsFor())
                    .as("0.7 seconds, and no fraction can be said")
                    .contains(Duration.ofSeconds(1)));
  }

  /// How many of so many requests, one after the other, are let in.
  private int through(int requests) {
    int through = 0;
    for (int i = 0; i < requests; i++) {
      if (share.enter("HSBKKZKX") instanceof Leave.Granted granted) {
        granted.end().run();
        through++;
      }
    }
    return through;
  }
}
