package kz.digitaltenge.node.customer;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.node.customer.PayeeBook.Unclaimed;

/// What the ID centre refuses for now, and until when nobody need say it again. To withdraw is
/// never refused, and who changes is another word. Not thread-safe.
final class RefusedClaims {
  static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Duration PAUSE_MAX = Duration.ofHours(1);
  private static final int REMEMBERED_MAX = 1_000;

  private final Map<Unclaimed, Instant> until = new HashMap<>();

  /// Until when the bank has no claims left.
  private Instant spentUntil = Instant.MIN;

  static boolean isRefusal(ErrorCode code) {
    return code == ErrorCode.BANK_BLOCKED || code == ErrorCode.CLAIM_QUOTA_REACHED;
  }

  /// For how many another one is to be looked for.
  int size(Instant now) {
    until.values().removeIf(end -> isOver(end, now));
    return until.size();
  }

  boolean isPausing(Unclaimed customer, Instant now) {
    return !customer.isClosed() && (!isOver(spentUntil, now) || until.containsKey(customer));
  }

  void note(Unclaimed customer, Problem why, Instant now) {
    Duration pause = why.lastsFor().orElse(PAUSE);
    Instant end = now.plus(pause.compareTo(PAUSE_MAX) < 0 ? pause : PAUSE_MAX);
    if (why.code() == ErrorCode.CLAIM_QUOTA_REACHED) {
      spentUntil = end;
    } else if (until.size() < REMEMBERED_MAX) {
      until.put(customer, end);
    }
  }

  /// A clock that was set back ends it too.
  private static boolean isOver(Instant end, Instant now) {
    return !now.isBefore(end) || end.isAfter(now.plus(PAUSE_MAX));
  }
}
