package kz.digitaltenge.node.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import kz.digitaltenge.ledger.TimeWindow;
import kz.digitaltenge.ledger.TransactionId;

/// Transactions of others that came to their end here: a late second copy must not bring the same
/// money a second time. Thread-safe.
///
/// How it works: the vault knows every end, but asking it about each proposal would cost a read a
/// payment. So ends are remembered while they are not in the vault yet, and while the transaction
/// is recent; a proposal that is not recent any more is rare, and about those the vault is asked.
final class EndedReceipts {
  private static final Duration RECENT = Duration.ofSeconds(10);

  /// How far back this node's clock may jump before a copy could slip through.
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private static final int SLOT_SECONDS = 5;

  private final Set<TransactionId> unwritten = ConcurrentHashMap.newKeySet();
  private final ConcurrentSkipListMap<Long, Set<TransactionId>> written =
      new ConcurrentSkipListMap<>();

  void add(TransactionId id) {
    unwritten.add(id);
  }

  /// The vault has the end.
  void written(TransactionId id, TimeWindow window) {
    written.computeIfAbsent(slot(window.from()), _ -> ConcurrentHashMap.newKeySet()).add(id);
    unwritten.remove(id);
  }

  boolean contains(TransactionId id, TimeWindow window) {
    return unwritten.contains(id)
        || written.getOrDefault(slot(window.from()), Set.of()).contains(id);
  }

  /// Whether a transaction is so old that its end may have been forgotten here.
  boolean isForgettable(TimeWindow window, Instant now) {
    return window.from().isBefore(now.minus(TransactionBuilder.WINDOW_BEFORE_NOW).minus(RECENT));
  }

  /// Forgets what the vault can tell.
  void forget(Instant now) {
    Instant before = now.minus(TransactionBuilder.WINDOW_BEFORE_NOW).minus(RECENT).minus(MARGIN);
    written.headMap(slot(before)).clear();
  }

  private static long slot(Instant instant) {
    return instant.getEpochSecond() / SLOT_SECONDS;
  }
}
