package kz.digitaltenge.node.conversion;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.conversion.ClientConversion.Direction;
import kz.digitaltenge.node.conversion.ClientConversion.Request;
import kz.digitaltenge.node.conversion.ClientConversion.Stage;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.register.KeptNote;
import kz.digitaltenge.node.vault.Happening;
import kz.digitaltenge.node.vault.NewestFirst;
import kz.digitaltenge.node.vault.SideSchema;
import kz.digitaltenge.node.vault.VaultDatabase;

/// Customers' conversions in PostgreSQL, in a schema of their own. Each method is one unit of work.
public final class PostgresClientConversions implements ClientConversionBook, AutoCloseable {
  private static final String SCHEMA = "client_conversion";
  private static final String MIGRATIONS = "classpath:kz/digitaltenge/node/conversion";
  private static final int VERSION = 8;
  private static final String SELECT =
      """
      select name, direction, account, core_account, tiyn, stage, requested_at, changed_at,
        core_reference, ledger_transaction, back_reference, back_transaction, note,
        problem_code, problem_values, %s
      from client_conversion.conversion
      """
          .formatted(UndoingRows.COLUMNS);

  private static final String NUMBERED = SELECT.replaceFirst("select", "select seq,");

  private static final String MOVED =
      """
      update client_conversion.conversion
      set stage = ?, changed_at = ?, note = ?, problem_code = ?, problem_values = ?,
        core_reference = coalesce(core_reference, ?),
        ledger_transaction = coalesce(ledger_transaction, ?)
      where name = ? and stage = ?
      """;

  /// Beside what was taken: both are to be found in both books.
  private static final String GIVEN_BACK =
      """
      update client_conversion.conversion
      set stage = ?, changed_at = ?, note = ?, problem_code = ?, problem_values = ?,
        back_reference = coalesce(back_reference, ?),
        back_transaction = coalesce(back_transaction, ?)
      where name = ? and stage = ?
      """;

  private final SideSchema tables;
  private final PostgresOutbox outbox;
  private final String currency;

  private PostgresClientConversions(SideSchema tables, PostgresOutbox outbox, String currency) {
    this.tables = tables;
    this.outbox = outbox;
    this.currency = currency;
  }

  /// Makes the tables where they are missing.
  ///
  /// @param database that of the bank's node, whose vault has seen to it that the server writes to
  ///   disk what it confirms
  /// @param outbox in the same database
  /// @param currency of all conversions
  /// @throws kz.digitaltenge.api.error.PlatformException when the database does not answer
  public static PostgresClientConversions open(
      VaultDatabase database, PostgresOutbox outbox, String currency) {
    return new PostgresClientConversions(tables(database), outbox, currency);
  }

  /// The bank's own conversions lie beside them.
  static SideSchema tables(VaultDatabase database) {
    return new SideSchema(database, SCHEMA, MIGRATIONS, VERSION).prepare();
  }

  @Override
  public void close() {
    tables.close();
  }

  @Override
  public ClientConversion begin(Request request, Instant at) {
    return tables.work(
        connection -> {
          Stage first = Stage.first(request.direction());
          try (var insert =
              connection.prepareStatement(
                  """
                  insert into client_conversion.conversion
                    (name, direction, account, core_account, tiyn, stage, requested_at, changed_at,
                     note)
                  values (?, ?, ?, ?, ?, ?, ?, ?, '') on conflict (name) do nothing
                  """)) {
            insert.setString(1, request.name());
            insert.setString(2, request.direction().name());
            insert.setString(3, request.account().value());
            insert.setString(4, request.coreAccount().value());
            insert.setLong(5, request.amount().tiyn());
            insert.setString(6, first.name());
            insert.setLong(7, at.toEpochMilli());
            insert.setLong(8, at.toEpochMilli());
            if (insert.executeUpdate() == 1) {
              note(connection, request.name(), first, at, "");
            }
          }
          return known(connection, request.name());
        });
  }

  @Override
  public Optional<ClientConversion> find(String name) {
    return tables.work(connection -> found(connection, name));
  }

  @Override
  public List<ClientConversion> open() {
    return tables.work(
        connection ->
            list(
                connection,
                "where stage not in ('CONVERTED', 'REFUSED', 'RETURNED') order by seq"));
  }

  @Override
  public List<ClientConversion> all() {
    return tables.work(connection -> list(connection, "order by seq"));
  }

  @Override
  public ListPart<ClientConversion> find(Wanted wanted, long before, int limit) {
    var looking = new NewestFirst(NUMBERED);
    wanted.account().ifPresent(each -> looking.of("account", each.value()));
    wanted.direction().ifPresent(each -> looking.narrowed("direction = ?", each.name()));
    wanted.stage().ifPresent(each -> looking.narrowed("stage = ?", each.name()));
    wanted.from().ifPresent(each -> looking.narrowed("requested_at >= ?", each.toEpochMilli()));
    wanted.until().ifPresent(each -> looking.narrowed("requested_at < ?", each.toEpochMilli()));
    return tables.work(
        connection ->
            looking.part(connection, before, limit, PostgresClientConversions::conversion));
  }

  @Override
  public List<ClientConversion> requestedSince(Instant from) {
    return tables.work(
        connection -> {
          try (var query =
              connection.prepareStatement(SELECT + "where requested_at >= ? order by seq")) {
            query.setLong(1, from.toEpochMilli());
            return read(query);
          }
        });
  }

