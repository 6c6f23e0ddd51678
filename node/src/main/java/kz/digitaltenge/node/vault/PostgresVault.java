package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A vault in a PostgreSQL database of its own.
///
/// Writes go through one connection, as one call of a database function a unit of work, with as
/// many appends in it as were waiting when the previous one was done; reads have connections of
/// their own. A lost connection is replaced and the unit of work repeated; if the database stays
/// away, the vault stops and says so in [#failure()].
public final class PostgresVault implements Vault {
  /// So many settlements are written between two looks at how far back entries are open.
  static final int SETTLED_BETWEEN_MARKS = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger(PostgresVault.class);

  private final VaultDatabase database;
  private final PostgresReads reads;
  private final CreationReads creations;
  private final VaultWriter writer;
  private final EventBell bell = new EventBell();
  private final AtomicBoolean marking = new AtomicBoolean();

  private PostgresVault(
      VaultDatabase database, WriterConnections connections, Connection first, String name) {
    this.database = database;
    this.reads = new PostgresReads(database, name);
    this.creations = new CreationReads(reads::creations);
    this.writer = new VaultWriter(connections, first, this::markResolvedLater, bell, name);
  }

  /// Opens the vault and makes its tables at the first start.
  ///
  /// @param name tells vaults apart in the names of threads
  /// @throws VaultException when the database cannot be reached or used
  public static PostgresVault open(VaultDatabase database, String name) {
    var connections = new WriterConnections(database);
    Connection first = connections.openFirst();
    try {
      Schema.prepare(database, first);
      var vault = new PostgresVault(database, connections, first, name);
      vault.writer.start();
      return vault;
    } catch (SQLException e) {
      WriterConnections.closeQuietly(first);
      throw SqlFailure.explained(e);
    } catch (RuntimeException e) {
      WriterConnections.closeQuietly(first);
      throw e;
    }
  }

  @Override
  public CompletableFuture<Void> append(List<VaultRecord> records) {
    if (records.isEmpty() || records.size() > APPEND_RECORDS_MAX) {
      throw new IllegalArgumentException("An append of " + records.size() + " records");
    }
    return writer.append(records);
  }

  @Override
  public CompletableFuture<List<KnownTransaction>> transactions(Collection<TransactionId> ids) {
    return reads.transactions(ids);
  }

  @Override
  public CompletableFuture<List<Creation>> creations(Collection<TransactionId> ids) {
    return creations.of(ids);
  }

  @Override
  public CompletableFuture<List<KnownTransaction>> attempts(PaymentId payment) {
    return reads.attempts(payment);
  }

  @Override
  public CompletableFuture<List<KnownTransaction>> received(NodeId peer, PaymentId payment) {
    return reads.received(peer, payment);
  }

  @Override
  public CompletableFuture<List<KnownTransaction>> refunds(TransactionId payment) {
    return reads.refunds(payment);
  }

  @Override
  public CompletableFuture<HistoryPage> history(AccountId account, long before, int limit) {
    return reads.history(account, before, limit);
  }

  @Override
  public CompletableFuture<PaymentPage> payments(
      PaymentQuestion question, NodeId self, long before, int limit) {
    return reads.payments(question, self, before, limit);
  }

  @Override
  public CompletableFuture<List<VaultEvent>> events(long after, int limit) {
    return reads.events(after, limit);
  }

  @Override
  public CompletableFuture<Boolean> nextWrite() {
    return bell.listen();
  }

  /// What was written since the vault was opened.
  public VaultWrites writes() {
    return writer.writes();
  }

  @Override
  public VaultScan scan() {
    return PostgresScan.open(database);
  }

  @Override
  public CompletableFuture<VaultException> failure() {
    return writer.failure();
  }

  @Override
  public void close() {
    writer.close();
    reads.close();
  }

  /// Remembers, beside the writer, how far back start-up must look for open transactions.
  private void markResolvedLater() {
    if (marking.compareAndSet(false, true)) {
      Thread.ofVirtual().name("vault marks").start(this::markResolved);
    }
  }

  private void markResolved() {
    try (var connection = database.openByKey("marks");
        var statement = connection.createStatement()) {
      statement.execute("select vault.raise_resolved()");
    } catch (SQLException e) {
      LOG.warn("The vault could not note how far it is settled: {}", e.getMessage());
    } finally {
      marking.set(false);
    }
  }
}
