package kz.digitaltenge.centralbank.conversion;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import kz.digitaltenge.centralbank.conversion.Conversion.Stage;
import kz.digitaltenge.centralbank.conversion.ConversionBook.BackRefused;

/// Notes what becomes of orders that are to give an issuance's debit back.
final class CreditBackRows {
  private CreditBackRows() {}

  /// Nothing when the attempt's end is noted already, whoever noted it.
  static void refused(Connection connection, ConversionId id, BackRefused refused, Instant at)
      throws SQLException {
    String note =
        "attempt %d was refused: %s; the next is made after %s"
            .formatted(refused.attempt(), refused.reason(), refused.nextAt());
    try (var update =
        connection.prepareStatement(
            """
            update conversion.conversion
            set back_attempt = back_attempt + 1, back_paused_until = ?, note = ?, changed_at = ?
            where bank = ? and name = ? and stage = 'CREDIT_BACK_OWED' and back_attempt = ?
            """)) {
      update.setLong(1, refused.nextAt().toEpochMilli());
      update.setString(2, note);
      update.setLong(3, at.toEpochMilli());
      PostgresConversions.key(update, 4, id);
      update.setInt(6, refused.attempt());
      if (update.executeUpdate() == 0) {
        return;
      }
    }
    try (var insert =
        connection.prepareStatement(
            """
            insert into conversion.back_refusal (bank, name, attempt, reason, answer, at)
            values (?, ?, ?, ?, ?, ?)
            """)) {
      PostgresConversions.key(insert, 1, id);
      insert.setInt(3, refused.attempt());
      insert.setString(4, refused.reason());
      insert.setBytes(5, refused.message().trusted());
      insert.setLong(6, at.toEpochMilli());
      insert.executeUpdate();
    }
    PostgresConversions.note(connection, id, Stage.CREDIT_BACK_OWED, at, note);
  }

  static void endPause(Connection connection, ConversionId id, String who, Instant at)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update conversion.conversion set back_paused_until = null
            where bank = ? and name = ? and stage = 'CREDIT_BACK_OWED'
              and back_paused_until is not null
            """)) {
      PostgresConversions.key(update, 1, id);
      if (update.executeUpdate() == 1) {
        PostgresConversions.note(
            connection, id, Stage.CREDIT_BACK_OWED, at, "to be tried again, says " + who);
      }
    }
  }
}
