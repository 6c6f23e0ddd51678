package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A schema beside the vault's in a node's database, for tables that look rows up by key. A few
/// connections are kept for the next use. Any thread may call.
public final class SideSchema implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SideSchema.class);

  private static final int IDLE_MAX = 4;
  private static final int ALIVE_WITHIN_SECONDS = 5;

  private final VaultDatabase database;
  private final String name;
  private final String newestTable;
  private final BlockingQueue<Connection> idle = new ArrayBlockingQueue<>(IDLE_MAX);
  private volatile boolean isClosed;

  /// @param database whose vault has seen to it that the server writes to disk what it confirms
  /// @param name of the schema, for people too
  /// @param newestTable that the last of the migrations makes
  public SideSchema(VaultDatabase database, String name, String newestTable) {
    this.database = database;
    this.name = name;
    this.newestTable = newestTable;
  }

  /// Work on one connection, committed when it returns.
  @FunctionalInterface
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /// Makes the tables where they are missing.
  ///
  /// @param migrations where they are on the class path
  /// @throws kz.digitaltenge.api.error.PlatformException when the database does not answer
  public void prepare(String migrations) {
    // Asked first, because migrating nothing costs a start more.
    if (isMade()) {
      return;
    }
    try {
      Flyway.configure()
          .dataSource(database.url(), database.user(), database.password())
          .schemas(name)
          .table("schema_version")
          .locations("classpath:" + migrations)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw failed(String.valueOf(e.getMessage())).exception(e);
    }
  }

  /// Does one unit of work.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when the database does not answer
  public <T> T work(Work<T> work) {
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
    Connection fresh = database.openByKey(name);
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
        LOG.debug("A connection did not close", e);
      }
    }
  }

  private boolean isMade() {
    return work(
        connection -> {
          try (var query = connection.prepareStatement("select to_regclass(?)")) {
            query.setString(1, name + "." + newestTable);
            try (var rows = query.executeQuery()) {
              return rows.next() && rows.getString(1) != null;
            }
          }
        });
  }

  /// Without the server's words, which may quote a row.
  private Problem failed(String reason) {
    return Problem.of(
        ErrorCode.DATABASE_UNAVAILABLE, "database", "schema " + name, "reason", reason);
  }
}
