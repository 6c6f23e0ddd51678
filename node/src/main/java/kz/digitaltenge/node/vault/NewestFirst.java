package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import kz.digitaltenge.api.operator.ListPart;

/// Looks through a table of a side schema from the newest row on, by the number `seq` of its rows.
/// So many rows are read for one part at most, and what is meant of them is the part: its work is
/// bounded whatever is looked for and however many rows there are. For one use.
public final class NewestFirst {
  /// Rows that are looked at for one part at most.
  public static final int LOOKED_AT_MAX = 10_000;

  private final String rows;
  private final StringBuilder keys = new StringBuilder();
  private final StringBuilder narrowing = new StringBuilder();
  private final List<Object> keyValues = new ArrayList<>();
  private final List<Object> narrowingValues = new ArrayList<>();

  /// Makes a value of the row a result stands at.
  @FunctionalInterface
  public interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /// @param rows a query whose columns have names, `seq` among them
  public NewestFirst(String rows) {
    this.rows = rows;
  }

  /// Only rows that have this in a column by which, with `seq`, there is an index.
  public NewestFirst of(String column, Object value) {
    keys.append(" and ").append(column).append(" = ?");
    keyValues.add(value);
    return this;
  }

  /// Of the rows that are looked at only those.
  ///
  /// @param condition with one place for the value
  public NewestFirst narrowed(String condition, Object value) {
    narrowing.append(" and ").append(condition);
    narrowingValues.add(value);
    return this;
  }

  /// What is before a number, at most so many.
  public <T> ListPart<T> part(Connection connection, long before, int limit, Reading<T> reading)
      throws SQLException {
    int looked = narrowingValues.isEmpty() ? limit + 1 : LOOKED_AT_MAX;
    String sql =
        ("with looked as materialized (select * from (%s) as of_all where seq < ?%s order by seq"
             + " desc limit ?), seen as (select min(seq) as last_seq, count(*) as looked_at from"
             + " looked) select seen.last_seq, seen.looked_at, found.* from seen left join (select"
             + " * from looked where true%s order by seq desc limit ?) as found on true order by"
             + " found.seq desc")
            .formatted(rows, keys, narrowing);
    try (var query = connection.prepareStatement(sql)) {
      int place = 1;
      query.setLong(place++, before);
      for (Object value : keyValues) {
        query.setObject(place++, value);
      }
      query.setInt(place++, looked);
      for (Object value : narrowingValues) {
        query.setObject(place++, value);
      }
      query.setInt(place, limit + 1);
      try (ResultSet row = query.executeQuery()) {
        return part(row, limit, looked, reading);
      }
    }
  }

  private static <T> ListPart<T> part(ResultSet row, int limit, int looked, Reading<T> reading)
      throws SQLException {
    var found = new ArrayList<T>();
    OptionalLong last = OptionalLong.empty();
    OptionalLong unseen = OptionalLong.empty();
    while (row.next()) {
      if (row.getLong("looked_at") >= looked) {
        unseen = OptionalLong.of(row.getLong("last_seq"));
      }
      long number = row.getLong("seq");
      boolean isRow = !row.wasNull();
      if (found.size() == limit) {
        // One more than asked for.
        return new ListPart<>(found, last);
      }
      if (isRow) {
        found.add(reading.of(row));
        last = OptionalLong.of(number);
      }
    }
    return new ListPart<>(found, unseen);
  }
}
