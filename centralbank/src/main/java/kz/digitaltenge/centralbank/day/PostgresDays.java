package kz.digitaltenge.centralbank.day;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import kz.digitaltenge.node.vault.SideSchema;
import kz.digitaltenge.node.vault.VaultDatabase;
import org.jspecify.annotations.Nullable;

/// Calendars and days in PostgreSQL, in a schema of their own. Each method is one unit of work.
public final class PostgresDays implements DayBook, AutoCloseable {
  private static final String SCHEMA = "day";
  private static final String MIGRATIONS = "classpath:kz/digitaltenge/centralbank/day";
  private static final int VERSION = 2;

  private final SideSchema tables;

  private interface Reading<T> {
    T row(ResultSet row) throws SQLException;
  }

  private PostgresDays(SideSchema tables) {
    this.tables = tables;
  }

  /// Makes the tables where they are missing.
  ///
  /// @param database that of the central bank's node, whose vault has seen to it that the server
  ///   writes to disk what it confirms
  /// @throws kz.digitaltenge.api.error.PlatformException when the database does not answer
  public static PostgresDays open(VaultDatabase database) {
    return new PostgresDays(new SideSchema(database, SCHEMA, MIGRATIONS, VERSION).prepare());
  }

  @Override
  public void close() {
    tables.close();
  }

