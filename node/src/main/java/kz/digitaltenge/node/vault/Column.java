package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// One column of a batch, sent as one array. Typed, because the driver sends arrays of just these
/// Java types in binary.
final class Column<T> {
  private final String sqlType;
  private final IntFunction<@Nullable T[]> array;
  private final List<@Nullable T> values = new ArrayList<>();

  private Column(String sqlType, IntFunction<@Nullable T[]> array) {
    this.sqlType = sqlType;
    this.array = array;
  }

  static Column<byte[]> ofBytes() {
    return new Column<>("bytea", byte[][]::new);
  }

  static Column<String> ofText() {
    return new Column<>("text", String[]::new);
  }

  static Column<Long> ofLongs() {
    return new Column<>("int8", Long[]::new);
  }

  static Column<Integer> ofInts() {
    return new Column<>("int4", Integer[]::new);
  }

  static Column<Short> ofShorts() {
    return new Column<>("int2", Short[]::new);
  }

  void add(@Nullable T value) {
    values.add(value);
  }

  void bind(Connection connection, PreparedStatement call, int place) throws SQLException {
    call.setArray(place, connection.createArrayOf(sqlType, values.toArray(array)));
  }
}
