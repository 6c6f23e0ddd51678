package kz.digitaltenge.node.request;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.peer.PayRequest;
import kz.digitaltenge.node.register.KeptNote;
import kz.digitaltenge.node.request.Request.Side;
import kz.digitaltenge.node.request.Request.Stage;
import kz.digitaltenge.node.vault.Happening;
import kz.digitaltenge.node.vault.SideSchema;
import kz.digitaltenge.node.vault.VaultDatabase;

/// Requests to pay in PostgreSQL, in a schema of their own. Each method is one unit of work.
public final class PostgresRequests implements RequestBook, AutoCloseable {
  private static final String SCHEMA = "payment_request";
  private static final String MIGRATIONS = "classpath:kz/digitaltenge/node/request";
  private static final int VERSION = 6;
  private static final long SECONDS_A_DAY = Duration.ofDays(1).toSeconds();
  static final String COLUMNS =
      """
      id, side, name, peer, payee, payee_name, payer, issuer, code, tiyn, purpose, expires_at,
        stage, created_at, changed_at, position, told, sent, note,
        problem_code, problem_values
      """;
  private static final String SELECT = "select " + COLUMNS + " from payment_request.request";
  private static final String UNDECIDED =
      "stage in ('ORDERED', 'OPEN', 'CANCELLING', 'AWAITING_APPROVAL', 'ACCEPTED')";

  private final SideSchema tables;
  private final PostgresOutbox outbox;
  private final AskingLimits limits;

  private PostgresRequests(SideSchema tables, PostgresOutbox outbox, AskingLimits limits) {
    this.tables = tables;
    this.outbox = outbox;
    this.limits = limits;
  }

  /// Makes the tables where they are missing.
  ///
  /// @param database that of the bank's node
  /// @param outbox in the same database
  /// @throws PlatformException when the database does not answer
  public static PostgresRequests open(
      VaultDatabase database, PostgresOutbox outbox, AskingLimits limits) {
    return new PostgresRequests(
        new SideSchema(database, SCHEMA, MIGRATIONS, VERSION).prepare(), outbox, limits);
  }

  @Override
  public void close() {
    tables.close();
  }

  @Override
  public Request add(Request fresh) {
    return tables.work(
        connection -> {
          long position = next(connection);
          Optional<Request> known = found(connection, fresh.id());
          if (known.isPresent()) {
            return known.get();
          }
          if (fresh.side() == Side.PAYER) {
            requireRoom(connection, fresh);
          }
          insert(connection, fresh, position);
          Optional<Happening> happening = RequestHappenings.noted(fresh);
          if (happening.isPresent()) {
            outbox.put(connection, happening.get());
          }
          return found(connection, fresh.id()).orElseThrow();
        });
  }

  @Override
  public Optional<Request> find(PaymentId id) {
    return tables.work(connection -> found(connection, id));
  }

  @Override
  public List<Request> due(Instant now) {
    return tables.work(
        connection -> {
          try (var query =
              connection.prepareStatement(
                  """
                  select %s from (
                    select *, row_number() over (partition by peer order by next_at, id) as of_peer
                    from payment_request.request
                    where (not told or %s) and next_at <= ?) as waiting
                  where of_peer <= ? order by next_at, id limit ?
                  """
                      .formatted(COLUMNS, UNDECIDED))) {
            query.setLong(1, now.toEpochMilli());
            query.setInt(2, DUE_PER_BANK_MAX);
            query.setInt(3, DUE_MAX);
            return read(query);
          }
        });
  }

  @Override
  public void tried(PaymentId id, Instant at) {
    var _ =
        tables.work(
            connection -> {
              try (var update =
                  connection.prepareStatement(
                      """
                      update payment_request.request
                      set tries = tries + 1,
                        next_at = greatest(next_at,
                          ? + least(case stage when 'AWAITING_APPROVAL' then ? else ? end,
                            ?::bigint << least(tries, 16)))
                      where id = ?
                      """)) {
                update.setLong(1, at.toEpochMilli());
                update.setLong(2, APPROVAL_REST_MAX.toMillis());
                update.setLong(3, REST_MAX.toMillis());
                update.setLong(4, REST_MIN.toMillis());
                update.setString(5, id.value());
                return update.executeUpdate();
              }
            });
  }

  @Override
  public Part changedAfter(Wanted wanted, long position, int limit) {
    return tables.work(connection -> RequestSearch.part(connection, wanted, position, limit));
  }

  @Override
  public Map<Side, Long> undecided() {
    return tables.work(
        connection -> {
          try (var query =
                  connection.prepareStatement(
                      "select side, count(*) from payment_request.request where %s group by side"
                          .formatted(UNDECIDED));
              ResultSet row = query.executeQuery()) {
            var counts = new EnumMap<Side, Long>(Side.class);
            while (row.next()) {
              counts.put(Side.valueOf(row.getString(1)), row.getLong(2));
            }
            return counts;
          }
        });
  }

  @Override
  public Request move(PaymentId id, Set<Stage> from, Change change, Instant at) {
    return tables.work(
        connection -> {
          long position = next(connection);
          Request now = found(connection, id).orElseThrow();
          if (!from.contains(now.stage())) {
            return now;
          }
          try (var update =
              connection.prepareStatement(
                  """
                  update payment_request.request
                  set tries = case when stage = ? then tries else 0 end,
                    next_at = case when stage = ? then next_at else ? end,
                    stage = ?, told = ?, sent = sent or ?, note = ?,
                    problem_code = ?, problem_values = ?, changed_at = ?, position = ?
                  where id = ?
                  """)) {
            update.setString(1, change.to().name());
            update.setString(2, change.to().name());
            update.setLong(3, now.due(change.to(), at).toEpochMilli());
            update.setString(4, change.to().name());
            update.setBoolean(5, change.told());
            update.setBoolean(6, change.sent());
            KeptNote.set(update, 7, change.note());
            update.setLong(10, at.toEpochMilli());
            update.setLong(11, position);
            update.setString(12, id.value());
            update.executeUpdate();
          }
          Request moved = found(connection, id).orElseThrow();
          for (Happening each : RequestHappenings.moved(now, moved, change.code())) {
            outbox.put(connection, each);
          }
          return moved;
        });
  }

