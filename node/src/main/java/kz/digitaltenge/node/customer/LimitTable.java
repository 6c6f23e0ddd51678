package kz.digitaltenge.node.customer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;

/// The limits of the classes of customers, each from a day on. Days are Kazakhstan's.
public record LimitTable(List<Row> rows) implements Limits {
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

  /// @throws IllegalArgumentException when two rows are of one class, kind and day, or one is of a
  ///   class that has no limits
  public LimitTable {
    rows = List.copyOf(rows);
    var days = new HashSet<List<Object>>();
    for (Row row : rows) {
      if (row.of() == ClientClass.FULL) {
        throw new IllegalArgumentException("FULL has no limits");
      }
      if (!days.add(List.of(row.of(), row.kind(), row.from()))) {
        throw new IllegalArgumentException(
            "%s %s from %s stands there twice".formatted(row.of(), row.kind(), row.from()));
      }
    }
  }

  @Override
  public LimitTable table() {
    return this;
  }

  /// The text of the table that comes with the program.
  static String standardText() {
    try (InputStream bytes = LimitTable.class.getResourceAsStream("limits.csv")) {
      if (bytes == null) {
        throw new IllegalStateException("limits.csv is not among the resources");
      }
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads rows `class,kind,from,tenge` under that heading; lines that begin with `#` are remarks.
  ///
  /// @throws IllegalArgumentException with the number of the first line that is no row
  public static LimitTable parse(String text) {
    var rows = new ArrayList<Row>();
    boolean isHeaded = false;
    int number = 0;
    for (String line : text.lines().map(String::strip).toList()) {
      number++;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (isHeaded) {
        rows.add(row(number, line));
      } else if (!line.equals(HEADING)) {
        throw new IllegalArgumentException("line %d is not %s".formatted(number, HEADING));
      }
      isHeaded = true;
    }
    if (!isHeaded) {
      throw new IllegalArgumentException("it has no line " + HEADING);
    }
    return new LimitTable(rows);
  }

  /// Requires that each class that has limits has one of each kind on a day.
  ///
  /// @throws IllegalArgumentException with the first that is missing
  void requireWhole(LocalDate day) {
    for (ClientClass of : ClientClass.values()) {
      for (Kind kind : Kind.values()) {
        if (of != ClientClass.FULL && inForce(of, kind, day).isEmpty()) {
          throw new IllegalArgumentException(
              "it has no row for %s and %s that has begun by %s".formatted(of, kind, day));
        }
      }
    }
  }

  /// The row in force on a day.
  Optional<Row> inForce(ClientClass of, Kind kind, LocalDate day) {
    return rows.stream()
        .filter(row -> row.of() == of && row.kind() == kind && !row.from().isAfter(day))
        .max(Comparator.comparing(Row::from));
  }

  private static Row row(int number, String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != 4) {
      throw new IllegalArgumentException(
          "line %d has %d members and not 4".formatted(number, fields.length));
    }
    try {
      Amount limit = Amount.parse(fields[3].strip());
      if (!limit.isPositive()) {
        throw new IllegalArgumentException(limit + " is no limit");
      }
      return new Row(
          ClientClass.valueOf(fields[0].strip()),
          Kind.valueOf(fields[1].strip()),
          LocalDate.parse(fields[2].strip()),
          limit);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(
          "line %d is no class, kind, day and sum of tenge such as %s"
              .formatted(number, "SIMPLIFIED,DAILY,2026-03-18,12975"),
          e);
    }
  }
}
