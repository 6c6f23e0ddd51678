package kz.digitaltenge.gateway;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;

/// Sees to it that no participant takes more of a gateway than its share: so many requests a
/// second, some more for a moment, and so many at once, fewer while answers are slow. Counts
/// requests whose signature holds and was not seen before, so nobody is charged for what another
/// made up, and those beyond the share cost neither a write nor memory.
final class FairShare {
  private static final long MILLIS = 1_000;

  private final RequestRate rate;
  private final InstantSource clock;
  // As many as there are participants: certificates make them.
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();

  FairShare(RequestRate rate, InstantSource clock) {
    this.rate = rate;
    this.clock = clock;
  }

  /// What begins a request: leave to go on, until it is closed, or why not.
  sealed interface Leave {
    record Granted(Runnable end) implements Leave {}

    record Refused(Problem problem) implements Leave {}
  }

  Leave enter(String participant) {
    Account account = accounts.computeIfAbsent(participant, _ -> new Account(clock.millis()));
    return account
        .refusal(participant, clock.millis())
        .<Leave>map(Leave.Refused::new)
        .orElseGet(() -> new Leave.Granted(account::leave));
  }

  /// A bucket of tokens that fills up with time. In thousandths, so that no rate loses a part.
  private final class Account {
    @GuardedBy("this")
    private long thousandths = rate.burst() * MILLIS;

    @GuardedBy("this")
    private long filledAt;

    @GuardedBy("this")
    private final Line line = new Line(rate.atOnce());

    Account(long now) {
      this.filledAt = now;
    }

    synchronized Optional<Problem> refusal(String participant, long now) {
      // A clock that was set back gives nothing, and takes nothing.
      long passed = Math.clamp(now - filledAt, 0, rate.burst() * MILLIS);
      filledAt = now;
      thousandths = Math.min(rate.burst() * MILLIS, thousandths + passed * rate.perSecond());
      if (thousandths < MILLIS) {
        return Optional.of(
            Problem.of(
                    ErrorCode.TOO_MANY_REQUESTS, "caller", participant, "limit", rate.perSecond())
                .lasting(Duration.ofMillis((MILLIS - thousandths) / rate.perSecond())));
      }
      if (!line.enter(now)) {
        return Optional.of(
            Problem.of(
                ErrorCode.OVERLOADED, "queue", participant + "'s share", "limit", line.longest()));
      }
      thousandths -= MILLIS;
      return Optional.empty();
    }

    synchronized void leave() {
      line.leave(clock.millis());
    }
  }
}
