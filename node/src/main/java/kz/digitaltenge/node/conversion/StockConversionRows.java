package kz.digitaltenge.node.conversion;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionLine.Kind;
import kz.digitaltenge.api.operator.ConversionLine.Place;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.node.conversion.StockConversion.Request;
import kz.digitaltenge.node.register.KeptProblem;

/// Reads a bank's conversions with the central bank.
final class StockConversionRows {
  private static final String SELECT =
      """
      select seq, name, kind, tiyn, signed_order, cancelled_at is not null, stage, progress,
        requested_at, changed_at, core_order, confirmation, ledger_transaction, handover,
        approvals, approvals_needed, place, opens_at, note, problem_code, problem_values
      from client_conversion.stock_conversion
      """;

  /// Fills in a statement's parameters.
  interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  private StockConversionRows() {}

  static List<StockConversion> list(
      Connection connection, String bank, String which, Parameters parameters) throws SQLException {
    try (var query = connection.prepareStatement(SELECT + which)) {
      parameters.set(query);
      try (ResultSet row = query.executeQuery()) {
        var found = new ArrayList<StockConversion>();
        while (row.next()) {
          found.add(read(row, bank));
        }
        return found;
      }
    }
  }

  private static StockConversion read(ResultSet row, String bank) throws SQLException {
    var request =
        new Request(
            new PaymentId(row.getString(2)),
            Kind.valueOf(row.getString(3)),
            new Amount(row.getLong(4)));
    Optional<Bytes> signed = Optional.ofNullable(row.getBytes(5)).map(Bytes::ofTrusted);
    String approvals = row.getString(15);
    var told =
        new ConversionLine(
            bank,
            request.name().value(),
            request.kind(),
            request.amount(),
            row.getString(7),
            Progress.valueOf(row.getString(8)),
            Instant.ofEpochMilli(row.getLong(9)),
            Instant.ofEpochMilli(row.getLong(10)),
            row.getString(11),
            Optional.ofNullable(row.getString(12)),
            Optional.ofNullable(row.getString(13)),
            row.getString(14),
            approvals.isEmpty() ? List.of() : List.of(approvals.split(",", -1)),
            row.getInt(16),
            place(row),
            signed,
            row.getString(19));
    return new StockConversion(
        request, row.getLong(1), signed, row.getBoolean(6), told, problem(row));
  }

  private static Optional<Place> place(ResultSet row) throws SQLException {
    int number = row.getInt(17);
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(new Place(number, Instant.ofEpochMilli(row.getLong(18))));
  }

  private static Optional<Problem> problem(ResultSet row) throws SQLException {
    int code = row.getInt(20);
    return row.wasNull() ? Optional.empty() : Optional.of(KeptProblem.of(code, row.getString(21)));
  }
}
