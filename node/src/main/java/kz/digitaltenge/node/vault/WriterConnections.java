package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import kz.digitaltenge.node.vault.VaultException.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the connection of a vault's one writer. Each holds an advisory lock of the database while
/// it lives, so two nodes never write one vault, and a unit of work in an abandoned connection has
/// ended before its repetition starts.
final class WriterConnections {
  private static final Logger LOG = LoggerFactory.getLogger(WriterConnections.class);

  // Any number, the same for all; locks are per database.
  private static final long LOCK = 0x6474_7661_756c_74L;

  // What a connection gets when the lock stays with another one.
  private static final String LOCK_HELD_STATE = "08006";

  // The server frees the lock of a connection that was closed, or whose process was killed, some
  // time after.
  private static final int TRIES_MAX = 40;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final VaultDatabase database;

  WriterConnections(VaultDatabase database) {
    this.database = database;
  }

  /// The first connection of a process; whoever still holds the lock after a moment is another
  /// process.
  Connection openFirst() {
    for (int tries = 1; ; tries++) {
      try {
        return open();
      } catch (SQLTransientConnectionException e) {
        if (tries == TRIES_MAX || !pause()) {
          throw new VaultException(
              Reason.IN_USE, "Another process uses this vault's database; stop it first.", e);
        }
      } catch (SQLException e) {
        throw SqlFailure.explained(e);
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  Connection open() throws SQLException {
    var connection = database.openByKey("writer");
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
      if (rows.next() && rows.getBoolean(1)) {
        return connection;
      }
    } catch (SQLException e) {
      closeQuietly(connection);
      throw e;
    }
    closeQuietly(connection);
    throw new SQLTransientConnectionException("another connection writes", LOCK_HELD_STATE);
  }

  /// Closes a connection that may be broken.
  static void closeQuietly(@Nullable Connection connection) {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A broken connection did not close", e);
    }
  }
}
