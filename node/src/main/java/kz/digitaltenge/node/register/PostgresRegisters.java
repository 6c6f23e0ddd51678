package kz.digitaltenge.node.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.register.PayoutRegister.Stage;
import kz.digitaltenge.node.vault.SideSchema;
import kz.digitaltenge.node.vault.VaultDatabase;

/// Registers in PostgreSQL, in a schema of their own. Each method is one unit of work; many rows go
/// as one array a column.
public final class PostgresRegisters implements RegisterBook, AutoCloseable {
  private static final int ROWS_AT_ONCE = 5_000;

  private static final String INSERT =
      """
      insert into register.register
        (id, digest, payer, currency, payouts, tiyn, evidence, stage, begun, paid, paid_tiyn,
         refused, cancelled, received_at, changed_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, ?, ?)
      on conflict (id) do nothing returning seq
      """;

  private static final String INSERT_PAYOUTS =
      """
      insert into register.payout
        (register, place, line, alias_kind, alias, account, tiyn, purpose, state)
      select ?, new.place, new.line, new.kind, new.alias, new.account, new.tiyn, new.purpose,
        'WAITING'
      from unnest(?, ?, ?, ?, ?, ?, ?)
        as new (place, line, kind, alias, account, tiyn, purpose)
      """;

  // The register comes with each row, not once: with a constant the planner begins with all its
  // payouts, as long as nobody has counted them, and looks for each among the rows.
  private static final String FOUND =
      """
      with ended as (
        update register.payout p
        set account = new.account, problem_code = new.code, problem_values = new.values,
          state = case when new.code is null then 'WAITING' else 'REFUSED' end
        from unnest(?, ?, ?, ?, ?) as new (register, place, account, code, values)
        where p.register = new.register and p.place = new.place and p.state = 'WAITING'
          and p.account is null
        returning p.state)
      update register.register r
      set refused = refused + (select count(*) from ended where state = 'REFUSED'), changed_at = ?
      where r.seq = ?
      """;

  private static final String END =
      """
      with ended as (
        update register.payout p
        set state = case when new.code is null then 'PAID' else 'REFUSED' end,
          ledger_transaction = new.transaction, decided_at = new.decided,
          problem_code = new.code, problem_values = new.values
        from unnest(?, ?, ?, ?, ?, ?)
          as new (register, place, transaction, decided, code, values)
        where p.register = new.register and p.place = new.place and p.state = 'WAITING'
        returning p.state, p.tiyn),
      counted as (
        select count(*) filter (where state = 'PAID') as paid,
          coalesce(sum(tiyn) filter (where state = 'PAID'), 0) as paid_tiyn,
          count(*) filter (where state = 'REFUSED') as refused
        from ended)
      update register.register r
      set paid = r.paid + c.paid, paid_tiyn = r.paid_tiyn + c.paid_tiyn,
        refused = r.refused + c.refused, changed_at = ?
      from counted c where r.seq = ?
      """;

  /// Everything after a place that waits is given up.
  private static final String CANCEL =
      """
      with ended as (
        update register.payout set state = 'CANCELLED'
        where register = ? and place > ? and state = 'WAITING' returning 1)
      update register.register r
      set cancelled = r.cancelled + (select count(*) from ended), changed_at = ?
      where r.seq = ?
      """;

  private final SideSchema database;
  private final RegisterStages stages;

  private PostgresRegisters(SideSchema database, RegisterStages stages) {
    this.database = database;
    this.stages = stages;
  }

  /// Makes the tables where they are missing.
  ///
  /// @param database that of the bank's node, whose vault has seen to it that the server writes to
  ///   disk what it confirms
  /// @param outbox in the same database
  /// @throws kz.digitaltenge.api.error.PlatformException when the database does not answer
  public static PostgresRegisters open(VaultDatabase database, PostgresOutbox outbox) {
    return new PostgresRegisters(
        new SideSchema(database, "register", "classpath:kz/digitaltenge/node/register", 5)
            .prepare(),
        new RegisterStages(outbox));
  }

  @Override
  public PayoutRegister begin(
      PayoutRegister.Order order, List<Payout.Order> payouts, Stage first, Instant at) {
    return database.work(
        connection -> {
          Optional<Long> fresh = insert(connection, order, first, at);
          if (fresh.isPresent()) {
            for (int from = 0; from < payouts.size(); from += ROWS_AT_ONCE) {
              int until = Math.min(payouts.size(), from + ROWS_AT_ONCE);
              insert(connection, fresh.get(), payouts.subList(from, until));
            }
          }
          return RegisterRows.byId(connection, order.id()).orElseThrow();
        });
  }

