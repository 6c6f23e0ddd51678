package kz.digitaltenge.node.conversion;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionLine.Place;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.api.operator.StockConversionFilter;
import kz.digitaltenge.api.operator.StockConversionLine;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.node.conversion.StockConversion.Request;
import kz.digitaltenge.node.register.KeptProblem;
import kz.digitaltenge.node.vault.SideSchema;
import kz.digitaltenge.node.vault.VaultDatabase;

/// A bank's conversions with the central bank in PostgreSQL, beside those of its customers. Each
/// method is one unit of work.
public final class PostgresStockConversions implements StockConversionBook, AutoCloseable {
  private static final String TOLD =
      """
      update client_conversion.stock_conversion
      set stage = ?, progress = ?, requested_at = ?, changed_at = ?, core_order = ?,
        confirmation = ?, ledger_transaction = ?, handover = ?, approvals = ?,
        approvals_needed = ?, place = ?, opens_at = ?, note = ?,
        problem_code = case when cancelled_at is null then null else problem_code end,
        problem_values = case when cancelled_at is null then null else problem_values end
      where name = ? and progress = 'UNDER_WAY'
      """;

  private static final String ANSWERED =
      """
      update client_conversion.stock_conversion
      set problem_code = ?, problem_values = ?, stage = ?, progress = ?, changed_at = ?
      where name = ? and progress = 'UNDER_WAY' and stage = ?
      """;

  private final String bank;
  private final SideSchema tables;
  private final StockEvents events;

  private PostgresStockConversions(String bank, SideSchema tables, StockEvents events) {
    this.bank = bank;
    this.tables = tables;
    this.events = events;
  }

  /// Makes the tables where they are missing.
  ///
  /// @param bank whose node this is
  /// @param database that of the bank's node, whose vault has seen to it that the server writes to
  ///   disk what it confirms
  /// @param events told in the same units of work
  /// @throws kz.digitaltenge.api.error.PlatformException when the database does not answer
  public static PostgresStockConversions open(
      String bank, VaultDatabase database, StockEvents events) {
    return new PostgresStockConversions(bank, PostgresClientConversions.tables(database), events);
  }

  @Override
  public void close() {
    tables.close();
  }