  @Override
  public int forget(Instant before) {
    return tables.work(
        connection -> {
          try (var delete =
              connection.prepareStatement(
                  """
                  delete from payment_request.request where id in (
                    select id from payment_request.request
                    where told and not %s and changed_at < ? order by changed_at limit ?)
                  """
                      .formatted(UNDECIDED))) {
            delete.setLong(1, before.toEpochMilli());
            delete.setInt(2, FORGOTTEN_MAX);
            int forgotten = delete.executeUpdate();
            forgetDays(connection, before);
            return forgotten;
          }
        });
  }

  private static void forgetDays(Connection connection, Instant before) throws SQLException {
    try (var delete =
        connection.prepareStatement("delete from payment_request.asked where day < ?")) {
      delete.setLong(1, day(before));
      delete.executeUpdate();
    }
  }

  private static long day(Instant at) {
    return at.getEpochSecond() / SECONDS_A_DAY;
  }

  /// Holds others back until this unit of work ends.
  private static long next(Connection connection) throws SQLException {
    try (var update =
            connection.prepareStatement(
                "update payment_request.last set position = position + 1 returning position");
        ResultSet row = update.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /// Counts it, so that who was refused has not used anything up: the unit of work is undone.
  private void requireRoom(Connection connection, Request fresh) throws SQLException {
    boolean hasRoom = hasRoom(connection, fresh);
    if (!hasRoom || askedToday(connection, fresh) > limits.perDay()) {
      throw Problem.of(ErrorCode.PAYER_ASKED_TOO_OFTEN).exception();
    }
  }

  private boolean hasRoom(Connection connection, Request fresh) throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            select count(*), count(*) filter (where payer = ?) from payment_request.request
            where side = 'PAYER' and %s and peer = ?
            """
                .formatted(UNDECIDED))) {
      query.setString(1, fresh.terms().payer().value());
      query.setString(2, fresh.peer().value());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1) < limits.undecided() && row.getLong(2) < limits.undecidedOfPayer();
      }
    }
  }

  private static long askedToday(Connection connection, Request fresh) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            insert into payment_request.asked (peer, day, requests) values (?, ?, 1)
            on conflict (peer, day) do update set requests = asked.requests + 1
            returning requests
            """)) {
      update.setString(1, fresh.peer().value());
      update.setLong(2, day(fresh.createdAt()));
      try (ResultSet row = update.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static void insert(Connection connection, Request fresh, long position)
      throws SQLException {
    PayRequest terms = fresh.terms();
    try (var insert =
        connection.prepareStatement(
            """
            insert into payment_request.request (id, side, name, peer, payee, payee_name, payer,
              issuer, code, tiyn, purpose, expires_at, stage, created_at, changed_at, position, told,
              note, next_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      insert.setString(1, fresh.id().value());
      insert.setString(2, fresh.side().name());
      insert.setString(3, terms.name().value());
      insert.setString(4, fresh.peer().value());
      insert.setString(5, terms.payee().value());
      insert.setString(6, terms.payeeName());
      insert.setString(7, terms.payer().value());
      insert.setString(8, terms.asset().issuer().value());
      insert.setString(9, terms.asset().code());
      insert.setLong(10, terms.amount().tiyn());
      insert.setString(11, terms.purpose());
      insert.setLong(12, terms.expiresAt().toEpochMilli());
      insert.setString(13, fresh.stage().name());
      insert.setLong(14, fresh.createdAt().toEpochMilli());
      insert.setLong(15, fresh.changedAt().toEpochMilli());
      insert.setLong(16, position);
      insert.setBoolean(17, fresh.told());
      insert.setString(18, fresh.note().words());
      insert.setLong(19, fresh.due(fresh.stage(), fresh.changedAt()).toEpochMilli());
      insert.executeUpdate();
    }
  }

  private static Optional<Request> found(Connection connection, PaymentId id) throws SQLException {
    try (var query = connection.prepareStatement(SELECT + " where id = ?")) {
      query.setString(1, id.value());
      return read(query).stream().findFirst();
    }
  }

  private static List<Request> read(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      var found = new ArrayList<Request>();
      while (row.next()) {
        found.add(request(row));
      }
      return found;
    }
  }

  /// Of a row with the columns above.
  static Request request(ResultSet row) throws SQLException {
    return new Request(
        Side.valueOf(row.getString("side")),
        new PaymentId(row.getString("id")),
        new NodeId(row.getString("peer")),
        terms(row),
        Stage.valueOf(row.getString("stage")),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("changed_at")),
        row.getLong("position"),
        row.getBoolean("told"),
        row.getBoolean("sent"),
        KeptNote.read(row));
  }

  private static PayRequest terms(ResultSet row) throws SQLException {
    return new PayRequest(
        new PaymentId(row.getString("name")),
        new AccountId(row.getString("payee")),
        row.getString("payee_name"),
        new AccountId(row.getString("payer")),
        new Asset(new NodeId(row.getString("issuer")), row.getString("code")),
        Amount.ofTiyn(row.getLong("tiyn")),
        row.getString("purpose"),
        Instant.ofEpochMilli(row.getLong("expires_at")));
  }
}
