package kz.digitaltenge.node.register;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import kz.digitaltenge.api.error.Note;

/// A note as it is kept in the columns `note`, `problem_code` and `problem_values`. Rows of older
/// builds have the first only.
public final class KeptNote {
  /// How many columns it takes.
  public static final int COLUMNS = 3;

  private KeptNote() {}

  /// Sets the parameters of the columns, in that order.
  public static void set(PreparedStatement statement, int first, Note note) throws SQLException {
    statement.setString(first, note.words());
    statement.setObject(
        first + 1, note.problem().map(each -> each.code().number()).orElse(null), Types.INTEGER);
    statement.setString(first + 2, note.problem().map(KeptProblem::values).orElse(null));
  }

  /// Of a row that has the columns.
  public static Note read(ResultSet row) throws SQLException {
    return read(row, "");
  }

  /// Of a row whose columns' names begin so.
  public static Note read(ResultSet row, String prefix) throws SQLException {
    String words = row.getString(prefix + "note");
    String values = row.getString(prefix + "problem_values");
    return values == null
        ? Note.of(words)
        : new Note(words, KeptProblem.find(row.getInt(prefix + "problem_code"), values));
  }
}
