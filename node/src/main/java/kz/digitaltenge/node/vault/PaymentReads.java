package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import kz.digitaltenge.ledger.NodeId;

/// Looks for payments by what they are.
///
/// Rows are read by their numbers from the newest on, those of one account by its own index, those
/// of a time from where the spans of time say that they are; so many at most, and what is meant of
/// them is the page. The work of a page is bounded whatever is looked for and however many rows
/// there are.
final class PaymentReads {
  private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

  /// Of an hour.
  private static final long MINUTES = 60;

  /// Every number of a row is above.
  private static final long LOWEST = Long.MIN_VALUE;

  /// The rest of the hour by its minutes, then whole hours.
  private static final String LOWEST_OF =
      "select min(lowest) from vault.time_span where (seconds = 60 and number between ? and ?) or"
          + " (seconds = 3600 and number > ?)";

  /// Whole hours, then the beginning of the last one by its minutes.
  private static final String HIGHEST_OF =
      "select max(highest) from vault.time_span where (seconds = 60 and number between ? and ?) or"
          + " (seconds = 3600 and number < ?)";

  static final String MOVED =
      "select seq, 0::smallint as kind, account, log_time, id, direction, asset, mark, tiyn,"
          + " payment, counterparty, remittance from vault.movement where seq < ? and seq >= ?";

  static final String UNDONE =
      "select seq, kind, account, at, id, 1::smallint, asset, mark, tiyn, payment, counterparty,"
          + " remittance from vault.happening where kind in (1, 2) and seq < ? and seq >= ?";

  private static final String OF_ACCOUNT = " and account = ?";
  static final String NEWEST = " order by seq desc limit ?";

  /// The nodes of the other side: of what came in those that sent it, of what went out those that
  /// got it.
  private static final String PEERS =
      "(select e.peer from vault.entry e where e.id = l.id and e.side = l.direction)";

  private static final String PEER_IS =
      " and ? = any (string_to_array(coalesce(" + PEERS + ", ?), ','))";

  private static final String REFUND_OF =
      "(select r.details from vault.entry r where r.id = f.id and octet_length(r.details) = 32"
          + " limit 1)";

  private final Connection connection;
  private final PaymentQuestion question;
  private final NodeId self;

  PaymentReads(Connection connection, PaymentQuestion question, NodeId self) {
    this.connection = connection;
    this.question = question;
    this.self = self;
  }

  PaymentPage before(long before, int limit) throws SQLException {
    long from = lowest();
    long until = Math.min(before, highest());
    int looked = question.isNarrow() ? PaymentPage.LOOKED_AT_MAX : limit + 1;
    var values = new ArrayList<Object>();
    String sql = sql(values, until, from, looked, limit + 1);
    try (var query = connection.prepareStatement(sql)) {
      bind(query, values);
      try (ResultSet rows = query.executeQuery()) {
        return page(rows, limit, looked);
      }
    }
  }

  /// All rows of the time that is looked for have this number or a higher one.
  private long lowest() throws SQLException {
    if (question.from().isEmpty()) {
      return LOWEST;
    }
    long minute = minute(question.from().get().toEpochMilli());
    long hour = Math.floorDiv(minute, MINUTES);
    return number(LOWEST_OF, minute, hour * MINUTES + MINUTES - 1, hour).orElse(Long.MAX_VALUE);
  }

  /// All rows of the time that is looked for have a lower number.
  private long highest() throws SQLException {
    if (question.until().isEmpty()) {
      return Long.MAX_VALUE;
    }
    long minute = minute(question.until().get().toEpochMilli() - 1);
    long hour = Math.floorDiv(minute, MINUTES);
    OptionalLong last = number(HIGHEST_OF, hour * MINUTES, minute, hour);
    return last.isEmpty() ? LOWEST : last.getAsLong() + 1;
  }

  private static long minute(long millis) {
    return Math.floorDiv(millis, MINUTE_MILLIS);
  }

  private OptionalLong number(String sql, long first, long last, long hour) throws SQLException {
    try (var query = connection.prepareStatement(sql)) {
      query.setLong(1, first);
      query.setLong(2, last);
      query.setLong(3, hour);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        long number = row.getLong(1);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
      }
    }
  }

  private String sql(List<Object> values, long until, long from, int looked, int wanted) {
    String rows =
        "(%s) union all (%s)"
            .formatted(
                rows(MOVED, values, until, from, looked),
                rows(UNDONE, values, until, from, looked));
    String all = "select * from (" + rows + ") as rows" + NEWEST;
    values.add(looked);
    String narrowed =
        "select l.*, " + PEERS + " as peers from looked l where true" + narrowing(values) + NEWEST;
    values.add(wanted);
    return ("with looked as materialized (%s), seen as (select min(seq) as last, count(*) as looked"
            + " from looked) select seen.last, seen.looked, f.*, %s as refund_of from seen left"
            + " join (%s) as f on true order by f.seq desc")
        .formatted(all, REFUND_OF, narrowed);
  }

  private String rows(String sql, List<Object> values, long until, long from, int looked) {
    values.add(until);
    values.add(from);
    question.account().ifPresent(account -> values.add(account.value()));
    values.add(looked);
    return sql + (question.account().isPresent() ? OF_ACCOUNT : "") + NEWEST;
  }

  private String narrowing(List<Object> values) {
    var sql = new StringBuilder();
    question
        .direction()
        .ifPresent(each -> narrow(sql, " and l.direction = ?", values, (short) each.code()));
    question
        .outcome()
        .ifPresent(each -> narrow(sql, " and l.kind = ?", values, (short) each.code()));
    question
        .from()
        .ifPresent(each -> narrow(sql, " and l.log_time >= ?", values, each.toEpochMilli()));
    question
        .until()
        .ifPresent(each -> narrow(sql, " and l.log_time < ?", values, each.toEpochMilli()));
    question.least().ifPresent(each -> narrow(sql, " and l.tiyn >= ?", values, each.tiyn()));
    question.most().ifPresent(each -> narrow(sql, " and l.tiyn <= ?", values, each.tiyn()));
    question
        .bank()
        .ifPresent(
            each -> {
              narrow(sql, PEER_IS, values, each.value());
              values.add(self.value());
            });
    return sql.toString();
  }

  private static void narrow(
      StringBuilder sql, String condition, List<Object> values, Object value) {
    sql.append(condition);
    values.add(value);
  }

  private static void bind(PreparedStatement query, List<Object> values) throws SQLException {
    for (int place = 0; place < values.size(); place++) {
      query.setObject(place + 1, values.get(place));
    }
  }

  private static PaymentPage page(ResultSet rows, int limit, int looked) throws SQLException {
    var found = new ArrayList<PaymentPage.Line>();
    OptionalLong last = OptionalLong.empty();
    while (rows.next()) {
      if (rows.getLong("looked") >= looked) {
        last = OptionalLong.of(rows.getLong("last"));
      }
      if (rows.getObject("seq") != null) {
        found.add(Rows.read(rows, "movement", "seq", PaymentReads::line));
      }
    }
    return PaymentPage.of(found, limit, last);
  }

  private static PaymentPage.Line line(ResultSet row) throws SQLException {
    return new PaymentPage.Line(
        Rows.line(row),
        Settlement.Outcome.fromCode(row.getShort("kind")),
        PeerColumn.read(row.getString("peers")));
  }
}
