package kz.digitaltenge.node.customer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;

/// The limits of the classes of customers, each from a day on. Days are Kazakhstan's.
public record LimitTable(List<Row> rows) {
  /// Where days and months begin.
  static final ZoneId ZONE = ZoneId.of("Asia/Almaty");

  private static final String HEADING = "class,kind,from,tenge";

  /// What is limited.
  public enum Kind {
    /// What is on the account, with what is on its way there.
    BALANCE,
    /// One payment.
    SINGLE,
    /// All payments of a day.
    DAILY,
    /// All payments of a month.
    MONTHLY
  }

  /// One sum.
  ///
  /// @param from the first day on which it is in force
  public record Row(ClientClass of, Kind kind, LocalDate from, Amount limit) {}

  public LimitTable {
    rows = List.copyOf(rows);
  }

  /// The table that comes with the program.
  public static LimitTable standard() {
    try (InputStream bytes = LimitTable.class.getResourceAsStream("limits.csv")) {
      if (bytes == null) {
        throw new IllegalStateException("limits.csv is not among the resources");
      }
      return parse(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads rows `class,kind,from,tenge` under that heading; lines that begin with `#` are remarks.
  ///
  /// @throws IllegalArgumentException when a row is none
  public static LimitTable parse(String text) {
    List<String> lines =
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    if (lines.isEmpty() || !lines.getFirst().equals(HEADING)) {
      throw new IllegalArgumentException("A table of limits begins with " + HEADING);
    }
    return new LimitTable(lines.stream().skip(1).map(LimitTable::row).toList());
  }

  /// The row in force on a day.
  Optional<Row> inForce(ClientClass of, Kind kind, LocalDate day) {
    return rows.stream()
        .filter(row -> row.of() == of && row.kind() == kind && !row.from().isAfter(day))
        .max(Comparator.comparing(Row::from));
  }

  private static Row row(String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != 4) {
      throw new IllegalArgumentException("A row has four fields, not " + fields.length);
    }
    return new Row(
        ClientClass.valueOf(fields[0]),
        Kind.valueOf(fields[1]),
        LocalDate.parse(fields[2]),
        Amount.parse(fields[3]));
  }
}
