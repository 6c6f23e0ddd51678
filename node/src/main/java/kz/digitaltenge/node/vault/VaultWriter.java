package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import kz.digitaltenge.node.vault.VaultException.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one writer of a vault: a platform thread with one connection that writes whatever waits, one
/// unit of work after the other. When the connection breaks in the middle, the same unit of work is
/// written again over a new one: every record may be written twice, and the lock that a connection
/// holds makes sure that the old one is really gone.
final class VaultWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VaultWriter.class);
  // A minute: a killed server needs it to recover from a long log.
  private static final int RECONNECTS_MAX = 240;
  private static final int RECONNECTS_BETWEEN_WARNINGS = 20;
  private static final long RECONNECT_PAUSE_MILLIS = 250;

  private final WriterConnections connections;
  private final Runnable manySettled;
  private final EventBell bell;
  private final AppendQueue queue = new AppendQueue();
  private final CompletableFuture<VaultException> failure = new CompletableFuture<>();
  private final Thread thread;
  private @Nullable Connection connection;
  private int settledSinceTold;
  private final LongAdder batches = new LongAdder();
  private final LongAdder records = new LongAdder();

  /// @param manySettled is told now and then that a good number of settlements were written
  /// @param bell rung when something is on disk
  VaultWriter(
      WriterConnections connections,
      Connection first,
      Runnable manySettled,
      EventBell bell,
      String name) {
    this.bell = bell;
    this.connections = connections;
    this.connection = first;
    this.manySettled = manySettled;
    this.thread = Thread.ofPlatform().name("vault writer " + name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  CompletableFuture<Void> append(List<VaultRecord> records) {
    var append = new Append(records);
    return switch (queue.offer(append)) {
      case TAKEN -> append.done();
      case FULL ->
          refused(Reason.BUSY, "Too many writes wait for the database; try again shortly.");
      case CLOSED -> refused(Reason.STOPPED, "The vault has stopped. Nothing was written.");
    };
  }

  VaultWrites writes() {
    return new VaultWrites(batches.sum(), records.sum());
  }

  CompletableFuture<VaultException> failure() {
    return failure;
  }

  /// Writes what waits, then ends.
  @Override
  public void close() {
    queue.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    disconnect();
  }

  private static CompletableFuture<Void> refused(Reason reason, String message) {
    return CompletableFuture.failedFuture(new VaultException(reason, message));
  }

  private void run() {
    try {
      for (var batch = queue.next(); !batch.isEmpty(); batch = queue.next()) {
        write(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop(new VaultException(Reason.STOPPED, "The vault's writer was interrupted."));
    }
  }

  private void write(List<Append> batch) {
    if (failure.isDone()) {
      var stopped = new VaultException(Reason.STOPPED, "The vault has stopped.");
      batch.forEach(append -> append.done().completeExceptionally(stopped));
      return;
    }
    try {
      writeOnceOrAgain(batch);
      batches.increment();
      batch.forEach(append -> records.add(append.records().size()));
      batch.forEach(append -> append.done().complete(null));
      bell.ring();
    } catch (VaultException e) {
      refuse(batch, e);
    } catch (RuntimeException | Error e) {
      var failed =
          stop(new VaultException(Reason.OUTCOME_UNKNOWN, "The vault's writer failed.", e));
      batch.forEach(append -> append.done().completeExceptionally(failed));
    }
  }

  /// One bad append must not fail the others: they are tried one by one, unless none can succeed.
  private void refuse(List<Append> batch, VaultException cause) {
    var hopeless =
        switch (cause.reason()) {
          case DISK_FULL, OUTCOME_UNKNOWN, STOPPED -> true;
          case BUSY,
              ATTEMPT_TAKEN,
              ACCOUNT_TAKEN,
              FOREIGN_DATABASE,
              SCHEMA_NEWER,
              NOT_DURABLE,
              IN_USE,
              UNREACHABLE,
              CORRUPT,
              UNEXPECTED ->
              false;
        };
    if (hopeless || batch.size() == 1) {
      batch.forEach(append -> append.done().completeExceptionally(cause));
    } else {
      batch.forEach(append -> write(List.of(append)));
    }
  }

  private void writeOnceOrAgain(List<Append> batch) {
    for (var reconnects = 0; ; reconnects++) {
      try {
        writeOnce(batch);
        return;
      } catch (SQLException e) {
        if (SqlFailure.of(e) != SqlFailure.CONNECTION_LOST) {
          throw SqlFailure.explained(e);
        }
        disconnect();
        if (reconnects == RECONNECTS_MAX) {
          throw stop(outcomeUnknown(e));
        }
        if (reconnects % RECONNECTS_BETWEEN_WARNINGS == 0) {
          LOG.warn("The vault lost its database and tries again: {}", e.getMessage());
        }
        pause(reconnects);
      }
    }
  }

  private void writeOnce(List<Append> batch) throws SQLException {
    var open = connection;
    if (open == null) {
      open = connections.open();
      connection = open;
    }
    var work = UnitOfWork.of(batch);
    work.write(open);
    settledSinceTold += work.settlementCount();
    if (settledSinceTold >= PostgresVault.SETTLED_BETWEEN_MARKS) {
      settledSinceTold = 0;
      manySettled.run();
    }
  }

  private static VaultException outcomeUnknown(SQLException cause) {
    return new VaultException(
        Reason.OUTCOME_UNKNOWN,
        "The database was lost while writing and did not come back: %s. Bring it back and start again: "
                .formatted(SqlFailure.words(cause))
            + "what was written is found, what was not is made again.",
        cause);
  }

  private VaultException stop(VaultException cause) {
    queue.close();
    failure.complete(cause);
    return cause;
  }

  private void disconnect() {
    var open = connection;
    connection = null;
    WriterConnections.closeQuietly(open);
  }

  private static void pause(int reconnects) {
    try {
      Thread.sleep(reconnects == 0 ? 0 : RECONNECT_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
