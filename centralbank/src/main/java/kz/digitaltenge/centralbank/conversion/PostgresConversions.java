package kz.digitaltenge.centralbank.conversion;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.operator.ConversionFilter;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.node.vault.SideSchema;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.jspecify.annotations.Nullable;

/// Conversions in PostgreSQL, in a schema of their own. Each method is one unit of work.
public final class PostgresConversions implements ConversionBook, AutoCloseable {
  private static final String SCHEMA = "conversion";
  private static final String MIGRATIONS = "classpath:kz/digitaltenge/centralbank/conversion";
  private static final int VERSION = 6;

  /// What of it an answer of the core banking system fills in.
  private static final String NO_ANSWER = "";

  private static final String CONFIRMED = "answer = ?, confirmation = ?,";
  private static final String CREDITED_BACK = "back_answer = ?, back_confirmation = ?,";

  /// Where nothing has moved, or what has moved is given back. A credit that may have been ordered
  /// is not undone.
  private static final String REFUSE =
      """
      insert into conversion.refusal (bank, name, officer, reason, at)
      select bank, name, ?, ?, ? from conversion.conversion
      where bank = ? and name = ?
        and stage in ('DEBIT_ORDERED', 'DEBITED', 'TOKENS_AWAITED', 'TOKENS_HELD', 'WAITS_FOR_DAY')
        and not (kind = 'REDEMPTION' and may_have_been_sent)
      for update
      on conflict (bank, name) do nothing
      """;

