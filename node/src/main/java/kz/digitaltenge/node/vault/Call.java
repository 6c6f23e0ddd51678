package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A call of a function of the database whose arguments are columns.
final class Call {
  private final String sql;
  private final List<Column<?>> columns = new ArrayList<>();

  private Call(String sql) {
    this.sql = sql;
  }

  static Call of(String sql) {
    return new Call(sql);
  }

  Call with(Column<?>... more) {
    columns.addAll(List.of(more));
    return this;
  }

  /// The driver keeps the prepared call of a connection, so preparing it again costs nothing.
  void run(Connection connection) throws SQLException {
    try (var call = connection.prepareStatement(sql)) {
      var place = 1;
      for (var column : columns) {
        column.bind(connection, call, place++);
      }
      call.execute();
    }
  }
}
