package kz.digitaltenge.centralbank.conversion;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.vault.SideSchema;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.jspecify.annotations.Nullable;

/// Conversions in PostgreSQL, in a schema of their own. Each method is one unit of work.
public final class PostgresConversions implements ConversionBook, AutoCloseable {
  private static final String SCHEMA = "conversion";
  private static final String MIGRATIONS = "classpath:kz/digitaltenge/centralbank/conversion";
  private static final int VERSION = 1;

  private final SideSchema tables;

  private PostgresConversions(SideSchema tables) {
    this.tables = tables;
  }

  /// Makes the tables where they are missing.
  ///
  /// @param database that of the central bank's node, whose vault has seen to it that the server
  ///   writes to disk what it confirms
  /// @throws kz.digitaltenge.api.error.PlatformException when the database does not answer
  public static PostgresConversions open(VaultDatabase database) {
    return new PostgresConversions(new SideSchema(database, SCHEMA, MIGRATIONS, VERSION).prepare());
  }

  @Override
  public void close() {
    tables.close();
  }

  @Override
  public Conversion begin(ConversionRequest request, Instant at) {
    return tables.work(
        connection -> {
          Conversion.Stage first = Conversion.Stage.first(request.kind());
          try (var insert =
              connection.prepareStatement(
                  """
                  insert into conversion.conversion
                    (bank, name, kind, account, tiyn, stage, requested_at, changed_at, note)
                  values (?, ?, ?, ?, ?, ?, ?, ?, '') on conflict (bank, name) do nothing
                  """)) {
            key(insert, 1, request.id());
            insert.setString(3, request.kind().name());
            insert.setString(4, request.account().value());
            insert.setLong(5, request.amount().tiyn());
            insert.setString(6, first.name());
            insert.setLong(7, at.toEpochMilli());
            insert.setLong(8, at.toEpochMilli());
            if (insert.executeUpdate() == 1) {
              note(connection, request.id(), first, at, "");
            }
          }
          return known(connection, request.id());
        });
  }

  @Override
  public Optional<Conversion> find(ConversionId id) {
    return tables.work(connection -> ConversionRows.find(connection, id));
  }

  @Override
  public List<Conversion> open() {
    return tables.work(
        connection ->
            ConversionRows.list(
                connection,
                "where stage not in ('ISSUED', 'REFUSED', 'REDEEMED', 'RETURNED')",
                _ -> {}));
  }

  @Override
  public List<Conversion> requestedBefore(Instant until) {
    return tables.work(
        connection ->
            ConversionRows.list(
                connection,
                "where requested_at < ?",
                query -> query.setLong(1, until.toEpochMilli())));
  }

  @Override
  public Conversion move(ConversionId id, Change change, Instant at) {
    return tables.work(connection -> moved(connection, id, change, null, at));
  }

  @Override
  public Conversion settled(ConversionId id, Change change, Bytes answer, Instant at) {
    return tables.work(connection -> moved(connection, id, change, answer, at));
  }

  @Override
  public Conversion approve(ConversionId id, String officer, Instant at) {
    return tables.work(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  """
                  insert into conversion.approval (bank, name, officer, at) values (?, ?, ?, ?)
                  on conflict (bank, name, officer) do nothing
                  """)) {
            key(insert, 1, id);
            insert.setString(3, officer);
            insert.setLong(4, at.toEpochMilli());
            insert.executeUpdate();
          }
          return known(connection, id);
        });
  }

  private static Conversion moved(
      Connection connection, ConversionId id, Change change, @Nullable Bytes answer, Instant at)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update conversion.conversion
            set stage = ?, changed_at = ?, note = ?, opens_at = ?,
              answer = coalesce(?, answer), confirmation = coalesce(?, confirmation)
            where bank = ? and name = ? and stage = ?
            """)) {
      update.setString(1, change.to().name());
      update.setLong(2, at.toEpochMilli());
      update.setString(3, change.note());
      update.setObject(4, change.opensAt().map(Instant::toEpochMilli).orElse(null));
      update.setBytes(5, answer == null ? null : answer.trusted());
      update.setString(6, answer == null ? null : Hash.sha256(answer.trusted()).hex());
      key(update, 7, id);
      update.setString(9, change.from().name());
      if (update.executeUpdate() == 1 && change.from() != change.to()) {
        note(connection, id, change.to(), at, change.note());
      }
    }
    return known(connection, id);
  }

  private static void note(
      Connection connection, ConversionId id, Conversion.Stage stage, Instant at, String note)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into conversion.step (bank, name, stage, at, note) values (?, ?, ?, ?, ?)")) {
      key(insert, 1, id);
      insert.setString(3, stage.name());
      insert.setLong(4, at.toEpochMilli());
      insert.setString(5, note);
      insert.executeUpdate();
    }
  }

  private static Conversion known(Connection connection, ConversionId id) throws SQLException {
    return ConversionRows.find(connection, id)
        .orElseThrow(() -> new IllegalStateException("no conversion " + id));
  }

  static void key(PreparedStatement statement, int first, ConversionId id) throws SQLException {
    statement.setString(first, id.bank().value());
    statement.setString(first + 1, id.name());
  }
}
