package kz.digitaltenge.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.awaitility.Awaitility;

/// A write of a node that waits in the database at the end of its unit of work, so that the node
/// can be killed exactly there: right before the write is on disk, or right after and before
/// anything else is done. The node runs as it always does and knows nothing of it.
final class WaitingWrite implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);

  /// Of the lock that the write waits for, which nobody else knows.
  private static final long LOCK = 0x0057_4149_54;

  private static final String WAITS =
      """
      create or replace function public.write_waits() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock_shared(%d);
        return null;
      end $$
      """
          .formatted(LOCK);

  private static final String WAITING =
      """
      select l.pid from pg_locks l join pg_database d on d.oid = l.database
      where l.locktype = 'advisory' and not l.granted and d.datname = current_database()
        and (l.classid::bigint << 32) + l.objid::bigint = %d
      """
          .formatted(LOCK);

  private final Connection connection;
  private final Place place;

  /// Which write.
  ///
  /// @param when of the row, by `new` and `old`
  record Place(String table, String event, String when) {
    static Place inserted(String table, String when) {
      return new Place(table, "insert", when);
    }

    static Place updated(String table, String when) {
      return new Place(table, "update", when);
    }
  }

  /// What becomes of the write when the node is dead.
  enum Fate {
    /// It was never there.
    LOST,
    /// It is on disk.
    KEPT
  }

  private WaitingWrite(Connection connection, Place place) {
    this.connection = connection;
    this.place = place;
  }

  /// From now on such a write waits.
  static WaitingWrite at(VaultDatabase database, Place place) throws SQLException {
    Connection own =
        DriverManager.getConnection(database.url(), database.user(), database.password());
    var waiting = new WaitingWrite(own, place);
    try {
      waiting.run("select pg_advisory_lock(%d)".formatted(LOCK));
      waiting.run(WAITS);
      waiting.run(
          "create constraint trigger write_waits after %s on %s deferrable initially deferred for each row when (%s) execute function public.write_waits()"
              .formatted(place.event(), place.table(), place.when()));
      return waiting;
    } catch (SQLException e) {
      own.close();
      throw e;
    }
  }

  void awaitReached() {
    Awaitility.await(place.toString())
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> !backends().isEmpty());
  }

  /// Whoever wrote was killed meanwhile; its end of the connection is gone.
  void end(Fate fate) throws SQLException {
    List<Integer> backends = backends();
    switch (fate) {
      case LOST -> {
        for (int backend : backends) {
          run("select pg_terminate_backend(%d)".formatted(backend));
        }
      }
      case KEPT -> run("select pg_advisory_unlock(%d)".formatted(LOCK));
    }
    Awaitility.await().atMost(PATIENCE).pollInterval(POLL).until(() -> !areThere(backends));
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      run("drop trigger if exists write_waits on " + place.table());
    }
  }

  private boolean areThere(List<Integer> backends) throws SQLException {
    try (var query =
        connection.prepareStatement("select from pg_stat_activity where pid = any (?)")) {
      query.setArray(1, connection.createArrayOf("int", backends.toArray()));
      try (var row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private List<Integer> backends() throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(WAITING)) {
      var found = new ArrayList<Integer>();
      while (rows.next()) {
        found.add(rows.getInt(1));
      }
      return found;
    }
  }

  private void run(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
