package kz.digitaltenge.app.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.node.vault.VaultDatabase;

/// What the database server counts of its own housekeeping.
///
/// @param checkpoints by time, by size or on demand
/// @param vacuums by themselves, over all databases that were asked for
/// @param walBytes written ahead
record DatabaseCounters(long checkpoints, long vacuums, long walBytes) {
  private static final String SERVER =
      "select (select num_timed + num_requested from pg_stat_checkpointer),"
          + " (select wal_bytes::bigint from pg_stat_wal)";
  private static final String VACUUMS =
      "select coalesce(sum(autovacuum_count), 0)::bigint from pg_stat_all_tables";

  /// As of now.
  static DatabaseCounters read(VaultDatabase server, List<VaultDatabase> databases) {
    long vacuums = 0;
    for (VaultDatabase database : databases) {
      vacuums += numbers(database, VACUUMS, 1)[0];
    }
    long[] whole = numbers(server, SERVER, 2);
    return new DatabaseCounters(whole[0], vacuums, whole[1]);
  }

  /// Has the server make a checkpoint; comes back when it is made.
  static void checkpoint(VaultDatabase server) {
    try (Connection connection = open(server);
        var statement = connection.createStatement()) {
      statement.execute("checkpoint");
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /// What happened since an earlier reading.
  DatabaseCounters since(DatabaseCounters earlier) {
    return new DatabaseCounters(
        checkpoints - earlier.checkpoints, vacuums - earlier.vacuums, walBytes - earlier.walBytes);
  }

  private static long[] numbers(VaultDatabase database, String query, int columns) {
    try (Connection connection = open(database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      var numbers = new long[columns];
      for (int column = 0; column < columns; column++) {
        numbers[column] = rows.getLong(column + 1);
      }
      return numbers;
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private static Connection open(VaultDatabase database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  private static RuntimeException unavailable(SQLException e) {
    return Problem.of(
            ErrorCode.DATABASE_UNAVAILABLE,
            "database",
            "of the benchmark",
            "reason",
            String.valueOf(e.getMessage()))
        .exception(e);
  }
}
