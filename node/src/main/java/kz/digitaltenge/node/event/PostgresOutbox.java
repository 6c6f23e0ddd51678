package kz.digitaltenge.node.event;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.node.vault.Happening;
import kz.digitaltenge.node.vault.HappeningRow;
import kz.digitaltenge.node.vault.SideSchema;
import kz.digitaltenge.node.vault.VaultDatabase;
import kz.digitaltenge.node.vault.VaultRecord.Happened;

/// The outbox in PostgreSQL, in a schema of its own beside those that put into it.
public final class PostgresOutbox implements Outbox, AutoCloseable {
  private static final String PUT =
      """
      with next as (update event.last set source = source + 1 returning source)
      insert into event.waiting
        (source, kind, account, at, subject, number, currency, tiyn, code, detail)
      select source, ?, ?, ?, ?, ?, ?, ?, ?, ? from next
      """;

  private static final String WAITING =
      """
      select source, kind, account, at, subject, number, currency, tiyn, code, detail
      from event.waiting order by source limit ?
      """;

  private static final int VERSION = 2;

  private final SideSchema tables;

  private PostgresOutbox(SideSchema tables) {
    this.tables = tables;
  }

  /// Makes the tables where they are missing.
  ///
  /// @param database that of the bank's node
  /// @throws kz.digitaltenge.api.error.PlatformException when the database does not answer
  public static PostgresOutbox open(VaultDatabase database) {
    return new PostgresOutbox(
        new SideSchema(database, "event", "classpath:kz/digitaltenge/node/event", VERSION)
            .prepare());
  }

  @Override
  public void close() {
    tables.close();
  }

  /// Puts in what happens by the unit of work on a connection to the same database. Others wait
  /// until that ends, so nothing is locked after it.
  public void put(Connection connection, Happening happening) throws SQLException {
    try (var insert = connection.prepareStatement(PUT)) {
      insert.setString(1, happening.kind().name());
      insert.setString(2, happening.account().value());
      insert.setLong(3, happening.at().toEpochMilli());
      insert.setString(4, happening.subject());
      insert.setObject(5, happening.number().orElse(null), Types.INTEGER);
      insert.setString(6, happening.sum().map(Happening.Sum::currency).orElse(null));
      insert.setObject(
          7, happening.sum().map(sum -> sum.amount().tiyn()).orElse(null), Types.BIGINT);
      insert.setObject(8, happening.code().map(ErrorCode::number).orElse(null), Types.INTEGER);
      insert.setString(9, happening.detail().orElse(null));
      insert.executeUpdate();
    }
  }

  /// Notes names that nothing is put in for: all of them or, killed meanwhile, none.
  ///
  /// @param begun a name too; when it is there already, nothing is done
  public void begin(String begun, Collection<String> names) {
    var _ =
        tables.work(
            connection -> {
              boolean isNew = isNew(connection, begun);
              if (isNew) {
                for (String name : names) {
                  var _ = isNew(connection, name);
                }
              }
              return isNew;
            });
  }

  /// Puts in what happens under a name, unless something was put in under it before.
  public void putOnce(String name, Happening happening) {
    var _ =
        tables.work(
            connection -> {
              boolean isNew = isNew(connection, name);
              if (isNew) {
                put(connection, happening);
              }
              return isNew;
            });
  }

  private static boolean isNew(Connection connection, String name) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into event.named (name) values (?) on conflict do nothing")) {
      insert.setString(1, name);
      return insert.executeUpdate() == 1;
    }
  }

  /// How much waits.
  public long count() {
    return tables.work(
        connection -> {
          try (var query = connection.prepareStatement("select count(*) from event.waiting");
              ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  @Override
  public List<Happened> waiting(int limit) {
    return tables.work(
        connection -> {
          try (var query = connection.prepareStatement(WAITING)) {
            query.setInt(1, limit);
            var found = new ArrayList<Happened>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                found.add(new Happened(row.getLong("source"), happening(row)));
              }
            }
            return found;
          }
        });
  }

  @Override
  public void told(long source) {
    var _ =
        tables.work(
            connection -> {
              try (var delete =
                  connection.prepareStatement("delete from event.waiting where source <= ?")) {
                delete.setLong(1, source);
                return delete.executeUpdate();
              }
            });
  }

  private static Happening happening(ResultSet row) throws SQLException {
    return HappeningRow.read(
        row,
        Happening.Kind.valueOf(row.getString("kind")),
        Instant.ofEpochMilli(row.getLong("at")));
  }
}
