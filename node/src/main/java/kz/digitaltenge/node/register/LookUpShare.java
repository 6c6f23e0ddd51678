package kz.digitaltenge.node.register;

import java.time.Duration;
import java.time.Instant;

/// What registers of a bank may use of the bank's questions at the ID centre, all of them together:
/// the rest is left to customers' own payments. Thread-safe; forgets when the process ends, as the
/// ID centre itself does not.
public final class LookUpShare {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Bounds bounds;
  private Window asked = Window.NONE;
  private Window missed = Window.NONE;

  /// How much it is.
  ///
  /// @param perMinute questions in a minute
  /// @param missesPerHour questions in an hour that named no bank
  public record Bounds(int perMinute, int missesPerHour) {
    /// Three quarters and a half of what the ID centre lets a bank ask.
    public static final Bounds STANDARD = new Bounds(4_500, 300);
  }

  private record Window(Instant since, int number) {
    static final Window NONE = new Window(Instant.EPOCH, 0);

    Window plusOne() {
      return new Window(since, number + 1);
    }
  }

  LookUpShare(Bounds bounds) {
    this.bounds = bounds;
  }

  /// Counts a question, or says that it is to be asked later.
  synchronized boolean take(Instant now) {
    asked = current(asked, now, MINUTE);
    missed = current(missed, now, HOUR);
    boolean isFree =
        asked.number() < bounds.perMinute() && missed.number() < bounds.missesPerHour();
    asked = isFree ? asked.plusOne() : asked;
    return isFree;
  }

  /// Counts that a question was in vain.
  synchronized void missed(Instant now) {
    missed = current(missed, now, HOUR).plusOne();
  }

  /// A clock that was set back opens no new window.
  private static Window current(Window window, Instant now, Duration length) {
    return now.isBefore(window.since().plus(length)) ? window : new Window(now, 0);
  }
}
