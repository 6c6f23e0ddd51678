package kz.digitaltenge.node.standing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.register.KeptProblem;
import kz.digitaltenge.node.standing.StandingBook.Due;
import kz.digitaltenge.node.standing.StandingBook.Tried;
import kz.digitaltenge.node.standing.StandingOrder.Execution;
import kz.digitaltenge.node.standing.StandingOrder.Fate;
import kz.digitaltenge.node.standing.StandingOrder.Payee;
import kz.digitaltenge.node.standing.StandingOrder.State;
import kz.digitaltenge.node.vault.NewestFirst;

/// Reads rows of standing orders and of what fell due.
final class StandingRows {
  private static final String ORDER =
      """
      select seq, id, digest, payer, account, alias_kind, alias, tiyn, purpose, every, first,
        at_time, shift, until, times, evidence, state, number, due_at, created_at, changed_at
      from standing.standing_order
      """;

  private static final String EXECUTION =
      """
      select standing_order, number, day, due_at, state, tries, try_at, ended_at,
        ledger_transaction, problem_code, problem_values
      from standing.execution
      """;

  private StandingRows() {}

  static Optional<StandingOrder> byId(Connection connection, String id) throws SQLException {
    try (var query = connection.prepareStatement(ORDER + " where id = ?")) {
      query.setString(1, id);
      return orders(query).stream().findFirst();
    }
  }

  static StandingOrder bySeq(Connection connection, long order) throws SQLException {
    try (var query = connection.prepareStatement(ORDER + " where seq = ?")) {
      query.setLong(1, order);
      return orders(query).getFirst();
    }
  }

  /// By an account's own index or, without one, by that of a state.
  static ListPart<StandingOrder> find(
      Connection connection, StandingBook.Wanted wanted, long before, int limit)
      throws SQLException {
    var looking = new NewestFirst(ORDER);
    wanted.payer().ifPresent(each -> looking.of("payer", each.value()));
    wanted
        .state()
        .ifPresent(
            each -> {
              if (wanted.payer().isPresent()) {
                looking.narrowed("state = ?", each.name());
              } else {
                looking.of("state", each.name());
              }
            });
    return looking.part(connection, before, limit, StandingRows::order);
  }

  static List<StandingOrder> ripe(
      Connection connection, Instant now, StandingBook.Ripe after, int limit) throws SQLException {
    try (var query =
        connection.prepareStatement(
            ORDER
                + " where state = 'ACTIVE' and due_at <= ? and due_at >= ? and (due_at, seq) >"
                + " (?, ?) order by due_at, seq limit ?")) {
      query.setLong(1, now.toEpochMilli());
      query.setLong(2, after.dueAt().toEpochMilli());
      query.setLong(3, after.dueAt().toEpochMilli());
      query.setLong(4, after.order());
      query.setInt(5, limit);
      return orders(query);
    }
  }

  static List<Execution> executions(Connection connection, long order, int after, int limit)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            EXECUTION + " where standing_order = ? and number > ? order by number limit ?")) {
      query.setLong(1, order);
      query.setInt(2, after);
      query.setInt(3, limit);
      return executions(query);
    }
  }

  static List<Due> open(Connection connection, Instant now, Tried after, int limit)
      throws SQLException {
    List<Execution> found;
    try (var query =
        connection.prepareStatement(
            EXECUTION
                + " where state = 'DUE' and try_at <= ? and try_at >= ? and (try_at,"
                + " standing_order, number) > (?, ?, ?) order by try_at, standing_order, number"
                + " limit ?")) {
      query.setLong(1, now.toEpochMilli());
      query.setLong(2, after.tryAt().toEpochMilli());
      query.setLong(3, after.tryAt().toEpochMilli());
      query.setLong(4, after.order());
      query.setInt(5, after.number());
      query.setInt(6, limit);
      found = executions(query);
    }
    Map<Long, StandingOrder> orders = bySeq(connection, found);
    return found.stream()
        .map(each -> new Due(each, Objects.requireNonNull(orders.get(each.order()))))
        .toList();
  }

  private static Map<Long, StandingOrder> bySeq(Connection connection, List<Execution> executions)
      throws SQLException {
    try (var query = connection.prepareStatement(ORDER + " where seq = any (?)")) {
      Long[] seqs = executions.stream().map(Execution::order).distinct().toArray(Long[]::new);
      query.setArray(1, connection.createArrayOf("int8", seqs));
      return orders(query).stream()
          .collect(Collectors.toMap(StandingOrder::seq, Function.identity()));
    }
  }

  static StandingBook.UnderWay underWay(Connection connection) throws SQLException {
    try (var query =
            connection.prepareStatement(
                """
                select (select count(*) from standing.standing_order where state = 'ACTIVE'),
                  (select count(*) from standing.execution where state = 'DUE')
                """);
        ResultSet row = query.executeQuery()) {
      row.next();
      return new StandingBook.UnderWay(row.getLong(1), row.getLong(2));
    }
  }

  private static List<StandingOrder> orders(PreparedStatement query) throws SQLException {
    var found = new ArrayList<StandingOrder>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.add(order(row));
      }
    }
    return found;
  }

  private static StandingOrder order(ResultSet row) throws SQLException {
    int times = row.getInt("times");
    var schedule =
        new Schedule(
            Schedule.Every.valueOf(row.getString("every")),
            row.getObject("first", LocalDate.class),
            row.getObject("at_time", LocalTime.class),
            Schedule.Shift.valueOf(row.getString("shift")),
            Optional.ofNullable(row.getObject("until", LocalDate.class)),
            times == 0 ? Optional.empty() : Optional.of(times));
    String kind = row.getString("alias_kind");
    Payee payee =
        kind == null
            ? new Payee.Numbered(new AccountId(row.getString("account")))
            : new Payee.Known(new Alias(Alias.Kind.valueOf(kind), row.getString("alias")));
    return new StandingOrder(
        row.getLong("seq"),
        new StandingOrder.Order(
            row.getString("id"),
            Hash.fromHex(row.getString("digest")),
            new AccountId(row.getString("payer")),
            payee,
            new Amount(row.getLong("tiyn")),
            row.getString("purpose"),
            schedule,
            row.getLong("evidence")),
        State.valueOf(row.getString("state")),
        row.getInt("number"),
        Instant.ofEpochMilli(row.getLong("due_at")),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("changed_at")));
  }

  private static List<Execution> executions(PreparedStatement query) throws SQLException {
    var found = new ArrayList<Execution>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.add(execution(row));
      }
    }
    return found;
  }

  private static Execution execution(ResultSet row) throws SQLException {
    String values = row.getString("problem_values");
    Optional<Problem> problem =
        values == null
            ? Optional.empty()
            : Optional.of(KeptProblem.of(row.getInt("problem_code"), values));
    Long ended = row.getObject("ended_at", Long.class);
    return new Execution(
        row.getLong("standing_order"),
        row.getInt("number"),
        row.getObject("day", LocalDate.class),
        Instant.ofEpochMilli(row.getLong("due_at")),
        Fate.valueOf(row.getString("state")),
        row.getInt("tries"),
        Instant.ofEpochMilli(row.getLong("try_at")),
        Optional.ofNullable(ended).map(Instant::ofEpochMilli),
        Optional.ofNullable(row.getString("ledger_transaction")).map(TransactionId::fromHex),
        problem);
  }
}
