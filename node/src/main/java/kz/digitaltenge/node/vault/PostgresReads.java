package kz.digitaltenge.node.vault;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.VaultException.Reason;

/// Looks rows up by key over a few pooled connections, each reading on a virtual thread.
final class PostgresReads implements AutoCloseable {
  private static final int CONNECTIONS_MAX = 4;

  /// One more than may all be dead.
  private static final int CONNECTIONS_TRIED = CONNECTIONS_MAX + 1;

  private static final long CONNECTION_WAIT_MILLIS = 10_000;

  private static final String BY_ID =
      "select %s from unnest(?) as wanted (id) join vault.entry e on e.id = wanted.id left join"
              .formatted(Rows.ENTRY_COLUMNS)
          + " vault.settled s on s.id = e.id order by e.seq";

  // A transaction within the bank may have an entry of either side, with the same bytes.
  private static final String CREATIONS =
      "select e.id, e.transaction, s.proof from unnest(?) as wanted (id) join vault.entry e on e.id"
          + " = wanted.id left join vault.settled s on s.id = e.id";

  private static final String BY_ATTEMPT =
      "select %s from vault.entry e left join vault.settled s on s.id = e.id where e.payment = ? and"
              .formatted(Rows.ENTRY_COLUMNS)
          + " e.side = 1 order by e.seq";

  private static final String BY_PEER =
      "select %s from vault.entry e left join vault.settled s on s.id = e.id where e.payment = ? and"
              .formatted(Rows.ENTRY_COLUMNS)
          + " e.peer = ? and e.side = 0 order by e.seq";

  // Few rows are as long as this, and an index has only them.
  private static final String REFUNDS =
      "select %s from vault.entry e left join vault.settled s on s.id = e.id where e.details = ? and"
              .formatted(Rows.ENTRY_COLUMNS)
          + " octet_length(e.details) = 32 order by e.seq";

  private static final String HISTORY =
      "select seq, id, account, direction, asset, mark, tiyn, payment, counterparty, remittance,"
          + " log_time, (select r.details from vault.entry r where r.id = m.id and"
          + " octet_length(r.details) = 32 limit 1) as refund_of from vault.movement m where"
          + " account = ? and seq < ? order by seq desc limit ?";

  // Movements stand with kind -1.
  private static final String EVENTS =
      "select e.*, (select r.details from vault.entry r where r.id = e.id and"
          + " octet_length(r.details) = 32 limit 1) as refund_of from ((select seq, -1 as kind,"
          + " account, log_time, id, direction, asset, mark, tiyn, payment, counterparty,"
          + " remittance, null as subject, null::int as number, null as currency, null::int as"
          + " code, null as detail from vault.movement where seq > ? order by seq limit ?) union"
          + " all (select seq, kind, account, at, id, 1, asset, mark, tiyn, payment, counterparty,"
          + " remittance, subject, number, currency, code, detail from vault.happening where seq >"
          + " ? order by seq limit ?)) as e order by seq limit ?";

  /// Asks the database something.
  @FunctionalInterface
  private interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  private final HikariDataSource pool;
  private final ExecutorService threads;

