package kz.digitaltenge.node.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.TransactionId;

/// Transactions of others that came to their end here, for as long as their window would let them
/// be proposed again: a late second copy must not bring the same money a second time.
///
/// Thread-safe. Holds what ended within some two minutes, in sets by the minute of the window's
/// end, so that forgetting costs nothing.
final class EndedReceipts {
  /// How far back this node's clock may jump before a copy could slip through.
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final ConcurrentSkipListMap<Long, Set<TransactionId>> byMinute =
      new ConcurrentSkipListMap<>();

  void add(TransactionId id, TimeWindow window) {
    byMinute.computeIfAbsent(minute(window.until()), _ -> ConcurrentHashMap.newKeySet()).add(id);
  }

  boolean contains(TransactionId id, TimeWindow window) {
    return byMinute.getOrDefault(minute(window.until()), Set.of()).contains(id);
  }

  /// Forgets what cannot be proposed any more.
  void forget(Instant now) {
    byMinute.headMap(minute(now.minus(MARGIN))).clear();
  }

  private static long minute(Instant instant) {
    return instant.getEpochSecond() / 60;
  }
}
