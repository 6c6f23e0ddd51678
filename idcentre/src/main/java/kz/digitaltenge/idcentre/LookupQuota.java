package kz.digitaltenge.idcentre;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.NodeId;

/// Bounds what a bank may ask, so that nobody finds out who is there by asking for everybody: all
/// questions of a minute, and those of an hour that named no bank. Thread-safe.
public final class LookupQuota {
  public static final Bounds STANDARD = new Bounds(6_000, 600);

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Bounds bounds;
  private final Map<NodeId, Count> asked = new HashMap<>();
  private final Map<NodeId, Count> missed = new HashMap<>();

  /// How much a bank may ask.
  ///
  /// @param perMinute questions in a minute
  /// @param missesPerHour questions in an hour that named no bank
  public record Bounds(int perMinute, int missesPerHour) {}

  /// Since when, and how many.
  private record Count(Instant since, int number) {}

  LookupQuota(Bounds bounds) {
    this.bounds = bounds;
  }

  /// Counts a question, or refuses it with `LOOKUP_QUOTA_REACHED`.
  synchronized void ask(NodeId bank, Instant now) {
    requireBelow(missed, bank, now, HOUR, bounds.missesPerHour());
    requireBelow(asked, bank, now, MINUTE, bounds.perMinute());
    count(asked, bank, now, MINUTE);
  }

  /// Takes back a question that was counted then and could not be answered.
  synchronized void giveBack(NodeId bank, Instant askedAt) {
    asked.computeIfPresent(
        bank,
        (_, count) ->
            askedAt.isBefore(count.since())
                ? count
                : new Count(count.since(), Math.max(0, count.number() - 1)));
  }

  /// Counts that a question was in vain.
  synchronized void miss(NodeId bank, Instant at) {
    count(missed, bank, at, HOUR);
  }

  private static void requireBelow(
      Map<NodeId, Count> counts, NodeId bank, Instant now, Duration window, int most) {
    Count count = counts.get(bank);
    if (count != null && isWithin(count, now, window) && count.number() >= most) {
      throw Problem.of(
              ErrorCode.LOOKUP_QUOTA_REACHED, "bank", bank, "limit", most, "period", window)
          .lasting(Duration.between(now, count.since().plus(window)))
          .exception();
    }
  }

  private static void count(Map<NodeId, Count> counts, NodeId bank, Instant now, Duration window) {
    counts.compute(
        bank,
        (_, count) ->
            count != null && isWithin(count, now, window)
                ? new Count(count.since(), count.number() + 1)
                : new Count(now, 1));
  }

  /// A clock that was set back opens no new window.
  private static boolean isWithin(Count count, Instant now, Duration window) {
    return now.isBefore(count.since().plus(window));
  }
}
