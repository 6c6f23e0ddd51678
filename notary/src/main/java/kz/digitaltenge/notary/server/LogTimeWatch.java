package kz.digitaltenge.notary.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import kz.digitaltenge.ledger.LogHead;

/// Holds log time against this member's clock: a head that is ahead of it or behind it by more than
/// the tolerance is not signed here.
///
/// A member that catches up sees old heads in good faith, so only the newest entry of its log
/// speaks against the leader, and only when it happens again and again. Even then it is a
/// suspicion: one of the two clocks is wrong, and the entry does not say who proposed it.
///
/// Used by the signing thread; any thread may read the suspicion.
final class LogTimeWatch {

  private static final int OFTEN = 3;

  private final InstantSource clock;
  private final Duration tolerance;
  private final LongPredicate isNewest;
  private final Supplier<Optional<String>> otherLeader;
  private int offInARow;
  private volatile Optional<String> suspicion = Optional.empty();

  /// @param isNewest whether the entry with this index is the last of this member's log
  /// @param otherLeader who leads, when it is another member
  LogTimeWatch(
      InstantSource clock,
      Duration tolerance,
      LongPredicate isNewest,
      Supplier<Optional<String>> otherLeader) {
    this.clock = clock;
    this.tolerance = tolerance;
    this.isNewest = isNewest;
    this.otherLeader = otherLeader;
  }

  Optional<String> suspicion() {
    return suspicion;
  }

  /// Whether the head after the entry with this index is of about now.
  boolean isTimely(LogHead head, long index) {
    Instant now = clock.instant();
    if (Duration.between(head.logTime(), now).abs().compareTo(tolerance) <= 0) {
      offInARow = 0;
      suspicion = Optional.empty();
      return true;
    }
    if (isNewest.test(index) && ++offInARow >= OFTEN) {
      suspicion = otherLeader.get().map(leader -> sentence(leader, head, now));
    }
    return false;
  }

  private static String sentence(String leader, LogHead head, Instant now) {
    Duration behind = Duration.between(head.logTime(), now);
    return "%s leads with log time %s, which is %d s %s the clock of this member (head of size %d, root %s)."
        .formatted(
            leader,
            head.logTime(),
            behind.abs().toSeconds(),
            behind.isNegative() ? "ahead of" : "behind",
            head.size(),
            head.root());
  }
}
