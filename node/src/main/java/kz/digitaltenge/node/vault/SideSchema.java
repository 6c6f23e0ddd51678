package kz.digitaltenge.node.vault;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// A schema beside the vault's in a node's database, for tables that look rows up by key.
///
/// Connections are few, for a database server has them for everybody; all schemas of a database
/// share those that are kept for the next use, because making one costs more than most of what is
/// done on it. Any thread may call.
public final class SideSchema implements AutoCloseable {
  /// Connections in use at once; the others wait.
  static final int AT_ONCE_MAX = 8;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String HISTORY = "schema_version";

  /// What some schemas' was called in earlier builds.
  private static final String FORMER_HISTORY = "flyway_schema_history";

  private final VaultDatabase database;
  private final String name;
  private final String migrations;
  private final int version;
  private final Semaphore free = new Semaphore(AT_ONCE_MAX, true);
  private final AtomicBoolean isClosed = new AtomicBoolean();

  /// @param database whose vault has seen to it that the server writes to disk what it confirms
  /// @param name of the schema, for people too
  /// @param migrations where they are, as Flyway says it
  /// @param version of the newest of them
  public SideSchema(VaultDatabase database, String name, String migrations, int version) {
    this.database = database;
    this.name = name;
    this.migrations = migrations;
    this.version = version;
    database.idle().join();
  }

  /// Work on one connection, committed when it returns.
  @FunctionalInterface
  public interface Work<T> {
    /// Does the work.
    T on(Connection connection) throws SQLException;
  }

  /// Brings the tables to this version, or closes the schema.
  ///
  /// @throws PlatformException when the database does not answer; `DATABASE_NEWER` when a newer
  ///   build made the tables
  public SideSchema prepare() {
    try {
      migrate();
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void migrate() {
    // Asked first, because migrating nothing costs a start more.
    int found = found();
    if (found > version) {
      throw Problem.of(ErrorCode.DATABASE_NEWER, "database", "of " + name, "found", found)
          .exception();
    }
    if (found < version) {
      try {
        Flyway.configure()
            .dataSource(database.url(), database.user(), database.password())
            .schemas(name)
            .table(HISTORY)
            .locations(migrations)
            .load()
            .migrate();
      } catch (FlywayException e) {
        throw failed(String.valueOf(e.getMessage())).exception(e);
      }
    }
  }

  /// Does one unit of work, which must not ask for another.
  ///
  /// @throws PlatformException `DATABASE_UNAVAILABLE`; `OVERLOADED` when others are at work for
  ///   seconds
  public <T> T work(Work<T> work) {
    take();
    try {
      return unit(work);
    } finally {
      free.release();
    }
  }

  @Override
  public void close() {
    if (!isClosed.getAndSet(true)) {
      database.idle().leave();
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
              ErrorCode.OVERLOADED, "queue", "The database of " + name, "limit", AT_ONCE_MAX)
          .exception();
    }
  }

  private <T> T unit(Work<T> work) {
    Connection connection = null;
    try {
      connection = connection();
      connection.setAutoCommit(false);
      T result = work.on(connection);
      connection.commit();
      connection.setAutoCommit(true);
      database.idle().give(connection);
      connection = null;
      return result;
    } catch (SQLException e) {
      throw failed("its state is " + e.getSQLState()).exception(e);
    } finally {
      if (connection != null) {
        IdleConnections.end(connection);
      }
    }
  }

  private Connection connection() throws SQLException {
    Optional<Connection> kept = database.idle().take();
    return kept.isPresent() ? kept.get() : database.openByKey("books");
  }

  private int found() {
    return work(
        connection -> {
          if (isFormer(connection)) {
            rename(connection);
          }
          if (!exists(connection, HISTORY)) {
            return 0;
          }
          try (var statement = connection.createStatement();
              var row =
                  statement.executeQuery(
                      "select max(version::int) from %s.%s where success and version is not null"
                          .formatted(name, HISTORY))) {
            return row.next() ? row.getInt(1) : 0;
          }
        });
  }

  private boolean isFormer(Connection connection) throws SQLException {
    return exists(connection, FORMER_HISTORY) && !exists(connection, HISTORY);
  }

  /// Whoever comes second waits for the first, and finds nothing left to do.
  private void rename(Connection connection) throws SQLException {
    try (var lock =
        connection.prepareStatement(
            "select pg_advisory_xact_lock(hashtext('schema history'), hashtext(?))")) {
      lock.setString(1, name);
      lock.execute();
    }
    if (isFormer(connection)) {
      try (var rename = connection.createStatement()) {
        rename.execute("alter table %s.%s rename to %s".formatted(name, FORMER_HISTORY, HISTORY));
      }
    }
  }

  /// Asks the catalogue as a statement sees it, and no cache of names.
  private boolean exists(Connection connection, String table) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "select 1 from pg_catalog.pg_tables where schemaname = ? and tablename = ?")) {
      query.setString(1, name);
      query.setString(2, table);
      try (var row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /// Without the server's words, which may quote a row.
  private Problem failed(String reason) {
    return Problem.of(ErrorCode.DATABASE_UNAVAILABLE, "database", "of " + name, "reason", reason);
  }
}
