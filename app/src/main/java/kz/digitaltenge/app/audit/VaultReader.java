package kz.digitaltenge.app.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the tables of a vault as they are on disk, with queries of its own. Rows come one by one
/// or in small batches, so memory does not grow with the vault.
final class VaultReader {
  private static final Logger LOG = LoggerFactory.getLogger(VaultReader.class);
  private static final int ROWS_AT_ONCE = 200;
  private static final String ENTRIES =
      "select seq, id, side, payment, attempt, peer, window_until, payer, payee, asset, mark, tiyn,"
          + " transaction, evidence, states, details, remittances from vault.entry order by seq";

  private final Connection connection;

  /// Makes a value of the row a result stands at; what is no value is an
  /// [IllegalArgumentException].
  @FunctionalInterface
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /// @param connection in a read-only transaction, closed by its owner
  VaultReader(Connection connection) {
    this.connection = connection;
  }

  /// Makes the reader fit for other tables after one could not be read.
  void recover() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The connection is gone: every further reading says so.
      LOG.debug("The connection to the vault does not recover", e);
    }
  }

  /// Every row of a query, at a place that names it.
  ///
  /// @param key the column that names a row
  <T> void each(String sql, Spot store, String key, Reading<T> reading, Consumer<T> consumer)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setFetchSize(ROWS_AT_ONCE);
      try (var rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          read(rows, store, key, reading).ifPresent(consumer);
        }
      }
    }
  }

  private static <T> Optional<T> read(ResultSet row, Spot store, String key, Reading<T> reading)
      throws SQLException {
    try {
      return Optional.of(reading.of(row));
    } catch (IllegalArgumentException e) {
      Object name = row.getObject(key);
      store
          .row(name instanceof byte[] bytes ? Bytes.of(bytes).hex() : String.valueOf(name))
          .find("the row cannot be read: %s", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /// The transactions in the order of writing, some at a time.
  void entries(Spot store, BatchConsumer consumer) throws SQLException {
    var batch = new ArrayList<EntryRow>(ROWS_AT_ONCE);
    try (var statement = connection.createStatement()) {
      statement.setFetchSize(ROWS_AT_ONCE);
      try (var rows = statement.executeQuery(ENTRIES)) {
        while (rows.next()) {
          read(rows, store, "id", VaultReader::entry).ifPresent(batch::add);
          if (batch.size() == ROWS_AT_ONCE) {
            consumer.accept(List.copyOf(batch));
            batch.clear();
          }
        }
      }
    }
    consumer.accept(List.copyOf(batch));
  }

  /// Takes some rows.
  @FunctionalInterface
  interface BatchConsumer {
    void accept(List<EntryRow> rows) throws SQLException;
  }

  private static EntryRow entry(ResultSet row) throws SQLException {
    return new EntryRow(
        row.getLong("seq"),
        id(row),
        row.getInt("side"),
        text(row, "payment"),
        row.getInt("attempt"),
        row.getString("peer"),
        row.getLong("window_until"),
        row.getString("payer"),
        row.getString("payee"),
        row.getString("asset"),
        bytesOrNull(row, "mark"),
        row.getObject("tiyn", Long.class),
        bytes(row, "transaction"),
        bytes(row, "evidence"),
        bytes(row, "states"),
        bytes(row, "details"),
        bytesOrNull(row, "remittances"));
  }

  void settled(Spot store, Consumer<SettledRow> consumer) throws SQLException {
    each(
        "select id, outcome, position, log_time, proof from vault.settled",
        store,
        "id",
        VaultReader::settled,
        consumer);
  }

  private static SettledRow settled(ResultSet row) throws SQLException {
    return new SettledRow(
        id(row),
        row.getInt("outcome"),
        row.getLong("position"),
        row.getLong("log_time"),
        bytes(row, "proof"));
  }

  /// The ends of these transactions, where the node knows them.
  Map<TransactionId, SettledRow> settledOf(Collection<TransactionId> ids) throws SQLException {
    var found = new HashMap<TransactionId, SettledRow>();
    byIds(
        "select id, outcome, position, log_time, proof from vault.settled where id = any (?)",
        ids,
        row -> {
          SettledRow settled = settled(row);
          found.put(settled.id(), settled);
        });
    return found;
  }

  /// The bytes of these transactions, where the node has them.
  Map<TransactionId, Bytes> transactionsOf(Collection<TransactionId> ids) throws SQLException {
    var found = new HashMap<TransactionId, Bytes>();
    byIds(
        "select id, transaction from vault.entry where id = any (?)",
        ids,
        row -> found.put(id(row), bytes(row, "transaction")));
    return found;
  }

  private void byIds(String sql, Collection<TransactionId> ids, RowConsumer consumer)
      throws SQLException {
    Array keys =
        connection.createArrayOf(
            "bytea", ids.stream().map(id -> id.hash().toArray()).toArray(byte[][]::new));
    try (var query = connection.prepareStatement(sql)) {
      query.setArray(1, keys);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          consumer.accept(rows);
        }
      }
    }
  }

  private interface RowConsumer {
    void accept(ResultSet row) throws SQLException;
  }

  void live(Spot store, Consumer<OwnedState> consumer) throws SQLException {
    each(
        "select ref, account, kind, asset, mark, tiyn, label from vault.live",
        store,
        "ref",
        row ->
            new OwnedState(
                StateRef.fromKey(bytes(row, "ref").toArray()),
                text(row, "account"),
                row.getInt("kind"),
                text(row, "asset"),
                bytesOrNull(row, "mark"),
                row.getLong("tiyn"),
                bytes(row, "label")),
        consumer);
  }

  static TransactionId id(ResultSet row) throws SQLException {
    return new TransactionId(Hash.of(bytes(row, "id").toArray()));
  }

  static MovementRow movement(ResultSet row) throws SQLException {
    return new MovementRow(
        id(row),
        text(row, "account"),
        row.getInt("direction"),
        text(row, "asset"),
        bytesOrNull(row, "mark"),
        row.getLong("tiyn"),
        text(row, "payment"),
        text(row, "counterparty"),
        row.getLong("log_time"),
        bytesOrNull(row, "remittance"));
  }

  static Turnovers.Row turnover(ResultSet row) throws SQLException {
    return new Turnovers.Row(
        new Turnovers.Key(row.getInt("kind"), text(row, "peer"), text(row, "asset")),
        row.getLong("tiyn"));
  }

  static Bytes bytes(ResultSet row, String column) throws SQLException {
    Bytes value = bytesOrNull(row, column);
    if (value == null) {
      throw new IllegalArgumentException("column " + column + " is empty");
    }
    return value;
  }

  static String text(ResultSet row, String column) throws SQLException {
    String value = row.getString(column);
    if (value == null) {
      throw new IllegalArgumentException("column " + column + " is empty");
    }
    return value;
  }

  private static @Nullable Bytes bytesOrNull(ResultSet row, String column) throws SQLException {
    byte[] value = row.getBytes(column);
    return value == null ? null : Bytes.ofTrusted(value);
  }
}
