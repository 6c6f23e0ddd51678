package kz.digitaltenge.node.claim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.VaultRecord;

/// The transactions that this node may have attested and whose end it does not know, and the ends
/// that are not in the claims yet.
///
/// A transaction is noted here before this node's word on it can leave, so after a head was seen
/// everything decided below it that concerns this node is here or has ended. Thread-safe; never
/// blocks for long.
public final class OpenEnds {
  private final Set<TransactionId> open = new HashSet<>();
  private final List<VaultRecord.Settled> ended = new ArrayList<>();

  /// This node may give its word on it from now on.
  public synchronized void opened(TransactionId id) {
    open.add(id);
  }

  /// It is certain that this node's word was never given.
  public synchronized void dropped(TransactionId id) {
    open.remove(id);
  }

  /// How it ended. Told twice, it has ended once.
  public synchronized void settled(VaultRecord.Settled end) {
    if (open.remove(end.settlement().id())
        && end.settlement().outcome() == Settlement.Outcome.FINAL) {
      ended.add(end);
    }
  }

  /// What is open now.
  public synchronized Set<TransactionId> open() {
    return Set.copyOf(open);
  }

  /// Those of `ids` that are still open.
  public synchronized Set<TransactionId> stillOpen(Collection<TransactionId> ids) {
    var left = new HashSet<>(ids);
    left.retainAll(open);
    return left;
  }

  /// Takes away the ends decided below a log position, in the order of the log.
  synchronized List<VaultRecord.Settled> takeBelow(long position) {
    return take(end -> end.settlement().position() < position);
  }

  /// Takes away the ends decided before a log time.
  synchronized List<VaultRecord.Settled> takeBefore(Instant logTime) {
    return take(end -> end.settlement().logTime().isBefore(logTime));
  }

  private List<VaultRecord.Settled> take(Predicate<VaultRecord.Settled> wanted) {
    var taken = new ArrayList<VaultRecord.Settled>();
    var left = new ArrayList<VaultRecord.Settled>();
    for (VaultRecord.Settled end : ended) {
      (wanted.test(end) ? taken : left).add(end);
    }
    ended.clear();
    ended.addAll(left);
    taken.sort(Comparator.comparingLong(end -> end.settlement().position()));
    return taken;
  }
}
