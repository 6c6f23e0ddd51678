package kz.digitaltenge.node.customer;

import java.sql.Connection;
import java.sql.SQLException;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The schema `customer` of a bank's database.
record CustomerDatabase(VaultDatabase database) {
  private static final String SCHEMA = "customer";
  private static final String MIGRATIONS = "classpath:kz/digitaltenge/node/customer";
  private static final int VERSION = 3;

  /// Work on one connection, committed when it returns.
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /// Brings the tables to this program's version.
  void prepare() {
    // Asked first, because migrating nothing costs a start more.
    if (version() < VERSION) {
      makeTables();
    }
  }

  <T> T work(Work<T> work) {
    try (Connection connection = database.openByKey("customers")) {
      connection.setAutoCommit(false);
      // Closing takes back what was not committed.
      T result = work.on(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw failed("its state is " + e.getSQLState()).exception(e);
    }
  }

  private int version() {
    return work(
        connection -> {
          try (var statement = connection.createStatement()) {
            try (var rows =
                statement.executeQuery("select to_regclass('customer.schema_version')")) {
              if (!rows.next() || rows.getString(1) == null) {
                return 0;
              }
            }
            try (var rows =
                statement.executeQuery(
                    "select max(version::int) from customer.schema_version where success and"
                        + " version is not null")) {
              return rows.next() ? rows.getInt(1) : 0;
            }
          }
        });
  }

  private void makeTables() {
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

  /// Without the server's words, which may quote a row.
  private static Problem failed(String reason) {
    return Problem.of(ErrorCode.DATABASE_UNAVAILABLE, "database", "of customers", "reason", reason);
  }
}
