package kz.digitaltenge.node.conversion;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.node.account.AccountId;

/// How what was taken is given back. An order to credit the money back that was refused never will
/// be booked, so the next has a number of its own.
///
/// @param attempt the number of the order that may be sent now, or was booked; from 1 on
/// @param account of the core banking system, that the money goes back to
/// @param since when it is owed
/// @param pausedUntil until when the order is not sent, unless somebody says otherwise; there only
///   while it has never been sent
/// @param note why the last try came to nothing
public record Undoing(
    int attempt,
    AccountId account,
    Optional<Instant> since,
    Optional<Instant> pausedUntil,
    Note note) {
  /// How long after a first refusal the next order is sent; twice as long after each more, up to a
  /// day.
  private static final Duration FIRST_PAUSE = Duration.ofHours(1);

  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

  public Undoing {
    if (attempt < 1) {
      throw new IllegalArgumentException("not an attempt's number: " + attempt);
    }
  }

  boolean isPaused(Instant at) {
    return pausedUntil.filter(at::isBefore).isPresent();
  }

  /// Whether the order has surely never been sent.
  boolean isUnsent() {
    return pausedUntil.isPresent();
  }

  /// How long is waited when this attempt is refused.
  Duration pause() {
    Duration pause = FIRST_PAUSE;
    for (int i = 1; i < attempt && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }
}
