package kz.digitaltenge.centralbank.conversion;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import kz.digitaltenge.api.operator.ConversionFilter;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.node.account.AccountId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads conversions with their approvals.
final class ConversionRows {
  private static final String SELECT =
      """
      select bank, name, kind, account, tiyn, stage, requested_at, changed_at, confirmation,
        opens_at, note, array(
          select signed from conversion.approval a
          where a.bank = c.bank and a.name = c.name and signed is not null order by officer),
        (select coalesce('refused by ' || officer || ': ', '') || reason
          from conversion.refusal r where r.bank = c.bank and r.name = c.name),
        may_have_been_sent,
        (select signed_order from conversion.bank_order o
          where o.bank = c.bank and o.name = c.name),
        back_attempt, back_paused_until, seq
      from conversion.conversion c
      """;

  private static final int SEQUENCE = 18;
  private static final Logger LOG = LoggerFactory.getLogger(ConversionRows.class);

  /// Fills in a query's parameters.
  interface Parameters {
    void set(PreparedStatement query) throws SQLException;
  }

  private ConversionRows() {}

  static Optional<Conversion> find(Connection connection, ConversionId id) throws SQLException {
    List<Conversion> found =
        list(
            connection,
            "where bank = ? and name = ?",
            query -> PostgresConversions.key(query, 1, id));
    return found.stream().findFirst();
  }

  static List<Conversion> list(Connection connection, String where, Parameters parameters)
      throws SQLException {
    try (var query = connection.prepareStatement(SELECT + where + " order by seq")) {
      parameters.set(query);
      try (ResultSet rows = query.executeQuery()) {
        var found = new ArrayList<Conversion>();
        while (rows.next()) {
          found.add(read(rows));
        }
        return found;
      }
    }
  }

  /// Newest first.
  static ListPart<Conversion> page(
      Connection connection, ConversionFilter filter, long before, int limit) throws SQLException {
    var where = new StringBuilder("where seq < ?");
    var values = new ArrayList<Object>(List.of(before));
    narrow(where, values, " and bank = ?", filter.bank());
    narrow(where, values, " and stage = ?", filter.stage());
    narrow(where, values, " and kind = ?", filter.kind().map(Enum::name));
    narrow(where, values, " and requested_at >= ?", filter.from().map(Instant::toEpochMilli));
    narrow(where, values, " and requested_at < ?", filter.to().map(Instant::toEpochMilli));
    try (var query = connection.prepareStatement(SELECT + where + " order by seq desc limit ?")) {
      for (int i = 0; i < values.size(); i++) {
        query.setObject(i + 1, values.get(i));
      }
      // One more than is asked for tells whether there are more.
      query.setInt(values.size() + 1, limit + 1);
      try (ResultSet rows = query.executeQuery()) {
        var found = new ArrayList<Conversion>();
        long last = before;
        while (found.size() < limit && rows.next()) {
          found.add(read(rows));
          last = rows.getLong(SEQUENCE);
        }
        return new ListPart<>(found, rows.next() ? OptionalLong.of(last) : OptionalLong.empty());
      }
    }
  }

  private static void narrow(
      StringBuilder where, List<Object> values, String condition, Optional<?> value) {
    value.ifPresent(
        wanted -> {
          where.append(condition);
          values.add(wanted);
        });
  }

  private static Conversion read(ResultSet row) throws SQLException {
    var request =
        new ConversionRequest(
            new ConversionId(new NodeId(row.getString(1)), row.getString(2)),
            Conversion.Kind.valueOf(row.getString(3)),
            new AccountId(row.getString(4)),
            new Amount(row.getLong(5)));
    return new Conversion(
        request,
        Conversion.Stage.valueOf(row.getString(6)),
        Instant.ofEpochMilli(row.getLong(7)),
        Instant.ofEpochMilli(row.getLong(8)),
        Optional.ofNullable(row.getString(9)),
        instant(row, 10),
        row.getBoolean(14),
        approvals(request.id(), (byte[][]) row.getArray(12).getArray()),
        Optional.ofNullable(row.getString(13)),
        Optional.ofNullable(row.getBytes(15)).map(Bytes::ofTrusted),
        new Conversion.Undoing(row.getInt(16), instant(row, 17)),
        row.getString(11));
  }

  /// What cannot be read was signed by nobody, and holds up no other conversion.
  private static List<OfficerApproval> approvals(ConversionId id, byte[][] kept) {
    var approvals = new ArrayList<OfficerApproval>();
    for (byte[] signed : kept) {
      try {
        approvals.add(OfficerApproval.decode(signed));
      } catch (MalformedException e) {
        LOG.error("An approval of {} that is kept is no approval: {}", id, e.getMessage());
      }
    }
    return approvals;
  }

  private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
