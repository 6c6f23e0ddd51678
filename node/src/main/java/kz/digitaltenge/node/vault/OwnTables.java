package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.SQLException;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// A schema that one of the node's services has to itself, in the database of the vault, which has
/// seen to it that the server writes to disk what it confirms.
///
/// @param schema also the name of the folder of its migrations
/// @param version of the newest migration
public record OwnTables(VaultDatabase database, String schema, String migrations, int version) {
  private static final String HISTORY = "schema_version";

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

  /// Does work as one unit of work.
  ///
  /// @throws PlatformException when the database does not answer
  public <T> T work(Work<T> work) {
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