  @Override
  public Instant totalsDiffer(Instant at) {
    return tables.work(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  """
                  insert into client_conversion.totals_differ (since) values (?)
                  on conflict (only_one) do update set since = totals_differ.since returning since
                  """)) {
            insert.setLong(1, at.toEpochMilli());
            try (ResultSet row = insert.executeQuery()) {
              row.next();
              return Instant.ofEpochMilli(row.getLong(1));
            }
          }
        });
  }

  @Override
  public void totalsAgree() {
    var _ =
        tables.work(
            connection -> {
              try (var delete =
                  connection.prepareStatement("delete from client_conversion.totals_differ")) {
                return delete.executeUpdate();
              }
            });
  }

  @Override
  public ClientConversion move(String name, Change change, Instant at) {
    return tables.work(
        connection -> {
          try (var update =
              connection.prepareStatement(change.from().isGivingBack() ? GIVEN_BACK : MOVED)) {
            update.setString(1, change.to().name());
            update.setLong(2, at.toEpochMilli());
            KeptNote.set(update, 3, change.note());
            update.setString(6, change.coreReference().orElse(null));
            update.setString(7, change.transaction().orElse(null));
            update.setString(8, name);
            update.setString(9, change.from().name());
            if (update.executeUpdate() == 1 && change.from() != change.to()) {
              note(connection, name, change.to(), at, change.note().words());
              if (change.to().isGivingBack()) {
                UndoingRows.begin(connection, name, at);
              }
              tell(connection, known(connection, name));
            }
          }
          return known(connection, name);
        });
  }

  @Override
  public ClientConversion creditRefused(String name, CreditRefused refused, Instant at) {
    return tables.work(
        connection -> {
          if (UndoingRows.refused(connection, name, refused, at)) {
            String words = "attempt %d: %s".formatted(refused.attempt(), refused.reason().words());
            note(connection, name, Stage.CREDIT_BACK_OWED, at, words);
          }
          return known(connection, name);
        });
  }

  @Override
  public ClientConversion release(ClientConversion owed, AccountId account, Instant at) {
    int attempt = owed.undoing().attempt();
    return tables.work(
        connection -> {
          if (UndoingRows.release(connection, owed.name(), attempt, account, at)) {
            String words = "attempt %d, to %s".formatted(attempt, account);
            note(connection, owed.name(), Stage.CREDIT_BACK_OWED, at, words);
          }
          return known(connection, owed.name());
        });
  }

  @Override
  public ClientConversion waits(ClientConversion owed, Note note, Instant at) {
    return tables.work(
        connection -> {
          UndoingRows.waits(connection, owed.name(), owed.stage(), note, at);
          return known(connection, owed.name());
        });
  }

  private void tell(Connection connection, ClientConversion now) throws SQLException {
    Optional<Happening.Kind> kind =
        switch (now.stage()) {
          case CONVERTED -> Optional.of(Happening.Kind.CONVERSION_DONE);
          case REFUSED -> Optional.of(Happening.Kind.CONVERSION_FAILED);
          case RETURNED -> Optional.of(Happening.Kind.CONVERSION_GIVEN_BACK);
          case DEBIT_ORDERED,
              DEBITED,
              CREDIT_BACK_OWED,
              AWAITING_APPROVAL,
              TOKENS_ORDERED,
              TOKENS_TAKEN,
              TOKENS_BACK_OWED ->
              Optional.empty();
        };
    if (kind.isPresent()) {
      outbox.put(
          connection,
          new Happening(
              kind.get(),
              now.request().account(),
              now.changedAt(),
              now.name(),
              Optional.empty(),
              Optional.of(new Happening.Sum(currency, now.request().amount())),
              now.stage() == Stage.CONVERTED
                  ? Optional.empty()
                  : Optional.of(ErrorCode.CONVERSION_REFUSED),
              Optional.of(now.request().direction().name())));
    }
  }

  private static void note(Connection connection, String name, Stage stage, Instant at, String note)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into client_conversion.step (name, stage, at, note) values (?, ?, ?, ?)")) {
      insert.setString(1, name);
      insert.setString(2, stage.name());
      insert.setLong(3, at.toEpochMilli());
      insert.setString(4, note);
      insert.executeUpdate();
    }
  }

  private static ClientConversion known(Connection connection, String name) throws SQLException {
    return found(connection, name)
        .orElseThrow(() -> new IllegalStateException("no conversion " + name));
  }

  private static Optional<ClientConversion> found(Connection connection, String name)
      throws SQLException {
    try (var query = connection.prepareStatement(SELECT + " where name = ?")) {
      query.setString(1, name);
      return read(query).stream().findFirst();
    }
  }

  private static List<ClientConversion> list(Connection connection, String which)
      throws SQLException {
    try (var query = connection.prepareStatement(SELECT + which)) {
      return read(query);
    }
  }

  private static List<ClientConversion> read(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      var found = new ArrayList<ClientConversion>();
      while (row.next()) {
        found.add(conversion(row));
      }
      return found;
    }
  }

  private static ClientConversion conversion(ResultSet row) throws SQLException {
    var request =
        new Request(
            row.getString("name"),
            Direction.valueOf(row.getString("direction")),
            new AccountId(row.getString("account")),
            new AccountId(row.getString("core_account")),
            new Amount(row.getLong("tiyn")));
    return new ClientConversion(
        request,
        Stage.valueOf(row.getString("stage")),
        Instant.ofEpochMilli(row.getLong("requested_at")),
        Instant.ofEpochMilli(row.getLong("changed_at")),
        Optional.ofNullable(row.getString("core_reference")),
        Optional.ofNullable(row.getString("ledger_transaction")),
        Optional.ofNullable(row.getString("back_reference")),
        Optional.ofNullable(row.getString("back_transaction")),
        KeptNote.read(row),
        UndoingRows.read(row, request.coreAccount()));
  }
}
