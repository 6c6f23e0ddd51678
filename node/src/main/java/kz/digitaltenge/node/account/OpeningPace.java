package kz.digitaltenge.node.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import org.jspecify.annotations.Nullable;

/// Bounds how many accounts a node opens in a minute: each is kept in memory and on disk for good.
/// Thread-safe.
final class OpeningPace {
  /// A bank that brings a million customers is done in less than an hour; the ID centre takes its
  /// claims more slowly, within a day.
  static final int PER_MINUTE = 30_000;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final int most;
  private final InstantSource clock;

  /// Since when it is counted, and how many there were. Guarded by this.
  private @Nullable Instant since;

  private int opened;

  OpeningPace(int most, InstantSource clock) {
    this.most = most;
    this.clock = clock;
  }

  /// Counts one that is to be opened.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `TOO_MANY_OPENINGS`
  synchronized void count() {
    Instant now = clock.instant();
    if (since == null || !now.isBefore(since.plus(MINUTE)) || now.isBefore(since)) {
      since = now;
      opened = 0;
    }
    if (opened >= most) {
      throw Problem.of(ErrorCode.TOO_MANY_OPENINGS, "limit", most)
          .lasting(Duration.between(now, since.plus(MINUTE)))
          .exception();
    }
    opened++;
  }

  /// Takes back one that was counted and is not opened; after the minute there is nothing to take
  /// back.
  synchronized void giveBack() {
    opened = Math.max(0, opened - 1);
  }
}
