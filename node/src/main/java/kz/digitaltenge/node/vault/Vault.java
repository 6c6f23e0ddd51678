package kz.digitaltenge.node.vault;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;

/// The durable memory of one node.
///
/// Appends that wait at the same time share one unit of work of the store, so a caller never needs
/// to batch. Any thread may call; nothing here blocks except [#scan()] and [#close()]. Futures fail
/// only with a [VaultException].
public interface Vault extends AutoCloseable {
  /// Records in one append at most.
  int APPEND_RECORDS_MAX = 1_000;

  /// Writes the records, all or none; completes when they are on disk and visible to every read
  /// that starts later. Repeating an append whose outcome is unknown is always safe. Settlements
  /// may wait for company for some milliseconds, everything else is written at once.
  CompletableFuture<Void> append(List<VaultRecord> records);

  /// Writes one record; see [#append(List)].
  default CompletableFuture<Void> append(VaultRecord record) {
    return append(List.of(record));
  }

  /// What is known of the transactions; unknown ones are missing in the answer. The order is not
  /// that of the question.
  CompletableFuture<List<KnownTransaction>> transactions(Collection<TransactionId> ids);

  /// How states of these transactions came to be; unknown ones are missing in the answer. The order
  /// is not that of the question.
  CompletableFuture<List<Creation>> creations(Collection<TransactionId> ids);

  /// The attempts of a payment that this node committed to, oldest first.
  CompletableFuture<List<KnownTransaction>> attempts(PaymentId payment);

  /// The transactions stored for a payment that another node makes to this one, oldest first.
  CompletableFuture<List<KnownTransaction>> received(NodeId peer, PaymentId payment);

  /// The transactions that give a payment back, committed to or stored here, oldest first.
  CompletableFuture<List<KnownTransaction>> refunds(TransactionId payment);

  /// At most `limit` lines of the account's history whose sequence is below `before`, newest first.
  CompletableFuture<HistoryPage> history(AccountId account, long before, int limit);

  /// At most `limit` of the payments looked for whose sequence is below `before`, newest first.
  ///
  /// @param self the node whose vault it is
  /// @param before [HistoryPage#NEWEST] begins
  CompletableFuture<PaymentPage> payments(
      PaymentQuestion question, NodeId self, long before, int limit);

  /// At most `limit` events after a position, in their order; [VaultEvent#BEGINNING] begins. Each
  /// reader sees the same ones, now and at any later time.
  ///
  /// @param limit 1 to [VaultEvent#READ_MAX]
  CompletableFuture<List<VaultEvent>> events(long after, int limit);

  /// Completes with true when something is written after this call. Who has no more use for it
  /// completes it.
  CompletableFuture<Boolean> nextWrite();

  /// A consistent view of everything, for start-up, reconciliation and audit. Blocks; to be closed.
  VaultScan scan();

  /// Completes with the reason when the vault can no longer vouch for its writes; the node then
  /// stops. Never completes otherwise.
  CompletableFuture<VaultException> failure();

  /// Writes what waits, then releases connections.
  @Override
  void close();
}
