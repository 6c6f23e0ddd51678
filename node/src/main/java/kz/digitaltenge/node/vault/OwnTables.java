package kz.digitaltenge.node.vault;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// A schema that one of the node's services has to itself, in the database of the vault, which has
/// seen to it that the server writes to disk what it confirms.
///
/// Each unit of work has a connection of its own, and a few are open at once.
public final class OwnTables {
  private static final String HISTORY = "schema_version";

  /// Connections open at once; a database has about a hundred for everybody.
  public static final int AT_ONCE_MAX = 8;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final VaultDatabase database;
  private final String schema;
  private final String migrations;
  private final int version;
  private final Semaphore free = new Semaphore(AT_ONCE_MAX, true);

  /// @param schema also the name of the folder of its migrations
  /// @param version of the newest migration
  public OwnTables(VaultDatabase database, String schema, String migrations, int version) {
    this.database = database;
    this.schema = schema;
    this.migrations = migrations;
    this.version = version;
  }

  /// Work on one connection, committed when it returns.
  @FunctionalInterface
  public interface Work<T> {
    /// Does the work.
    T on(Connection connection) throws SQLException;
  }

  /// Brings the tables to this version.
  ///
  /// @throws PlatformException when the database does not answer
  public OwnTables prepare() {
    // Asked first, because migrating nothing costs a start more.
    if (found() < version) {
      try {
        Flyway.configure()
            .dataSource(database.url(), database.user(), database.password())
            .schemas(schema)
            .table(HISTORY)
            .locations(migrations)
            .load()
            .migrate();
      } catch (FlywayException e) {
        throw failed(String.valueOf(e.getMessage())).exception(e);
      }
    }
    return this;
  }

  /// Does work as one unit of work. Work must not ask for more.
  ///
  /// @throws PlatformException when the database does not answer; `OVERLOADED` when too many others
  ///   are at work
  public <T> T work(Work<T> work) {
    take();
    try {
      return unit(work);
    } finally {
      free.release();
    }
  }

  private void take() {
    boolean taken;
    try {
      taken = free.tryAcquire(PATIENCE.toMillis(), MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      taken = false;
    }
    if (!taken) {
      throw Problem.of(
              ErrorCode.OVERLOADED, "queue", "The database of " + schema, "limit", AT_ONCE_MAX)
          .exception();
    }
  }

  private <T> T unit(Work<T> work) {
    try (Connection connection = database.openByKey(schema)) {
      connection.setAutoCommit(false);
      // Closing takes back what was not committed.
      T result = work.on(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw failed("its state is " + e.getSQLState()).exception(e);
    }
  }

  private int found() {
    return work(
        connection -> {
          try (var query = connection.prepareStatement("select to_regclass(?)")) {
            query.setString(1, schema + "." + HISTORY);
            try (var row = query.executeQuery()) {
              if (!row.next() || row.getString(1) == null) {
                return 0;
              }
            }
          }
          try (var statement = connection.createStatement();
              var row =
                  statement.executeQuery(
                      "select max(version::int) from %s.%s where success and version is not null"
                          .formatted(schema, HISTORY))) {
            return row.next() ? row.getInt(1) : 0;
          }
        });
  }

  /// Without the server's words, which may quote a row.
  private Problem failed(String reason) {
    return Problem.of(ErrorCode.DATABASE_UNAVAILABLE, "database", "of " + schema, "reason", reason);
  }
}