  @Override
  public StockConversion begin(Request request, Bytes signedOrder, Instant at) {
    return tables.work(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  """
                  insert into client_conversion.stock_conversion
                    (name, kind, tiyn, signed_order, stage, progress, requested_at, changed_at)
                  values (?, ?, ?, ?, ?, 'UNDER_WAY', ?, ?) on conflict (name) do nothing
                  """)) {
            key(insert, request);
            insert.setBytes(4, signedOrder.trusted());
            insert.setString(5, StockConversionLine.QUEUED);
            insert.setLong(6, at.toEpochMilli());
            insert.setLong(7, at.toEpochMilli());
            if (insert.executeUpdate() == 1) {
              events.ordered(connection, request, at);
            }
          }
          return known(connection, request.name().value());
        });
  }

  @Override
  public void adopt(ConversionLine line) {
    var request = new Request(new PaymentId(line.name()), line.kind(), line.amount());
    var _ =
        tables.work(
            connection -> {
              try (var insert =
                  connection.prepareStatement(
                      """
                      insert into client_conversion.stock_conversion
                        (name, kind, tiyn, stage, progress, requested_at, changed_at)
                      values (?, ?, ?, '', 'UNDER_WAY', 0, 0) on conflict (name) do nothing
                      """)) {
                key(insert, request);
                if (insert.executeUpdate() == 1) {
                  events.ordered(connection, request, line.requestedAt());
                  tell(connection, line.name(), line);
                }
              }
              return known(connection, line.name());
            });
  }

  @Override
  public Optional<StockConversion> find(String name) {
    return tables.work(connection -> found(connection, name));
  }

  @Override
  public List<StockConversion> open() {
    return tables.work(
        connection ->
            StockConversionRows.list(
                connection, bank, "where progress = 'UNDER_WAY' order by seq", _ -> {}));
  }

  @Override
  public List<StockConversion> before(StockConversionFilter filter, long position, int limit) {
    var where = new StringBuilder("where seq < ?");
    var values = new ArrayList<Object>(List.of(position));
    filter.stage().ifPresent(stage -> and(where, " and stage = ?", values, stage));
    filter.kind().ifPresent(kind -> and(where, " and kind = ?", values, kind.name()));
    filter
        .from()
        .ifPresent(from -> and(where, " and requested_at >= ?", values, from.toEpochMilli()));
    filter.to().ifPresent(to -> and(where, " and requested_at < ?", values, to.toEpochMilli()));
    values.add(limit);
    return tables.work(
        connection ->
            StockConversionRows.list(
                connection,
                bank,
                where + " order by seq desc limit ?",
                query -> {
                  for (int i = 0; i < values.size(); i++) {
                    query.setObject(i + 1, values.get(i));
                  }
                }));
  }

  private static void and(StringBuilder where, String more, List<Object> values, Object value) {
    where.append(more);
    values.add(value);
  }

  @Override
  public StockConversion signed(String name, Bytes signedOrder) {
    return changed(
        name,
        "update client_conversion.stock_conversion set signed_order = ?"
            + " where name = ? and progress = 'UNDER_WAY'",
        update -> update.setBytes(1, signedOrder.trusted()),
        2);
  }

  @Override
  public StockConversion cancel(String name, Optional<Problem> why, Instant at) {
    return changed(
        name,
        "update client_conversion.stock_conversion"
            + " set cancelled_at = ?, problem_code = ?, problem_values = ?"
            + " where name = ? and progress = 'UNDER_WAY' and cancelled_at is null",
        update -> {
          update.setLong(1, at.toEpochMilli());
          problem(update, 2, why);
        },
        4);
  }

  @Override
  public StockConversion uncancel(String name) {
    return changed(
        name,
        "update client_conversion.stock_conversion"
            + " set cancelled_at = null, problem_code = null, problem_values = null"
            + " where name = ?",
        _ -> {},
        1);
  }

  @Override
  public StockConversion told(String name, ConversionLine line) {
    return tables.work(
        connection -> {
          tell(connection, name, line);
          return known(connection, name);
        });
  }

  private void tell(Connection connection, String name, ConversionLine line) throws SQLException {
    try (var update = connection.prepareStatement(TOLD)) {
      update.setString(1, line.stage());
      update.setString(2, line.progress().name());
      update.setLong(3, line.requestedAt().toEpochMilli());
      update.setLong(4, line.changedAt().toEpochMilli());
      update.setString(5, line.order());
      update.setString(6, line.confirmation().orElse(null));
      update.setString(7, line.transaction().orElse(null));
      update.setString(8, line.handover());
      update.setString(9, String.join(",", line.approvals()));
      update.setInt(10, line.approvalsNeeded());
      update.setObject(11, line.place().map(Place::number).orElse(null), Types.INTEGER);
      update.setObject(
          12, line.place().map(place -> place.opensAt().toEpochMilli()).orElse(null), Types.BIGINT);
      update.setString(13, line.note());
      update.setString(14, name);
      if (update.executeUpdate() == 1) {
        Request request = known(connection, name).request();
        events.ended(connection, request, line.progress(), line.changedAt());
      }
    }
  }

  @Override
  public StockConversion answered(String name, Problem problem, boolean isLast, Instant at) {
    Progress progress = isLast ? Progress.REFUSED : Progress.UNDER_WAY;
    return tables.work(
        connection -> {
          try (var update = connection.prepareStatement(ANSWERED)) {
            problem(update, 1, Optional.of(problem));
            update.setString(3, isLast ? Progress.REFUSED.name() : StockConversionLine.QUEUED);
            update.setString(4, progress.name());
            update.setLong(5, at.toEpochMilli());
            update.setString(6, name);
            update.setString(7, StockConversionLine.QUEUED);
            if (update.executeUpdate() == 1) {
              events.ended(connection, known(connection, name).request(), progress, at);
            }
          }
          return known(connection, name);
        });
  }

  private StockConversion changed(
      String name, String sql, StockConversionRows.Parameters parameters, int nameAt) {
    return tables.work(
        connection -> {
          try (var update = connection.prepareStatement(sql)) {
            parameters.set(update);
            update.setString(nameAt, name);
            update.executeUpdate();
          }
          return known(connection, name);
        });
  }

  private static void problem(PreparedStatement update, int first, Optional<Problem> problem)
      throws SQLException {
    update.setObject(first, problem.map(why -> why.code().number()).orElse(null), Types.INTEGER);
    update.setString(first + 1, problem.map(KeptProblem::values).orElse(null));
  }

  private static void key(PreparedStatement insert, Request request) throws SQLException {
    insert.setString(1, request.name().value());
    insert.setString(2, request.kind().name());
    insert.setLong(3, request.amount().tiyn());
  }

  private StockConversion known(Connection connection, String name) throws SQLException {
    return found(connection, name)
        .orElseThrow(() -> new IllegalStateException("no conversion " + name));
  }

  private Optional<StockConversion> found(Connection connection, String name) throws SQLException {
    return StockConversionRows.list(
            connection, bank, "where name = ?", query -> query.setString(1, name))
        .stream()
        .findFirst();
  }
}
