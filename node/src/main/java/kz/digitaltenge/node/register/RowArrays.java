package kz.digitaltenge.node.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Binds many rows to a statement, one array a column. Typed, because the driver sends arrays of
/// just these Java types in binary.
record RowArrays<T>(Connection connection, PreparedStatement statement, List<? extends T> rows) {
  void ints(int place, Function<T, @Nullable Integer> value) throws SQLException {
    bind(place, "int4", rows.stream().map(value).toArray(Integer[]::new));
  }

  void longs(int place, Function<T, @Nullable Long> value) throws SQLException {
    bind(place, "int8", rows.stream().map(value).toArray(Long[]::new));
  }

  void texts(int place, Function<T, @Nullable String> value) throws SQLException {
    bind(place, "text", rows.stream().map(value).toArray(String[]::new));
  }

  private void bind(int place, String type, @Nullable Object[] values) throws SQLException {
    statement.setArray(place, connection.createArrayOf(type, values));
  }
}