  /// An officer approves again whose key was replaced, whose yes an earlier build noted unsigned,
  /// or of whom something else was written here.
  private static final String APPROVE =
      """
      insert into conversion.approval (bank, name, officer, at, signed_by, signed)
      values (?, ?, ?, ?, ?, ?)
      on conflict (bank, name, officer) do update
        set at = excluded.at, signed_by = excluded.signed_by, signed = excluded.signed
        where (approval.signed_by, approval.signed)
          is distinct from (excluded.signed_by, excluded.signed)
      """;

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
  public Conversion begin(ConversionRequest request, Bytes signedOrder, Instant at) {
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
              ordered(connection, request.id(), signedOrder, at);
              note(connection, request.id(), first, at, "");
            }
          }
          return known(connection, request.id());
        });
  }

  private static void ordered(Connection connection, ConversionId id, Bytes signedOrder, Instant at)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into conversion.bank_order (bank, name, signed_order, at)"
                + " values (?, ?, ?, ?)")) {
      key(insert, 1, id);
      insert.setBytes(3, signedOrder.trusted());
      insert.setLong(4, at.toEpochMilli());
      insert.executeUpdate();
    }
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
  public List<Conversion> requested(Instant since, Instant until) {
    return tables.work(
        connection ->
            ConversionRows.list(
                connection,
                "where requested_at >= ? and requested_at < ?",
                query -> {
                  query.setLong(1, since.toEpochMilli());
                  query.setLong(2, until.toEpochMilli());
                }));
  }

  @Override
  public ListPart<Conversion> page(ConversionFilter filter, long before, int limit) {
    return tables.work(connection -> ConversionRows.page(connection, filter, before, limit));
  }

  @Override
  public Conversion move(ConversionId id, Change change, Instant at) {
    return tables.work(connection -> moved(connection, id, change, null, NO_ANSWER, at));
  }

  @Override
  public Conversion settled(ConversionId id, Change change, Bytes answer, Instant at) {
    return tables.work(connection -> moved(connection, id, change, answer, CONFIRMED, at));
  }

  @Override
  public Conversion creditedBack(ConversionId id, Change change, Bytes answer, Instant at) {
    return tables.work(connection -> moved(connection, id, change, answer, CREDITED_BACK, at));
  }

  @Override
  public Conversion backRefused(ConversionId id, BackRefused refused, Instant at) {
    return tables.work(
        connection -> {
          CreditBackRows.refused(connection, id, refused, at);
          return known(connection, id);
        });
  }

  @Override
  public Conversion endPause(ConversionId id, String who, Instant at) {
    return tables.work(
        connection -> {
          CreditBackRows.endPause(connection, id, who, at);
          return known(connection, id);
        });
  }

  @Override
  public Conversion refuse(ConversionId id, Refusal refusal, Instant at) {
    return tables.work(
        connection -> {
          try (var insert = connection.prepareStatement(REFUSE)) {
            insert.setString(1, refusal.officer().orElse(null));
            insert.setString(2, refusal.reason());
            insert.setLong(3, at.toEpochMilli());
            key(insert, 4, id);
            insert.executeUpdate();
          }
          return known(connection, id);
        });
  }

  @Override
  public List<Conversion> refusedRedemptions(Instant since) {
    return tables.work(
        connection ->
            ConversionRows.list(
                connection,
                "where kind = 'REDEMPTION' and stage = 'REFUSED' and changed_at >= ?",
                query -> query.setLong(1, since.toEpochMilli())));
  }

  @Override
  public Instant totalsDiffer(Instant at) {
    return tables.work(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  """
                  insert into conversion.totals_differ (since) values (?)
                  on conflict (only_one) do update set since = totals_differ.since returning since
                  """)) {
            insert.setLong(1, at.toEpochMilli());
            try (var row = insert.executeQuery()) {
              row.next();
              return Instant.ofEpochMilli(row.getLong(1));
            }
          }
        });
  }

  @Override
  public void totalsAgree() {
    var _ =
        tables.work(
            connection -> {
              try (var delete =
                  connection.prepareStatement("delete from conversion.totals_differ")) {
                return delete.executeUpdate();
              }
            });
  }

  @Override
  public Conversion approve(ConversionId id, String officer, OfficerApproval approval, Instant at) {
    return tables.work(
        connection -> {
          try (var insert = connection.prepareStatement(APPROVE)) {
            key(insert, 1, id);
            insert.setString(3, officer);
            insert.setLong(4, at.toEpochMilli());
            insert.setBytes(5, Encoding.encode(approval.officer(), PublicKey::writeTo));
            insert.setBytes(6, approval.encode());
            insert.executeUpdate();
          }
          return known(connection, id);
        });
  }

  @Override
  public void keepLiability(LiabilityLine found) {
    var _ =
        tables.work(
            connection -> {
              LiabilityRows.keep(connection, found);
              return found;
            });
  }

  @Override
  public Optional<LiabilityLine> liabilityAt(long position) {
    return tables.work(connection -> LiabilityRows.find(connection, position));
  }

  private static Conversion moved(
      Connection connection,
      ConversionId id,
      Change change,
      @Nullable Bytes answer,
      String answered,
      Instant at)
      throws SQLException {
    try (var update = connection.prepareStatement(move(answered))) {
      int next = 1;
      if (answer != null) {
        update.setBytes(next++, answer.trusted());
        update.setString(next++, Hash.sha256(answer.trusted()).hex());
      }
      update.setString(next++, change.to().name());
      update.setLong(next++, at.toEpochMilli());
      update.setString(next++, change.note());
      update.setObject(next++, change.opensAt().map(Instant::toEpochMilli).orElse(null));
      update.setString(next++, change.to().name());
      key(update, next, id);
      update.setString(next + 2, change.from().name());
      if (update.executeUpdate() == 1 && change.from() != change.to()) {
        note(connection, id, change.to(), at, change.note());
      }
    }
    return known(connection, id);
  }

  /// @param answered what an answer fills in
  private static String move(String answered) {
    return "update conversion.conversion set "
        + answered
        + " stage = ?, changed_at = ?, note = ?, opens_at = ?,"
        + " may_have_been_sent = may_have_been_sent and stage = ?"
        + " where bank = ? and name = ? and stage = ?";
  }

  static void note(
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
