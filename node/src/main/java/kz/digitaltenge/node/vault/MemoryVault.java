package kz.digitaltenge.node.vault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.VaultException.Reason;
import org.jspecify.annotations.Nullable;

/// A vault in memory, for simulations and tests of what uses a vault.
///
/// With [Syncing#AT_ONCE] an append is durable when it returns. With [Syncing#BY_HAND] it waits,
/// invisible and unacknowledged, until [#sync(int)]; [#afterCrash(int)] is the vault that the next
/// life of the node finds: what was synced, and as much of what waited as the caller decides,
/// because a disk may hold more than it had time to say.
public final class MemoryVault implements Vault {
  /// When an append becomes durable.
  public enum Syncing {
    /// Before it returns.
    AT_ONCE,
    /// When the owner says so.
    BY_HAND
  }

  private record Append(List<VaultRecord> records, CompletableFuture<Void> done) {}

  private final Syncing syncing;
  private final List<List<VaultRecord>> journal = new ArrayList<>();
  private final MemoryState state = new MemoryState();
  private final Deque<Append> waiting = new ArrayDeque<>();
  private final CompletableFuture<VaultException> failure = new CompletableFuture<>();
  private final EventBell bell = new EventBell();
  private @Nullable Reason refusal;
  private boolean closed;

  /// An empty vault.
  public MemoryVault(Syncing syncing) {
    this.syncing = syncing;
  }

  @Override
  public synchronized CompletableFuture<Void> append(List<VaultRecord> records) {
    if (records.isEmpty() || records.size() > APPEND_RECORDS_MAX) {
      throw new IllegalArgumentException("An append of " + records.size() + " records");
    }
    if (closed || refusal != null) {
      var reason = closed || refusal == null ? Reason.STOPPED : refusal;
      return CompletableFuture.failedFuture(
          new VaultException(reason, "This vault refuses appends: " + reason));
    }
    var append = new Append(List.copyOf(records), new CompletableFuture<>());
    waiting.addLast(append);
    if (syncing == Syncing.AT_ONCE) {
      sync(waiting.size());
    }
    return append.done();
  }

  /// Makes the oldest waiting appends durable, at most so many, and answers them.
  public synchronized void sync(int appends) {
    for (var left = appends; left > 0 && !waiting.isEmpty(); left--) {
      var append = waiting.removeFirst();
      try {
        state.apply(append.records());
        journal.add(append.records());
        append.done().complete(null);
        bell.ring();
      } catch (VaultException refused) {
        append.done().completeExceptionally(refused);
      }
    }
  }

  /// Appends that wait for [#sync(int)].
  public synchronized int unsynced() {
    return waiting.size();
  }

  /// From now on every append is refused with this reason, as on a full disk.
  public synchronized void refuse(Reason reason) {
    refusal = reason;
  }

  /// Takes appends again.
  public synchronized void accept() {
    refusal = null;
  }

  /// The vault as the next start of the node finds it: everything synced, and the `survivors`
  /// oldest of the appends that waited. Nobody is answered; this vault is to be forgotten.
  public synchronized MemoryVault afterCrash(int survivors) {
    var next = new MemoryVault(syncing);
    journal.forEach(next::replay);
    waiting.stream().limit(survivors).map(Append::records).forEach(next::replay);
    return next;
  }

  private synchronized void replay(List<VaultRecord> records) {
    try {
      state.apply(records);
      journal.add(records);
    } catch (VaultException refused) {
      // A refused append leaves no trace; nobody is there to be told.
      if (!refused.reason().nothingWritten()) {
        throw refused;
      }
    }
  }

  @Override
  public synchronized CompletableFuture<List<KnownTransaction>> transactions(
      Collection<TransactionId> ids) {
    return CompletableFuture.completedFuture(state.known(ids));
  }

  @Override
  public synchronized CompletableFuture<List<Creation>> creations(Collection<TransactionId> ids) {
    return CompletableFuture.completedFuture(
        state.known(ids).stream()
            .map(
                known ->
                    new Creation(
                        known.id(), known.transaction(), known.settlement().map(Settlement::proof)))
            .toList());
  }

  @Override
  public synchronized CompletableFuture<List<KnownTransaction>> attempts(PaymentId payment) {
    return CompletableFuture.completedFuture(state.attempts(payment));
  }

  @Override
  public synchronized CompletableFuture<List<KnownTransaction>> received(
      NodeId peer, PaymentId payment) {
    return CompletableFuture.completedFuture(state.received(peer, payment));
  }

  @Override
  public synchronized CompletableFuture<List<KnownTransaction>> refunds(TransactionId payment) {
    return CompletableFuture.completedFuture(state.refunds(payment));
  }

  @Override
  public synchronized CompletableFuture<HistoryPage> history(
      AccountId account, long before, int limit) {
    HistoryPage.requireLimit(limit);
    var older =
        state.histories.getOrDefault(account, List.of()).reversed().stream()
            .filter(line -> line.sequence() < before)
            .limit(limit + 1L)
            .toList();
    return CompletableFuture.completedFuture(HistoryPage.of(older, limit));
  }

  @Override
  public synchronized CompletableFuture<PaymentPage> payments(
      PaymentQuestion question, NodeId self, long before, int limit) {
    HistoryPage.requireLimit(limit);
    var found =
        state.ended().stream()
            .filter(each -> each.line().sequence() < before && question.means(each, self))
            .limit(limit + 1L)
            .toList();
    return CompletableFuture.completedFuture(PaymentPage.of(found, limit, OptionalLong.empty()));
  }

  @Override
  public synchronized CompletableFuture<List<VaultEvent>> events(long after, int limit) {
    VaultEvent.requireLimit(limit);
    return CompletableFuture.completedFuture(
        state.events.stream().filter(event -> event.position() > after).limit(limit).toList());
  }

  @Override
  public CompletableFuture<Boolean> nextWrite() {
    return bell.listen();
  }

  @Override
  public synchronized VaultScan scan() {
    return MemoryScan.of(state);
  }

  @Override
  public CompletableFuture<VaultException> failure() {
    return failure;
  }

  @Override
  public synchronized void close() {
    sync(waiting.size());
    closed = true;
  }
}
