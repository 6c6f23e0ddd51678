package kz.digitaltenge.node.standing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.register.KeptProblem;
import kz.digitaltenge.node.standing.StandingOrder.Execution;
import kz.digitaltenge.node.standing.StandingOrder.Payee;
import kz.digitaltenge.node.standing.StandingOrder.State;
import kz.digitaltenge.node.vault.SideSchema;
import kz.digitaltenge.node.vault.VaultDatabase;

/// Standing orders in PostgreSQL, in a schema of their own. Each method is one unit of work.
public final class PostgresStandingOrders implements StandingBook, AutoCloseable {
  private final SideSchema schema;
  private final StandingHappenings happenings;

  private PostgresStandingOrders(SideSchema schema, StandingHappenings happenings) {
    this.schema = schema;
    this.happenings = happenings;
  }

  /// Makes the tables where they are missing.
  ///
  /// @param database that of the bank's node, whose vault has seen to it that the server writes to
  ///   disk what it confirms
  /// @param outbox in the same database
  /// @param currency of all orders
  /// @throws kz.digitaltenge.api.error.PlatformException when the database does not answer
  public static PostgresStandingOrders open(
      VaultDatabase database, PostgresOutbox outbox, String currency) {
    return new PostgresStandingOrders(
        new SideSchema(database, "standing", "classpath:kz/digitaltenge/node/standing", 4)
            .prepare(),
        new StandingHappenings(outbox, currency));
  }

  @Override
  public void close() {
    schema.close();
  }

