package kz.digitaltenge.sdk;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Asks until there is an answer, patience runs out, or asking again could do something twice.
final class Caller {
  private final Attempts attempts;
  private final Patience patience;
  private final Pauses pauses;
  private final RandomGenerator random;

  /// Asks once.
  @FunctionalInterface
  interface Attempts {
    Exchange.Outcome ask(Call call) throws InterruptedException;
  }

  /// Lets time pass.
  @FunctionalInterface
  interface Pauses {
    void pause(Duration duration) throws InterruptedException;
  }

  Caller(Attempts attempts, Patience patience, Pauses pauses, RandomGenerator random) {
    this.attempts = attempts;
    this.patience = patience;
    this.pauses = pauses;
    this.random = random;
  }

  /// @throws CallFailedException for whatever is no answer
  <T> T ask(Call call, Class<T> type) {
    return Json.read(ask(call).body(), type);
  }

  /// With the tag of the answer.
  <T> Tagged<T> read(Call call, Class<T> type) {
    Exchange.Outcome.Answered answer = ask(call);
    return new Tagged<>(Json.read(answer.body(), type), answer.tag());
  }

  /// What the bank answers, as it came.
  Exchange.Outcome.Answered ask(Call call) {
    try {
      return answered(call);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OutcomeUnknownException("Interrupted: " + call.method() + " " + call.target(), e);
    }
  }

  private Exchange.Outcome.Answered answered(Call call) throws InterruptedException {
    boolean mayBeDone = false;
    for (int attempt = 1; ; attempt++) {
      boolean isLast = attempt == patience.attempts();
      Optional<Duration> asked = Optional.empty();
      switch (attempts.ask(call)) {
        case Exchange.Outcome.Answered answer -> {
          return answer;
        }
        case Exchange.Outcome.Refused(Problem problem, Optional<Duration> after) -> {
          boolean isUnknown = problem.retry() == Problem.Retry.SAME_REQUEST;
          mayBeDone |= isUnknown;
          boolean isWorthIt = mayRepeat(problem, call) || isEcho(problem, call, attempt);
          if (isLast || !isWorthIt || isTooLong(after)) {
            throw refused(problem, mayBeDone);
          }
          asked = after;
        }
        case Exchange.Outcome.Unreachable(IOException cause) -> {
          if (isLast) {
            throw mayBeDone ? unknown(call, cause) : unreachable(call, cause);
          }
        }
        case Exchange.Outcome.Lost(IOException cause) -> {
          mayBeDone = true;
          if (isLast || !call.isRepeatable()) {
            throw unknown(call, cause);
          }
        }
      }
      pauses.pause(pause(attempt, asked));
    }
  }

  private static boolean mayRepeat(Problem problem, Call call) {
    return switch (problem.retry()) {
      case LATER -> true;
      case SAME_REQUEST -> call.isRepeatable();
      case NEVER, AFTER_CORRECTION, UNKNOWN -> false;
    };
  }

  /// The JDK itself sends a GET again when the connection breaks, with the signature of the first
  /// time; a gateway that has had that one takes it for a replay.
  private static boolean isEcho(Problem problem, Call call, int attempt) {
    return attempt == 1
        && call.method().equals("GET")
        && problem.code().equals("SIGNED_MESSAGE_REFUSED");
  }

  private boolean isTooLong(Optional<Duration> asked) {
    return asked.filter(wait -> wait.compareTo(patience.longestPause()) > 0).isPresent();
  }

  /// What the gateway asks for, and on top of it a random part of what is waited after so many
  /// attempts: clients that failed together do not come back together.
  private Duration pause(int attempt, Optional<Duration> asked) {
    long most = patience.pauseAfter(attempt).toMillis();
    return asked.orElse(Duration.ZERO).plusMillis(random.nextLong(most + 1));
  }

  /// A refusal says that nothing was done; one that only says to come later says that of its own
  /// attempt alone.
  private static CallFailedException refused(Problem problem, boolean mayBeDone) {
    boolean isFinal =
        switch (problem.retry()) {
          case NEVER, AFTER_CORRECTION, UNKNOWN -> true;
          case LATER, SAME_REQUEST -> false;
        };
    return mayBeDone && !isFinal
        ? new OutcomeUnknownException(problem.code() + ": " + problem.detail(), null)
        : new RefusedException(problem);
  }

  private static UnreachableException unreachable(Call call, IOException cause) {
    return new UnreachableException(
        "Nobody was there for %s %s: %s".formatted(call.method(), call.target(), reason(cause)),
        cause);
  }

  private static OutcomeUnknownException unknown(Call call, @Nullable IOException cause) {
    return new OutcomeUnknownException(
        "No answer came to %s %s: %s".formatted(call.method(), call.target(), reason(cause)),
        cause);
  }

  private static String reason(@Nullable IOException cause) {
    return cause == null
        ? ""
        : Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
  }
}
