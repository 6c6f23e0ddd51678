package kz.digitaltenge.node.mandate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.mandate.Filed.Stage;
import kz.digitaltenge.node.vault.Happening;
import kz.digitaltenge.node.vault.SideSchema;
import kz.digitaltenge.node.vault.VaultDatabase;

/// Mandates and what is filed under them in PostgreSQL, in a schema of their own. Each method is
/// one unit of work.
final class PostgresMandates implements MandateBook {
  private static final String SCHEMA = "mandate";
  private static final String MIGRATIONS = "classpath:kz/digitaltenge/node/mandate";
  private static final int VERSION = 8;

  private final SideSchema tables;
  private final PostgresOutbox outbox;

  private PostgresMandates(SideSchema tables, PostgresOutbox outbox) {
    this.tables = tables;
    this.outbox = outbox;
  }

  /// Makes the tables where they are missing.
  ///
  /// @param outbox in the same database
  static PostgresMandates open(VaultDatabase database, PostgresOutbox outbox) {
    return new PostgresMandates(
        new SideSchema(database, SCHEMA, MIGRATIONS, VERSION).prepare(), outbox);
  }

  @Override
  public void close() {
    tables.close();
  }

  @Override
  public void keep(Mandate mandate) {
    var _ =
        tables.work(
            connection -> {
              MandateRows.add(connection, mandate);
              // Whoever decides has the row locked before the outbox, so here too.
              List<String> withdrawn = withdrawAll(connection, mandate);
              outbox.put(connection, FiledHappenings.kept(mandate));
              for (String key : withdrawn) {
                Filed now = FiledRows.find(connection, key, "").orElseThrow();
                put(
                    connection,
                    FiledHappenings.moved(Stage.AWAITING_APPROVAL, now, Optional.empty()));
              }
              return mandate;
            });
  }

  private static List<String> withdrawAll(Connection connection, Mandate mandate)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update mandate.filed set stage = 'WITHDRAWN', changed_at = ?, note = ?
            where payer = ? and stage = 'AWAITING_APPROVAL' returning key
            """)) {
      update.setLong(1, mandate.at().toEpochMilli());
      update.setString(2, MANDATE_CHANGED);
      update.setString(3, mandate.account().value());
      var withdrawn = new ArrayList<String>();
      try (ResultSet row = update.executeQuery()) {
        while (row.next()) {
          withdrawn.add(row.getString(1));
        }
      }
      return withdrawn;
    }
  }

  private void put(Connection connection, Optional<Happening> happening) throws SQLException {
    if (happening.isPresent()) {
      outbox.put(connection, happening.get());
    }
  }

  @Override
  public void eachNewest(Consumer<Mandate> reader) {
    tables.work(MandateRows::newest).forEach(reader);
  }

  @Override
  public List<Mandate> mandates(AccountId account) {
    return tables.work(connection -> MandateRows.of(connection, account));
  }

  @Override
  public Filed file(Filed filed) {
    return tables.work(
        connection -> {
          boolean isNew = FiledRows.add(connection, filed);
          Filed kept = FiledRows.find(connection, filed.key(), "").orElseThrow();
          if (isNew) {
            put(connection, FiledHappenings.filed(kept));
          }
          return kept;
        });
  }

  @Override
  public Optional<Filed> find(String key) {
    return tables.work(connection -> FiledRows.find(connection, key, ""));
  }

  @Override
  public List<Decision> decisions(String key) {
    return tables.work(connection -> FiledRows.decisions(connection, key));
  }

  @Override
  public Filed decide(Decision decision, Function<List<Decision>, Step> leads) {
    String key = decision.filed();
    return tables.work(
        connection -> {
          Filed now = FiledRows.find(connection, key, " for update").orElseThrow();
          if (now.stage() != Stage.AWAITING_APPROVAL || !FiledRows.add(connection, decision)) {
            return now;
          }
          Step step = leads.apply(FiledRows.decisions(connection, key));
          return moved(connection, key, Stage.AWAITING_APPROVAL, step, decision.at());
        });
  }

  @Override
  public Filed move(String key, Stage from, Step step, Instant at) {
    return tables.work(connection -> moved(connection, key, from, step, at));
  }

  private Filed moved(Connection connection, String key, Stage from, Step step, Instant at)
      throws SQLException {
    boolean isMoved = FiledRows.move(connection, key, from, step, at);
    Filed now = FiledRows.find(connection, key, "").orElseThrow();
    if (isMoved) {
      put(connection, FiledHappenings.moved(from, now, step.code()));
    }
    return now;
  }

  @Override
  public List<Filed> waitingAfter(String id, int limit) {
    return tables.work(
        connection -> {
          try (var query =
              connection.prepareStatement(
                  FiledRows.SELECT
                      + "where stage = 'AWAITING_APPROVAL' and digest is null"
                      + " and key > ? order by key limit ?")) {
            query.setString(1, id);
            query.setInt(2, limit);
            return FiledRows.read(query);
          }
        });
  }

  @Override
  public Map<PaymentId, AccountId> openPayments() {
    return tables.work(
        connection -> {
          try (var query =
                  connection.prepareStatement(
                      """
                      select key, payer from mandate.filed
                      where stage in ('AWAITING_APPROVAL', 'APPROVED') and digest is null
                      """);
              ResultSet row = query.executeQuery()) {
            var found = new HashMap<PaymentId, AccountId>();
            while (row.next()) {
              found.put(new PaymentId(row.getString(1)), new AccountId(row.getString(2)));
            }
            return found;
          }
        });
  }

  @Override
  public List<Filed> due(Instant now, int limit) {
    return tables.work(
        connection -> {
          try (var query =
              connection.prepareStatement(
                  "(%s where stage = 'APPROVED' and digest is null order by changed_at) union all (%s where stage = 'AWAITING_APPROVAL'"
                          .formatted(FiledRows.SELECT, FiledRows.SELECT)
                      + " and until <= ? order by until limit ?)")) {
            query.setLong(1, now.toEpochMilli());
            query.setInt(2, limit);
            return FiledRows.read(query);
          }
        });
  }
}