  @Override
  public void note(List<DayChange> changes) {
    tables.work(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  """
                  insert into day.calendar_change (day, off, title, officer, at, counts_from)
                  values (?, ?, ?, ?, ?, ?)
                  """)) {
            for (DayChange change : changes) {
              set(
                  insert,
                  change.day(),
                  change.off(),
                  change.title(),
                  change.officer(),
                  change.at().toEpochMilli(),
                  change.from().toEpochMilli());
              insert.addBatch();
            }
            return insert.executeBatch();
          }
        });
  }

  @Override
  public List<DayChange> changes(int year) {
    return tables.work(
        connection ->
            rows(
                connection,
                """
                select day, off, title, officer, at, counts_from from day.calendar_change
                where day between ? and ? order by number
                """,
                row ->
                    new DayChange(
                        date(row, "day"),
                        row.getBoolean("off"),
                        row.getString("title"),
                        row.getString("officer"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        Instant.ofEpochMilli(row.getLong("counts_from"))),
                LocalDate.of(year, 1, 1),
                LocalDate.of(year, 12, 31)));
  }

  @Override
  public Optional<DayHours> hours() {
    return tables.work(
        connection ->
            rows(
                    connection,
                    "select opens, cut_off from day.hours order by number desc limit 1",
                    row ->
                        new DayHours(
                            row.getObject("opens", LocalTime.class),
                            row.getObject("cut_off", LocalTime.class)))
                .stream()
                .findFirst());
  }

  @Override
  public void hours(DayHours hours, String officer, Instant at) {
    tables.work(
        connection ->
            update(
                connection,
                "insert into day.hours (opens, cut_off, officer, at) values (?, ?, ?, ?)",
                hours.opens(),
                hours.cutOff(),
                officer,
                at.toEpochMilli()));
  }

  @Override
  public Optional<String> automatic() {
    return tables
        .work(
            connection ->
                rows(
                    connection,
                    "select wanted, officer from day.automatic order by number desc limit 1",
                    row -> row.getBoolean("wanted") ? row.getString("officer") : ""))
        .stream()
        .filter(officer -> !officer.isEmpty())
        .findFirst();
  }

  @Override
  public void automatic(boolean wanted, String officer, Instant at) {
    tables.work(
        connection ->
            update(
                connection,
                "insert into day.automatic (wanted, officer, at) values (?, ?, ?)",
                wanted,
                officer,
                at.toEpochMilli()));
  }

  @Override
  public Optional<OperationalDay> newest() {
    return days(1).stream().findFirst();
  }

  @Override
  public Optional<OperationalDay> find(LocalDate date) {
    return tables.work(connection -> days(connection, "where day = ?", date)).stream().findFirst();
  }

  @Override
  public List<OperationalDay> days(int most) {
    return tables.work(connection -> days(connection, "order by day desc limit ?", most));
  }

  @Override
  public List<OperationalDay> daysBefore(LocalDate before, int most) {
    return tables.work(
        connection -> days(connection, "where day < ? order by day desc limit ?", before, most));
  }

  @Override
  public void open(LocalDate date, String officer, Instant at) {
    tables.work(connection -> opened(connection, date, officer, at));
  }

  @Override
  public void closing(LocalDate date, String officer, Instant at) {
    tables.work(
        connection ->
            update(
                connection,
                """
                update day.operational_day set state = 'CLOSING', closing_at = ?, closed_by = ?
                where day = ? and state = 'OPEN'
                """,
                at.toEpochMilli(),
                officer,
                date));
  }

  @Override
  public void step(LocalDate date, OperationalDay.Step step) {
    tables.work(
        connection ->
            update(
                connection,
                """
                insert into day.closing_step (day, name, at, passed, evidence)
                values (?, ?, ?, ?, ?)
                """,
                date,
                step.name(),
                step.at().toEpochMilli(),
                step.passed(),
                step.evidence()));
  }

  @Override
  public void closed(LocalDate date, LocalDate next, String officer, Instant at) {
    tables.work(
        connection -> {
          int closed =
              update(
                  connection,
                  """
                  update day.operational_day set state = 'CLOSED', closed_at = ?
                  where day = ? and state = 'CLOSING'
                  """,
                  at.toEpochMilli(),
                  date);
          return closed == 0 ? 0 : opened(connection, next, officer, at);
        });
  }

  private static int opened(Connection connection, LocalDate date, String officer, Instant at)
      throws SQLException {
    return update(
        connection,
        """
        insert into day.operational_day (day, state, opened_at, opened_by)
        values (?, 'OPEN', ?, ?) on conflict do nothing
        """,
        date,
        at.toEpochMilli(),
        officer);
  }

  private static List<OperationalDay> days(
      Connection connection, String which, Object... parameters) throws SQLException {
    return rows(
        connection,
        """
        select day, state, opened_at, opened_by, closing_at, closed_by, closed_at
        from day.operational_day
        """
            + which,
        row -> day(connection, row),
        parameters);
  }

  private static OperationalDay day(Connection connection, ResultSet row) throws SQLException {
    LocalDate date = date(row, "day");
    return new OperationalDay(
        date,
        OperationalDay.State.valueOf(row.getString("state")),
        Instant.ofEpochMilli(row.getLong("opened_at")),
        row.getString("opened_by"),
        instant(row, "closing_at"),
        Optional.ofNullable(row.getString("closed_by")),
        instant(row, "closed_at"),
        rows(
            connection,
            "select name, at, passed, evidence from day.closing_step where day = ? order by number",
            step ->
                new OperationalDay.Step(
                    step.getString("name"),
                    Instant.ofEpochMilli(step.getLong("at")),
                    step.getBoolean("passed"),
                    step.getString("evidence")),
            date));
  }

  private static LocalDate date(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, LocalDate.class));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    @Nullable Long millis = row.getObject(column, Long.class);
    return Optional.ofNullable(millis).map(Instant::ofEpochMilli);
  }

  private static <T> List<T> rows(
      Connection connection, String query, Reading<T> reading, Object... parameters)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      set(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        var found = new ArrayList<T>();
        while (rows.next()) {
          found.add(reading.row(rows));
        }
        return found;
      }
    }
  }

  private static int update(Connection connection, String update, Object... parameters)
      throws SQLException {
    try (var statement = connection.prepareStatement(update)) {
      set(statement, parameters);
      return statement.executeUpdate();
    }
  }

  private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }
}
