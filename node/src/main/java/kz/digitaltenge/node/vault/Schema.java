package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.SQLException;
import kz.digitaltenge.node.vault.VaultException.Reason;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/// Makes a database fit for a vault, or refuses it: the server must really write to disk, and the
/// tables must be of a version this program knows.
final class Schema {
  /// The version of the tables that this program reads and writes.
  static final int VERSION = 12;

  private static final String MIGRATIONS = "classpath:kz/digitaltenge/node/vault";
  private static final String SCHEMA = "vault";
  private static final String HISTORY_TABLE = "schema_history";

  private Schema() {}

  /// Refuses a server that acknowledges what is not on disk.
  private static void requireDurable(Connection connection) throws SQLException {
    requireOn(connection, "fsync");
    requireOn(connection, "full_page_writes");
    requireOn(connection, "synchronous_commit");
  }

  private static void requireOn(Connection connection, String setting) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("show " + setting)) {
      var value = rows.next() ? rows.getString(1) : "unknown";
      if (value.equals("off") || value.equals("unknown")) {
        throw VaultException.notDurable(setting, value);
      }
    }
  }

  /// Checks the server, and brings the tables to this program's version. A database that has it
  /// already is left alone, because asking costs a hundredth of what migrating nothing costs.
  static void prepare(VaultDatabase database, Connection connection) throws SQLException {
    requireDurable(connection);
    var found = version(connection);
    if (found > VERSION) {
      throw VaultException.schemaNewer(found);
    }
    if (found < VERSION) {
      makeTables(database);
    }
  }

  private static void makeTables(VaultDatabase database) {
    try {
      Flyway.configure()
          .dataSource(database.url(), database.user(), database.password())
          .schemas(SCHEMA)
          .table(HISTORY_TABLE)
          .locations(MIGRATIONS)
          .target(MigrationVersion.fromVersion(String.valueOf(VERSION)))
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new VaultException(
          Reason.UNEXPECTED, "The vault's tables cannot be made: " + e.getMessage(), e);
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      try (var rows = statement.executeQuery("select to_regclass('vault.schema_history')")) {
        if (!rows.next() || rows.getString(1) == null) {
          return 0;
        }
      }
      try (var rows =
          statement.executeQuery(
              "select version from vault.schema_history where success and version is not null order"
                  + " by installed_rank desc limit 1")) {
        return rows.next() ? Integer.parseInt(rows.getString(1)) : 0;
      }
    }
  }
}