  @Override
  public Optional<PayoutRegister> find(String id) {
    return database.work(connection -> RegisterRows.byId(connection, id));
  }

  @Override
  public PayoutRegister find(long register) {
    return database.work(connection -> RegisterRows.bySeq(connection, register));
  }

  @Override
  public List<PayoutRegister> open() {
    return database.work(RegisterRows::open);
  }

  @Override
  public List<PayoutRegister> awaiting() {
    return database.work(RegisterRows::awaiting);
  }

  @Override
  public PayoutRegister endWait(long register, boolean isApproved, Instant at) {
    return database.work(
        connection -> {
          PayoutRegister now = RegisterRows.locked(connection, register);
          if (now.stage() == Stage.AWAITING_APPROVAL) {
            if (!isApproved) {
              cancel(connection, register, 0, at);
            }
            stages.move(connection, register, afterWait(connection, register, isApproved), at);
          }
          return RegisterRows.bySeq(connection, register);
        });
  }

  private static Stage afterWait(Connection connection, long register, boolean isApproved)
      throws SQLException {
    if (!isApproved) {
      return Stage.REFUSED;
    }
    return RegisterRows.payouts(connection, register, 0, 1, "and account is null").isEmpty()
        ? Stage.PAYING
        : Stage.CHECKING;
  }

  @Override
  public ListPart<PayoutRegister> find(Wanted wanted, long before, int limit) {
    return database.work(connection -> RegisterRows.find(connection, wanted, before, limit));
  }

  @Override
  public List<Payout> payouts(long register, Optional<Payout.Name> state, int after, int limit) {
    // The names are ours, not a caller's.
    String which = state.map(name -> "and state = '" + name + "'").orElse("");
    return database.work(
        connection -> RegisterRows.payouts(connection, register, after, limit, which));
  }

  @Override
  public List<Payout> unchecked(long register, int after, int limit) {
    return database.work(connection -> RegisterRows.unchecked(connection, register, after, limit));
  }

  @Override
  public int countUnchecked(long register) {
    return database.work(connection -> RegisterRows.countUnchecked(connection, register));
  }

  @Override
  public void found(long register, List<Found> found, Instant at) {
    var _ =
        database.work(
            connection -> {
              var _ = RegisterRows.locked(connection, register);
              try (var update = connection.prepareStatement(FOUND)) {
                var rows = new RowArrays<Found>(connection, update, found);
                rows.longs(1, _ -> register);
                rows.ints(2, Found::place);
                rows.texts(3, RegisterColumns::account);
                rows.ints(4, each -> RegisterColumns.code(RegisterColumns.problem(each)));
                rows.texts(5, each -> RegisterColumns.values(RegisterColumns.problem(each)));
                update.setLong(6, at.toEpochMilli());
                update.setLong(7, register);
                return update.executeUpdate();
              }
            });
  }

  @Override
  public PayoutRegister endCheck(long register, Instant at) {
    return database.work(
        connection -> {
          PayoutRegister now = RegisterRows.locked(connection, register);
          if (now.stage() == Stage.CHECKING) {
            boolean refused = now.counts().refused() > 0;
            if (refused) {
              cancel(connection, register, 0, at);
            }
            stages.move(connection, register, refused ? Stage.REFUSED : Stage.PAYING, at);
          }
          return RegisterRows.bySeq(connection, register);
        });
  }

  @Override
  public Amount largest(long register) {
    return database.work(connection -> RegisterRows.largest(connection, register));
  }

  @Override
  public List<Payout> take(long register, int after, Bundling bundling, Instant at) {
    return database.work(
        connection -> {
          PayoutRegister now = RegisterRows.locked(connection, register);
          if (now.stage() != Stage.PAYING) {
            return List.of();
          }
          List<Payout> next = BundleRows.next(connection, register, after, bundling);
          if (!next.isEmpty() && next.getLast().place() > now.begun()) {
            try (var update =
                connection.prepareStatement(
                    "update register.register set begun = ?, changed_at = ? where seq = ?")) {
              update.setInt(1, next.getLast().place());
              update.setLong(2, at.toEpochMilli());
              update.setLong(3, register);
              update.executeUpdate();
            }
          }
          return next;
        });
  }