  @Override
  public StandingOrder begin(StandingOrder.Order order, State state, Instant dueAt, Instant at) {
    return schema.work(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  """
                  insert into standing.standing_order
                    (id, digest, payer, account, alias_kind, alias, tiyn, purpose, every, first,
                     at_time, shift, until, times, evidence, state, number, due_at, created_at,
                     changed_at)
                  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)
                  on conflict (id) do nothing
                  """)) {
            bind(insert, order);
            insert.setString(16, state.name());
            insert.setLong(17, dueAt.toEpochMilli());
            insert.setLong(18, at.toEpochMilli());
            insert.setLong(19, at.toEpochMilli());
            insert.executeUpdate();
          }
          return StandingRows.byId(connection, order.id()).orElseThrow();
        });
  }

  private static void bind(PreparedStatement insert, StandingOrder.Order order)
      throws SQLException {
    Schedule schedule = order.schedule();
    insert.setString(1, order.id());
    insert.setString(2, order.digest().hex());
    insert.setString(3, order.payer().value());
    switch (order.payee()) {
      case Payee.Numbered(var account) -> {
        insert.setString(4, account.value());
        insert.setNull(5, Types.VARCHAR);
        insert.setNull(6, Types.VARCHAR);
      }
      case Payee.Known(Alias alias) -> {
        insert.setNull(4, Types.VARCHAR);
        insert.setString(5, alias.kind().name());
        insert.setString(6, alias.value());
      }
    }
    insert.setLong(7, order.amount().tiyn());
    insert.setString(8, order.purpose());
    insert.setString(9, schedule.every().name());
    insert.setObject(10, schedule.first());
    insert.setObject(11, schedule.time());
    insert.setString(12, schedule.shift().name());
    insert.setObject(13, schedule.until().orElse(null));
    insert.setObject(14, schedule.times().orElse(null));
    insert.setLong(15, order.evidence());
  }

  @Override
  public Optional<StandingOrder> find(String id) {
    return schema.work(connection -> StandingRows.byId(connection, id));
  }

  @Override
  public StandingOrder find(long order) {
    return schema.work(connection -> StandingRows.bySeq(connection, order));
  }

  @Override
  public ListPart<StandingOrder> find(Wanted wanted, long before, int limit) {
    return schema.work(connection -> StandingRows.find(connection, wanted, before, limit));
  }

  @Override
  public List<Execution> executions(long order, int after, int limit) {
    return schema.work(connection -> StandingRows.executions(connection, order, after, limit));
  }

  @Override
  public List<StandingOrder> ripe(Instant now, Ripe after, int limit) {
    return schema.work(connection -> StandingRows.ripe(connection, now, after, limit));
  }

  @Override
  public void move(long order, int number, Instant dueAt) {
    var _ =
        schema.work(
            connection -> {
              try (var update =
                  connection.prepareStatement(
                      "update standing.standing_order set due_at = ? where seq = ? and number ="
                          + " ?")) {
                update.setLong(1, dueAt.toEpochMilli());
                update.setLong(2, order);
                update.setInt(3, number);
                return update.executeUpdate();
              }
            });
  }

  @Override
  public void fall(long order, Fallen fallen, Optional<Instant> next, Instant at) {
    var _ =
        schema.work(
            connection -> {
              if (advance(connection, order, fallen, next, at)) {
                insert(connection, order, fallen, at);
                happenings.fell(connection, order, fallen, at);
                happenings.changed(connection, order, stateWith(next), at);
              }
              return true;
            });
  }

  /// False when another has been here, or the order is not active any more.
  private static boolean advance(
      Connection connection, long order, Fallen fallen, Optional<Instant> next, Instant at)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update standing.standing_order
            set number = number + 1, due_at = coalesce(?, due_at), changed_at = ?, state = ?
            where seq = ? and number = ? and state = 'ACTIVE'
            """)) {
      update.setObject(1, next.map(Instant::toEpochMilli).orElse(null), Types.BIGINT);
      update.setLong(2, at.toEpochMilli());
      update.setString(3, stateWith(next).name());
      update.setLong(4, order);
      update.setInt(5, fallen.number());
      return update.executeUpdate() == 1;
    }
  }

  private static State stateWith(Optional<Instant> next) {
    return next.isPresent() ? State.ACTIVE : State.DONE;
  }

  private static void insert(Connection connection, long order, Fallen fallen, Instant at)
      throws SQLException {
    boolean isOpen = fallen.fate() == StandingOrder.Fate.DUE;
    try (var insert =
        connection.prepareStatement(
            """
            insert into standing.execution
              (standing_order, number, day, due_at, state, tries, try_at, ended_at)
            values (?, ?, ?, ?, ?, 0, ?, ?) on conflict do nothing
            """)) {
      insert.setLong(1, order);
      insert.setInt(2, fallen.number());
      insert.setObject(3, fallen.day());
      insert.setLong(4, fallen.dueAt().toEpochMilli());
      insert.setString(5, fallen.fate().name());
      insert.setLong(6, fallen.dueAt().toEpochMilli());
      insert.setObject(7, isOpen ? null : at.toEpochMilli(), Types.BIGINT);
      insert.executeUpdate();
    }
  }

  @Override
  public List<Due> open(Instant now, Tried after, int limit) {
    return schema.work(connection -> StandingRows.open(connection, now, after, limit));
  }

  @Override
  public UnderWay underWay() {
    return schema.work(StandingRows::underWay);
  }

  @Override
  public void again(Execution execution, Instant tryAt, Problem problem, Instant at) {
    var _ =
        schema.work(
            connection -> {
              try (var update =
                  connection.prepareStatement(
                      """
                      update standing.execution
                      set tries = tries + 1, try_at = ?, problem_code = ?, problem_values = ?
                      where standing_order = ? and number = ? and state = 'DUE'
                      returning tries
                      """)) {
                update.setLong(1, tryAt.toEpochMilli());
                update.setInt(2, problem.code().number());
                update.setString(3, KeptProblem.values(problem));
                update.setLong(4, execution.order());
                update.setInt(5, execution.number());
                Optional<Integer> tries = tries(update);
                if (tries.isPresent()) {
                  happenings.again(connection, execution, tries.get(), problem, at);
                }
                return tries;
              }
            });
  }

  /// Empty when it had ended.
  private static Optional<Integer> tries(PreparedStatement update) throws SQLException {
    try (ResultSet row = update.executeQuery()) {
      return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
    }
  }

  @Override
  public void end(Execution execution, End end, Instant at) {
    var _ =
        schema.work(
            connection -> {
              try (var update =
                  connection.prepareStatement(
                      """
                      update standing.execution
                      set tries = tries + 1, ended_at = ?, state = ?, ledger_transaction = ?,
                        problem_code = ?, problem_values = ?
                      where standing_order = ? and number = ? and state = 'DUE'
                      returning tries
                      """)) {
                update.setLong(1, at.toEpochMilli());
                bind(update, end);
                update.setLong(6, execution.order());
                update.setInt(7, execution.number());
                Optional<Integer> tries = tries(update);
                if (tries.isPresent()) {
                  happenings.ended(connection, execution, tries.get(), end, at);
                }
                return tries;
              }
            });
  }

  private static void bind(PreparedStatement update, End end) throws SQLException {
    switch (end) {
      case End.Paid(var transaction) -> {
        update.setString(2, StandingOrder.Fate.PAID.name());
        update.setString(3, transaction.toString());
        update.setNull(4, Types.INTEGER);
        update.setNull(5, Types.VARCHAR);
      }
      case End.Failed(Problem problem) -> {
        update.setString(2, StandingOrder.Fate.FAILED.name());
        update.setNull(3, Types.VARCHAR);
        update.setInt(4, problem.code().number());
        update.setString(5, KeptProblem.values(problem));
      }
    }
  }

  @Override
  public StandingOrder change(long order, State from, State to, Instant at) {
    return schema.work(
        connection -> {
          try (var update =
              connection.prepareStatement(
                  """
                  update standing.standing_order set state = ?, changed_at = ?
                  where seq = ? and state = ?
                  """)) {
            update.setString(1, to.name());
            update.setLong(2, at.toEpochMilli());
            update.setLong(3, order);
            update.setString(4, from.name());
            if (update.executeUpdate() == 1) {
              happenings.changed(connection, order, to, at);
            }
          }
          return StandingRows.bySeq(connection, order);
        });
  }

  @Override
  public StandingOrder change(
      long order, State from, State to, int number, Instant dueAt, Instant at) {
    return schema.work(
        connection -> {
          try (var update =
              connection.prepareStatement(
                  """
                  update standing.standing_order
                  set state = ?, number = ?, due_at = ?, changed_at = ?
                  where seq = ? and state = ? and number <= ?
                  """)) {
            update.setString(1, to.name());
            update.setInt(2, number);
            update.setLong(3, dueAt.toEpochMilli());
            update.setLong(4, at.toEpochMilli());
            update.setLong(5, order);
            update.setString(6, from.name());
            update.setInt(7, number);
            if (update.executeUpdate() == 1) {
              happenings.changed(connection, order, to, at);
            }
          }
          return StandingRows.bySeq(connection, order);
        });
  }
}
