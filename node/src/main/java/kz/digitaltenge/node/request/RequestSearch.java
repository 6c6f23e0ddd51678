package kz.digitaltenge.node.request;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.node.request.RequestBook.Part;
import kz.digitaltenge.node.request.RequestBook.Wanted;

/// Looks through requests in the order of their changes. Positions become visible in their order,
/// so nothing comes in behind what was looked at.
///
/// Those of one account are read by its own index, those at one stage by that of the stage; so many
/// at most, and what is meant of them is the part. For one use.
final class RequestSearch {
  private final StringBuilder keys = new StringBuilder();
  private final StringBuilder narrowing = new StringBuilder();
  private final List<Object> keyValues = new ArrayList<>();
  private final List<Object> narrowingValues = new ArrayList<>();

  private RequestSearch(Wanted wanted) {
    // The expression of the index.
    wanted
        .account()
        .ifPresent(
            each -> key("case side when 'PAYEE' then payee else payer end = ?", each.value()));
    wanted
        .stage()
        .ifPresent(
            each -> {
              if (wanted.account().isPresent()) {
                narrow("stage = ?", each.name());
              } else {
                key("stage = ?", each.name());
              }
            });
    wanted.side().ifPresent(each -> narrow("side = ?", each.name()));
    wanted.from().ifPresent(each -> narrow("created_at >= ?", each.toEpochMilli()));
    wanted.until().ifPresent(each -> narrow("created_at < ?", each.toEpochMilli()));
  }

  static Part part(Connection connection, Wanted wanted, long position, int limit)
      throws SQLException {
    return new RequestSearch(wanted).part(connection, position, limit);
  }

  private void key(String condition, Object value) {
    keys.append(" and ").append(condition);
    keyValues.add(value);
  }

  private void narrow(String condition, Object value) {
    narrowing.append(" and ").append(condition);
    narrowingValues.add(value);
  }

  private Part part(Connection connection, long position, int limit) throws SQLException {
    int looked = narrowingValues.isEmpty() ? limit : RequestBook.LOOKED_AT_MAX;
    String sql =
        ("with looked as materialized (select %s from payment_request.request where position > ?%s"
                + " order by position limit ?), seen as (select max(position) as last_position from"
                + " looked) select seen.last_position, found.* from seen left join (select * from"
                + " looked where true%s order by position limit ?) as found on true order by"
                + " found.position")
            .formatted(PostgresRequests.COLUMNS, keys, narrowing);
    try (var query = connection.prepareStatement(sql)) {
      int place = 1;
      query.setLong(place++, position);
      for (Object value : keyValues) {
        query.setObject(place++, value);
      }
      query.setInt(place++, looked);
      for (Object value : narrowingValues) {
        query.setObject(place++, value);
      }
      query.setInt(place, limit);
      try (ResultSet row = query.executeQuery()) {
        return part(row, position, limit);
      }
    }
  }

  private static Part part(ResultSet row, long position, int limit) throws SQLException {
    var found = new ArrayList<Request>();
    long seen = position;
    while (row.next()) {
      long last = row.getLong("last_position");
      if (!row.wasNull()) {
        seen = last;
      }
      if (row.getString("id") != null) {
        found.add(PostgresRequests.request(row));
      }
    }
    // A full part may have left out what was looked at behind it.
    return new Part(found, found.size() == limit ? found.getLast().position() : seen);
  }
}
