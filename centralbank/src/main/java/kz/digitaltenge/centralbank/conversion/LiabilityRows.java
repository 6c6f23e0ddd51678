package kz.digitaltenge.centralbank.conversion;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.operator.LiabilityLine;
import kz.digitaltenge.api.operator.LiabilityLine.Word;
import kz.digitaltenge.api.operator.ReconciliationLine.Item;
import kz.digitaltenge.ledger.Amount;

/// Keeps the core banking system's side of each cut. There is one a minute, so what does not differ
/// is forgotten after a while, and of what differs in the same way for long the first and the last
/// are kept.
final class LiabilityRows {
  private static final Duration KEPT = Duration.ofDays(7);

  private LiabilityRows() {}

  /// What an item is one of.
  private enum Part {
    IN_FLIGHT,
    BREAK
  }

  /// A row and its number.
  private record Numbered(long id, LiabilityLine line) {}

  static void keep(Connection connection, LiabilityLine found) throws SQLException {
    try (var old =
        connection.prepareStatement(
            "delete from conversion.liability where word <> 'DIFFERS' and at < ?")) {
      old.setLong(1, found.at().minus(KEPT).toEpochMilli());
      old.executeUpdate();
    }
    try (var same =
        connection.prepareStatement(
            "delete from conversion.liability where position = ? and word <> 'DIFFERS'")) {
      same.setLong(1, found.position());
      same.executeUpdate();
    }
    boolean repeats = forgetRepeated(connection, found);
    long id = insert(connection, found, repeats);
    items(connection, id, Part.IN_FLIGHT, found.inFlight());
    items(connection, id, Part.BREAK, found.breaks());
  }

  /// Whether it differs as it did when both sides could be compared last.
  private static boolean forgetRepeated(Connection connection, LiabilityLine found)
      throws SQLException {
    if (found.word() != Word.DIFFERS) {
      return false;
    }
    Optional<Numbered> last =
        newest(connection, "where word in ('AGREES', 'DIFFERS')", _ -> {})
            .filter(before -> before.line().word() == Word.DIFFERS)
            .filter(before -> before.line().breaks().equals(found.breaks()));
    if (last.isEmpty()) {
      return false;
    }
    try (var repeated =
        connection.prepareStatement("delete from conversion.liability where id = ? and repeats")) {
      repeated.setLong(1, last.get().id());
      repeated.executeUpdate();
    }
    return true;
  }

  private static long insert(Connection connection, LiabilityLine found, boolean repeats)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into conversion.liability
              (position, at, word, issued, redeemed, circulating, liability, note, repeats)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
            """)) {
      insert.setLong(1, found.position());
      insert.setLong(2, found.at().toEpochMilli());
      insert.setString(3, found.word().name());
      insert.setLong(4, found.issued().tiyn());
      insert.setLong(5, found.redeemed().tiyn());
      insert.setLong(6, found.circulating().tiyn());
      insert.setObject(7, found.liability().map(Amount::tiyn).orElse(null));
      insert.setString(8, found.note());
      insert.setBoolean(9, repeats);
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static void items(Connection connection, long liability, Part part, List<Item> items)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into conversion.liability_item (liability, part, kind, name, tiyn, since)
            values (?, ?, ?, ?, ?, ?)
            """)) {
      for (Item each : items) {
        insert.setLong(1, liability);
        insert.setString(2, part.name());
        insert.setString(3, each.kind());
        insert.setString(4, each.name());
        insert.setLong(5, each.amount().tiyn());
        insert.setLong(6, each.since().toEpochMilli());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /// What was found last at a position.
  static Optional<LiabilityLine> find(Connection connection, long position) throws SQLException {
    return newest(connection, "where position = ?", query -> query.setLong(1, position))
        .map(Numbered::line);
  }

  /// Sets what a condition asks for.
  private interface Arguments {
    void set(PreparedStatement query) throws SQLException;
  }

  private static Optional<Numbered> newest(
      Connection connection, String condition, Arguments arguments) throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            select id, position, at, word, issued, redeemed, circulating, liability, note
            from conversion.liability %s order by id desc limit 1
            """
                .formatted(condition))) {
      arguments.set(query);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(numbered(connection, row)) : Optional.empty();
      }
    }
  }

  private static Numbered numbered(Connection connection, ResultSet row) throws SQLException {
    long id = row.getLong(1);
    return new Numbered(
        id,
        new LiabilityLine(
            row.getLong(2),
            Instant.ofEpochMilli(row.getLong(3)),
            Word.valueOf(row.getString(4)),
            Amount.ofTiyn(row.getLong(5)),
            Amount.ofTiyn(row.getLong(6)),
            Amount.ofTiyn(row.getLong(7)),
            Optional.ofNullable(row.getObject(8, Long.class)).map(Amount::ofTiyn),
            items(connection, id, Part.IN_FLIGHT),
            items(connection, id, Part.BREAK),
            row.getString(9)));
  }

  private static List<Item> items(Connection connection, long liability, Part part)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            select kind, name, tiyn, since from conversion.liability_item
            where liability = ? and part = ? order by seq
            """)) {
      query.setLong(1, liability);
      query.setString(2, part.name());
      try (ResultSet row = query.executeQuery()) {
        var found = new ArrayList<Item>();
        while (row.next()) {
          found.add(
              new Item(
                  row.getString(1),
                  row.getString(2),
                  Amount.ofTiyn(row.getLong(3)),
                  Instant.ofEpochMilli(row.getLong(4))));
        }
        return found;
      }
    }
  }
}