  @Override
  public void part(long register, int first) {
    var _ =
        database.work(
            connection -> {
              var _ = RegisterRows.locked(connection, register);
              return BundleRows.part(connection, register, first);
            });
  }

  @Override
  public void end(long register, List<End> ends, Instant at) {
    var _ =
        database.work(
            connection -> {
              // Locked first, as everywhere: who locks in one order never waits in a circle.
              var _ = RegisterRows.locked(connection, register);
              try (var update = connection.prepareStatement(END)) {
                var rows = new RowArrays<End>(connection, update, ends);
                rows.longs(1, _ -> register);
                rows.ints(2, End::place);
                rows.texts(3, RegisterColumns::transaction);
                rows.longs(4, RegisterColumns::decidedAt);
                rows.ints(5, each -> RegisterColumns.code(RegisterColumns.problem(each)));
                rows.texts(6, each -> RegisterColumns.values(RegisterColumns.problem(each)));
                update.setLong(7, at.toEpochMilli());
                update.setLong(8, register);
                return update.executeUpdate();
              }
            });
  }

  @Override
  public PayoutRegister finish(long register, Instant at) {
    return database.work(
        connection -> {
          PayoutRegister now = RegisterRows.locked(connection, register);
          if (now.stage() == Stage.PAYING && now.waiting() == 0) {
            stages.move(connection, register, Stage.DONE, at);
          }
          return RegisterRows.bySeq(connection, register);
        });
  }

  @Override
  public PayoutRegister cancel(long register, Instant at) {
    return database.work(
        connection -> {
          PayoutRegister now = RegisterRows.locked(connection, register);
          if (!now.stage().isFinal()) {
            cancel(connection, register, now.begun(), at);
            PayoutRegister left = RegisterRows.bySeq(connection, register);
            if (left.waiting() == 0) {
              // Found out while it was checked that a payee is not there: nothing was paid either.
              stages.move(connection, register, Stage.DONE, at);
            }
          }
          return RegisterRows.bySeq(connection, register);
        });
  }

  @Override
  public boolean forget(Instant before) {
    Optional<Long> next = database.work(connection -> ForgetRows.next(connection, before));
    if (next.isEmpty()) {
      return false;
    }
    long register = next.get();
    int payouts = find(register).order().payouts();
    // In steps, so that nobody waits for a large register.
    for (int after = 0; after < payouts; after += ROWS_AT_ONCE) {
      int from = after;
      var _ =
          database.work(
              connection -> ForgetRows.forget(connection, register, from, from + ROWS_AT_ONCE));
    }
    var _ = database.work(connection -> ForgetRows.close(connection, register));
    return true;
  }

  @Override
  public void close() {
    database.close();
  }

  private static Optional<Long> insert(
      Connection connection, PayoutRegister.Order order, Stage first, Instant at)
      throws SQLException {
    try (var insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, order.id());
      insert.setString(2, order.digest().hex());
      insert.setString(3, order.payer().value());
      insert.setString(4, order.currency());
      insert.setInt(5, order.payouts());
      insert.setLong(6, order.total().tiyn());
      insert.setLong(7, order.evidence());
      insert.setString(8, first.name());
      insert.setLong(9, at.toEpochMilli());
      insert.setLong(10, at.toEpochMilli());
      try (var row = insert.executeQuery()) {
        return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
      }
    }
  }

  private static void insert(Connection connection, long register, List<Payout.Order> payouts)
      throws SQLException {
    try (var insert = connection.prepareStatement(INSERT_PAYOUTS)) {
      insert.setLong(1, register);
      var rows = new RowArrays<Payout.Order>(connection, insert, payouts);
      rows.ints(2, Payout.Order::place);
      rows.texts(3, Payout.Order::line);
      rows.texts(4, RegisterColumns::kind);
      rows.texts(5, RegisterColumns::alias);
      rows.texts(6, RegisterColumns::number);
      rows.longs(7, each -> each.amount().tiyn());
      rows.texts(8, Payout.Order::purpose);
      insert.executeUpdate();
    }
  }

  private static void cancel(Connection connection, long register, int after, Instant at)
      throws SQLException {
    try (var update = connection.prepareStatement(CANCEL)) {
      update.setLong(1, register);
      update.setInt(2, after);
      update.setLong(3, at.toEpochMilli());
      update.setLong(4, register);
      update.executeUpdate();
    }
  }
}