  PostgresReads(VaultDatabase database, String name) {
    var config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setDataSourceProperties(database.byKey("reads"));
    config.setPoolName("vault reads " + name);
    config.setMaximumPoolSize(CONNECTIONS_MAX);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_WAIT_MILLIS);
    config.setReadOnly(true);
    // The writer's connection has just shown that the database is there.
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
    this.threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("vault read " + name + " ", 0).factory());
  }

  CompletableFuture<List<KnownTransaction>> transactions(Collection<TransactionId> ids) {
    return ask(
        connection -> {
          try (var query = connection.prepareStatement(BY_ID)) {
            query.setArray(1, keys(connection, ids));
            try (var rows = query.executeQuery()) {
              return KnownRows.all(rows);
            }
          }
        });
  }

  CompletableFuture<List<Creation>> creations(Set<TransactionId> ids) {
    return ask(
        connection -> {
          try (var query = connection.prepareStatement(CREATIONS)) {
            query.setArray(1, keys(connection, ids));
            try (var rows = query.executeQuery()) {
              var creations = new ArrayList<Creation>();
              while (rows.next()) {
                creations.add(Rows.creation(rows));
              }
              return creations;
            }
          }
        });
  }

  private static Array keys(Connection connection, Collection<TransactionId> ids)
      throws SQLException {
    var keys = ids.stream().distinct().map(id -> id.hash().trusted()).toArray(byte[][]::new);
    return connection.createArrayOf("bytea", keys);
  }

  CompletableFuture<List<KnownTransaction>> attempts(PaymentId payment) {
    return known(BY_ATTEMPT, payment.value());
  }

  CompletableFuture<List<KnownTransaction>> received(NodeId peer, PaymentId payment) {
    return known(BY_PEER, payment.value(), peer.value());
  }

  CompletableFuture<List<KnownTransaction>> refunds(TransactionId payment) {
    return ask(
        connection -> {
          try (var query = connection.prepareStatement(REFUNDS)) {
            query.setBytes(1, RefundLink.to(payment).trusted());
            try (var rows = query.executeQuery()) {
              return KnownRows.all(rows);
            }
          }
        });
  }

  CompletableFuture<HistoryPage> history(AccountId account, long before, int limit) {
    HistoryPage.requireLimit(limit);
    return ask(
        connection -> {
          try (var query = connection.prepareStatement(HISTORY)) {
            query.setString(1, account.value());
            query.setLong(2, before);
            query.setInt(3, limit + 1);
            return page(query.executeQuery(), limit);
          }
        });
  }

  CompletableFuture<PaymentPage> payments(
      PaymentQuestion question, NodeId self, long before, int limit) {
    HistoryPage.requireLimit(limit);
    return ask(connection -> new PaymentReads(connection, question, self).before(before, limit));
  }

  CompletableFuture<List<VaultEvent>> events(long after, int limit) {
    VaultEvent.requireLimit(limit);
    return ask(
        connection -> {
          try (var query = connection.prepareStatement(EVENTS)) {
            query.setLong(1, after);
            query.setInt(2, limit);
            query.setLong(3, after);
            query.setInt(4, limit);
            query.setInt(5, limit);
            return events(query.executeQuery());
          }
        });
  }

  @Override
  public void close() {
    threads.close();
    pool.close();
  }

  private CompletableFuture<List<KnownTransaction>> known(String sql, String... keys) {
    return ask(
        connection -> {
          try (var query = connection.prepareStatement(sql)) {
            for (var place = 0; place < keys.length; place++) {
              query.setString(place + 1, keys[place]);
            }
            try (var rows = query.executeQuery()) {
              return KnownRows.all(rows);
            }
          }
        });
  }

  private static HistoryPage page(ResultSet rows, int limit) throws SQLException {
    var lines = new ArrayList<HistoryPage.Line>();
    while (rows.next()) {
      lines.add(Rows.read(rows, "movement", "seq", Rows::line));
    }
    return HistoryPage.of(lines, limit);
  }

  private static List<VaultEvent> events(ResultSet rows) throws SQLException {
    var events = new ArrayList<VaultEvent>();
    while (rows.next()) {
      events.add(Rows.read(rows, "happening", "seq", Rows::event));
    }
    return List.copyOf(events);
  }

  private <T> CompletableFuture<T> ask(Question<T> question) {
    var answer = new CompletableFuture<T>();
    try {
      threads.execute(() -> answer(question, answer));
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(new VaultException(Reason.STOPPED, "The vault has stopped.", e));
    }
    return answer;
  }

  private <T> void answer(Question<T> question, CompletableFuture<T> answer) {
    try {
      answer.complete(asked(question));
    } catch (SQLException e) {
      answer.completeExceptionally(SqlFailure.explained(e));
    } catch (RuntimeException e) {
      answer.completeExceptionally(
          e instanceof VaultException
              ? e
              : new VaultException(Reason.UNEXPECTED, "A read failed: " + e.getMessage(), e));
    }
  }

  /// The server may have ended a connection of the pool since it was used; another one answers.
  private <T> T asked(Question<T> question) throws SQLException {
    for (int tries = 1; ; tries++) {
      try (var connection = pool.getConnection()) {
        try {
          return question.ask(connection);
        } catch (SQLException e) {
          if (SqlFailure.of(e) != SqlFailure.CONNECTION_LOST || tries == CONNECTIONS_TRIED) {
            throw e;
          }
        }
      }
    }
  }
}
