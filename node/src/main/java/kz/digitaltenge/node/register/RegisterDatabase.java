package kz.digitaltenge.node.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The schema `register` of a bank's database. A few connections are kept: a register that is paid
/// writes many times a second.
final class RegisterDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegisterDatabase.class);
  private static final String SCHEMA = "register";
  private static final String MIGRATIONS = "classpath:kz/digitaltenge/node/register";

  private static final int IDLE_MAX = 4;
  private static final int ALIVE_WITHIN_SECONDS = 5;

  private final VaultDatabase database;
  private final BlockingQueue<Connection> idle = new ArrayBlockingQueue<>(IDLE_MAX);
  private volatile boolean isClosed;

  RegisterDatabase(VaultDatabase database) {
    this.database = database;
  }

  /// Work on one connection, committed when it returns.
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /// Makes the tables where they are missing.
  void prepare() {
    // Asked first, because migrating nothing costs a start more.
    if (isMade()) {
      return;
    }
    try {
      Flyway.configure()
          .dataSource(database.url(), database.user(), database.password())
          .schemas(SCHEMA)
          .table("schema_version")
          .locations(MIGRATIONS)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw failed(String.valueOf(e.getMessage())).exception(e);
    }
  }

  <T> T work(Work<T> work) {
    Connection connection = null;
    try {
      connection = connection();
      T result = work.on(connection);
      connection.commit();
      giveBack(connection);
      connection = null;
      return result;
    } catch (SQLException e) {
      throw failed("its state is " + e.getSQLState()).exception(e);
    } finally {
      // Closing takes back what was not committed.
      end(connection);
    }
  }

  @Override
  public void close() {
    isClosed = true;
    for (Connection each = idle.poll(); each != null; each = idle.poll()) {
      end(each);
    }
  }

  private Connection connection() throws SQLException {
    for (Connection each = idle.poll(); each != null; each = idle.poll()) {
      if (each.isValid(ALIVE_WITHIN_SECONDS)) {
        each.commit();
        return each;
      }
      end(each);
    }
    Connection fresh = database.openByKey("registers");
    fresh.setAutoCommit(false);
    return fresh;
  }

  private void giveBack(Connection connection) {
    if (isClosed || !idle.offer(connection)) {
      end(connection);
    }
  }

  private static void end(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.debug("A connection for registers did not close", e);
      }
    }
  }

  private boolean isMade() {
    return work(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery("select to_regclass('register.payout')")) {
            return rows.next() && rows.getString(1) != null;
          }
        });
  }

  /// Without the server's words, which may quote a row.
  private static Problem failed(String reason) {
    return Problem.of(ErrorCode.DATABASE_UNAVAILABLE, "database", "of registers", "reason", reason);
  }
}
