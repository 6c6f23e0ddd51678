package kz.digitaltenge.trust.signed;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// What came of sending a notification, on the word of who sent it.
///
/// @param at when that was known
/// @param status of HTTP, 0 without an answer
public record NotificationOutcome(Instant at, Result result, int status) {
  /// How it ended.
  public enum Result {
    /// The receiver has taken it.
    DELIVERED(1),
    /// The receiver does not take it.
    REFUSED(2),
    /// The receiver was there, and gave no answer in time or one that puts it off.
    PUT_OFF(3),
    /// Nobody was there who could see it.
    AWAY(4);

    private final int number;

    Result(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    static Optional<Result> of(long number) {
      return Arrays.stream(values()).filter(each -> each.number == number).findFirst();
    }
  }
}
