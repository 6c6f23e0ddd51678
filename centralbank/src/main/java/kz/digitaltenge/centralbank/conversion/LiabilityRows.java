package kz.digitaltenge.centralbank.conversion;

import java.sql.Connection;
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

/// Keeps the core banking system's side of each cut. What agreed is forgotten after a while, for
/// there is one a minute.
final class LiabilityRows {
  private static final Duration AGREEMENT_KEPT = Duration.ofDays(7);

  private LiabilityRows() {}

  /// What an item is one of.
  private enum Part {
    IN_FLIGHT,
    BREAK
  }

  static void keep(Connection connection, LiabilityLine found) throws SQLException {
    try (var old =
        connection.prepareStatement(
            "delete from conversion.liability where position = ? or (word = ? and at < ?)")) {
      old.setLong(1, found.position());
      old.setString(2, Word.AGREES.name());
      old.setLong(3, found.at().minus(AGREEMENT_KEPT).toEpochMilli());
      old.executeUpdate();
    }
    try (var insert =
        connection.prepareStatement(
            """
            insert into conversion.liability
              (position, at, word, issued, redeemed, circulating, liability, note)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      insert.setLong(1, found.position());
      insert.setLong(2, found.at().toEpochMilli());
      insert.setString(3, found.word().name());
      insert.setLong(4, found.issued().tiyn());
      insert.setLong(5, found.redeemed().tiyn());
      insert.setLong(6, found.circulating().tiyn());
      insert.setObject(7, found.liability().map(Amount::tiyn).orElse(null));
      insert.setString(8, found.note());
      insert.executeUpdate();
    }
    items(connection, found.position(), Part.IN_FLIGHT, found.inFlight());
    items(connection, found.position(), Part.BREAK, found.breaks());
  }

  private static void items(Connection connection, long position, Part part, List<Item> items)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into conversion.liability_item (position, part, kind, name, tiyn, since)
            values (?, ?, ?, ?, ?, ?)
            """)) {
      for (Item each : items) {
        insert.setLong(1, position);
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

  static Optional<LiabilityLine> find(Connection connection, long position) throws SQLException {
    List<Item> inFlight = items(connection, position, Part.IN_FLIGHT);
    List<Item> breaks = items(connection, position, Part.BREAK);
    try (var query =
        connection.prepareStatement(
            """
            select at, word, issued, redeemed, circulating, liability, note
            from conversion.liability where position = ?
            """)) {
      query.setLong(1, position);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(
                new LiabilityLine(
                    position,
                    Instant.ofEpochMilli(row.getLong(1)),
                    Word.valueOf(row.getString(2)),
                    Amount.ofTiyn(row.getLong(3)),
                    Amount.ofTiyn(row.getLong(4)),
                    Amount.ofTiyn(row.getLong(5)),
                    Optional.ofNullable(row.getObject(6, Long.class)).map(Amount::ofTiyn),
                    inFlight,
                    breaks,
                    row.getString(7)))
            : Optional.empty();
      }
    }
  }

  private static List<Item> items(Connection connection, long position, Part part)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            select kind, name, tiyn, since from conversion.liability_item
            where position = ? and part = ? order by seq
            """)) {
      query.setLong(1, position);
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
