package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.Account;

/// One repeatable-read transaction over a connection of its own; rows come through a cursor.
final class PostgresScan implements VaultScan {
  private static final int ROWS_AT_ONCE = 500;

  // Both sides of one transaction share a row's place in the order only once: the later one is read
  // with the first.
  private static final String ENTRIES =
      "select %s, twin.seq as twin_seq from vault.entry e left join vault.settled s on s.id = e.id"
              .formatted(Rows.ENTRY_COLUMNS)
          + " left join vault.entry twin on twin.id = e.id and twin.side <> e.side";

  private static final String BY_ID =
      "select %s from vault.entry e left join vault.settled s on s.id = e.id where e.id = ? order by"
              .formatted(Rows.ENTRY_COLUMNS)
          + " e.seq";

  private final Connection connection;

  private PostgresScan(Connection connection) {
    this.connection = connection;
  }

  static PostgresScan open(VaultDatabase database) {
    try {
      var connection = database.openStreaming("scan");
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return new PostgresScan(connection);
    } catch (SQLException e) {
      throw SqlFailure.explained(e);
    }
  }

  @Override
  public Optional<VaultRecord.Founded> founded() {
    return first(
        "select network, node, sealed_seed from vault.founding",
        "founding",
        "node",
        row ->
            new VaultRecord.Founded(
                Hash.ofTrusted(row.getBytes("network")),
                new NodeId(row.getString("node")),
                Rows.bytes(row, "sealed_seed")));
  }

  @Override
  public void accounts(Consumer<Account> consumer) {
    each(
        "select id, reference, name, opened_at, digest from vault.account order by seq",
        "account",
        "id",
        Rows::account,
        consumer);
  }

  @Override
  public void parameters(Consumer<VaultRecord.ParametersAdopted> consumer) {
    each(
        "select epoch, signed from vault.parameters order by epoch",
        "parameters",
        "epoch",
        row -> new VaultRecord.ParametersAdopted(row.getInt("epoch"), Rows.bytes(row, "signed")),
        consumer);
  }

  @Override
  public Optional<VaultRecord.HeadSeen> head() {
    return first(
        "select size, signed from vault.head",
        "head",
        "size",
        row -> new VaultRecord.HeadSeen(row.getLong("size"), Rows.bytes(row, "signed")));
  }

  @Override
  public void liveStates(Consumer<OwnState> consumer) {
    each(
        "select ref, account, kind, asset, mark, tiyn, label from vault.live",
        "live",
        "ref",
        Rows::live,
        consumer);
  }

  @Override
  public void unresolved(Consumer<KnownTransaction> consumer) {
    known(
        ENTRIES
            + " where e.seq >= (select below from vault.resolved) and s.id is null order by e.seq",
        consumer);
  }

  @Override
  public void transactions(Consumer<KnownTransaction> consumer) {
    known(ENTRIES + " order by e.seq", consumer);
  }

  @Override
  public void newestFirst(Predicate<KnownTransaction> wantsMore) {
    queryWhile(
        ENTRIES + " order by e.seq desc",
        row -> {
          var twin = row.getLong("twin_seq");
          if (row.wasNull()) {
            return wantsMore.test(KnownRows.one(row));
          }
          return row.getLong("seq") < twin || wantsMore.test(both(row.getBytes("id")));
        });
  }

  @Override
  public void spentEarly(Consumer<StateRef> consumer) {
    each(
        "select ref from vault.spent_early",
        "spent_early",
        "ref",
        row -> StateRef.fromKey(row.getBytes("ref")),
        consumer);
  }

  @Override
  public List<Turnover> turnovers() {
    var turnovers = new ArrayList<Turnover>();
    each(
        "select kind, peer, asset, tiyn from vault.turnover",
        "turnover",
        "peer",
        row ->
            new Turnover(
                Turnover.Kind.fromCode(row.getShort("kind")),
                new NodeId(row.getString("peer")),
                StateCodec.asset(row.getString("asset")),
                row.getLong("tiyn")),
        turnovers::add);
    return turnovers;
  }

  @Override
  public long highestPosition() {
    return first("select position from vault.reached", "reached", "position", row -> row.getLong(1))
        .orElse(Settlement.NOT_LOGGED);
  }

  @Override
  public List<HoldingTotal> totals() {
    var totals = new ArrayList<HoldingTotal>();
    each(
        "select asset, mark, count(*) as tokens, sum(tiyn)::bigint as total from vault.live where"
            + " kind = 0 group by asset, mark",
        "live",
        "asset",
        row ->
            new HoldingTotal(
                Rows.holding(row), row.getLong("tokens"), Amount.ofTiyn(row.getLong("total"))),
        totals::add);
    return totals;
  }

  @Override
  public void close() {
    WriterConnections.closeQuietly(connection);
  }

  private void known(String sql, Consumer<KnownTransaction> consumer) {
    query(
        sql,
        row -> {
          var twin = row.getLong("twin_seq");
          if (row.wasNull()) {
            consumer.accept(KnownRows.one(row));
          } else if (row.getLong("seq") < twin) {
            consumer.accept(both(row.getBytes("id")));
          }
        });
  }

  private KnownTransaction both(byte[] id) throws SQLException {
    try (var query = connection.prepareStatement(BY_ID)) {
      query.setBytes(1, id);
      try (var rows = query.executeQuery()) {
        return KnownRows.all(rows).getFirst();
      }
    }
  }

  private <T> Optional<T> first(String sql, String table, String key, Rows.Reading<T> reading) {
    var found = new ArrayList<T>();
    each(sql, table, key, reading, found::add);
    return found.stream().findFirst();
  }

  private <T> void each(
      String sql, String table, String key, Rows.Reading<T> reading, Consumer<T> consumer) {
    query(sql, row -> consumer.accept(Rows.read(row, table, key, reading)));
  }

  /// Does something with a row.
  @FunctionalInterface
  private interface RowConsumer {
    void accept(ResultSet row) throws SQLException;
  }

  private void query(String sql, RowConsumer consumer) {
    queryWhile(
        sql,
        row -> {
          consumer.accept(row);
          return true;
        });
  }

  @FunctionalInterface
  private interface RowPredicate {
    boolean test(ResultSet row) throws SQLException;
  }

  private void queryWhile(String sql, RowPredicate wantsMore) {
    try (var statement = connection.createStatement()) {
      statement.setFetchSize(ROWS_AT_ONCE);
      try (var rows = statement.executeQuery(sql)) {
        boolean more = true;
        while (more && rows.next()) {
          more = wantsMore.test(rows);
        }
      }
    } catch (SQLException e) {
      throw SqlFailure.explained(e);
    }
  }
}
