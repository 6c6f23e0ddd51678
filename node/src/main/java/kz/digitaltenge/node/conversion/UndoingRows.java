package kz.digitaltenge.node.conversion;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.conversion.ClientConversion.Stage;
import kz.digitaltenge.node.conversion.ClientConversionBook.CreditRefused;
import kz.digitaltenge.node.register.KeptNote;

/// Notes how what was taken is given back.
final class UndoingRows {
  static final String COLUMNS =
      """
      back_attempt, back_since, back_account, back_paused_until, back_note, back_problem_code,
      back_problem_values\
      """;

  private UndoingRows() {}

  static Undoing read(ResultSet row, AccountId takenFrom) throws SQLException {
    String account = row.getString("back_account");
    return new Undoing(
        row.getInt("back_attempt"),
        account == null ? takenFrom : new AccountId(account),
        time(row, "back_since"),
        time(row, "back_paused_until"),
        KeptNote.read(row, "back_"));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  static void begin(Connection connection, String name, Instant at) throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update client_conversion.conversion set back_since = ? where name = ?")) {
      update.setLong(1, at.toEpochMilli());
      update.setString(2, name);
      update.executeUpdate();
    }
  }

  /// False when the attempt's end is noted already, whoever noted it.
  static boolean refused(Connection connection, String name, CreditRefused refused, Instant at)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update client_conversion.conversion
            set back_attempt = back_attempt + 1, back_paused_until = ?, changed_at = ?,
              back_note = ?, back_problem_code = ?, back_problem_values = ?
            where name = ? and stage = 'CREDIT_BACK_OWED' and back_attempt = ?
            """)) {
      update.setLong(1, refused.nextAt().toEpochMilli());
      update.setLong(2, at.toEpochMilli());
      KeptNote.set(update, 3, refused.reason());
      update.setString(6, name);
      update.setInt(7, refused.attempt());
      return update.executeUpdate() == 1;
    }
  }

  /// False when it may have been sent, or has moved on.
  static boolean release(
      Connection connection, String name, int attempt, AccountId account, Instant at)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update client_conversion.conversion
            set back_account = ?, back_paused_until = null, changed_at = ?
            where name = ? and stage = 'CREDIT_BACK_OWED' and back_attempt = ?
              and back_paused_until is not null
            """)) {
      update.setString(1, account.value());
      update.setLong(2, at.toEpochMilli());
      update.setString(3, name);
      update.setInt(4, attempt);
      return update.executeUpdate() == 1;
    }
  }

  static void waits(Connection connection, String name, Stage stage, Note note, Instant at)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update client_conversion.conversion
            set back_note = ?, back_problem_code = ?, back_problem_values = ?, changed_at = ?
            where name = ? and stage = ?
            """)) {
      KeptNote.set(update, 1, note);
      update.setLong(4, at.toEpochMilli());
      update.setString(5, name);
      update.setString(6, stage.name());
      update.executeUpdate();
    }
  }
}
