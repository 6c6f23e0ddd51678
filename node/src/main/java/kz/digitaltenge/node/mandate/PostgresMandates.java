package kz.digitaltenge.node.mandate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.mandate.Filed.Stage;
import kz.digitaltenge.node.vault.SideSchema;
import kz.digitaltenge.node.vault.VaultDatabase;

/// Mandates and what is filed under them in PostgreSQL, in a schema of their own. Each method is
/// one unit of work.
final class PostgresMandates implements MandateBook {
  private static final String SCHEMA = "mandate";
  private static final String MIGRATIONS = "classpath:kz/digitaltenge/node/mandate";
  private static final int VERSION = 5;

  private final SideSchema tables;

  private PostgresMandates(SideSchema tables) {
    this.tables = tables;
  }

  /// Makes the tables where they are missing.
  static PostgresMandates open(VaultDatabase database) {
    return new PostgresMandates(new SideSchema(database, SCHEMA, MIGRATIONS, VERSION).prepare());
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
              try (var update =
                  connection.prepareStatement(
                      """
                      update mandate.filed set stage = 'WITHDRAWN', changed_at = ?, note = ?
                      where payer = ? and stage = 'AWAITING_APPROVAL'
                      """)) {
                update.setLong(1, mandate.at().toEpochMilli());
                update.setString(2, MANDATE_CHANGED);
                update.setString(3, mandate.account().value());
                return update.executeUpdate();
              }
            });
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
          FiledRows.add(connection, filed);
          return FiledRows.find(connection, filed.key(), "").orElseThrow();
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
          FiledRows.move(connection, key, Stage.AWAITING_APPROVAL, step, decision.at());
          return FiledRows.find(connection, key, "").orElseThrow();
        });
  }

  @Override
  public Filed move(String key, Stage from, Step step, Instant at) {
    return tables.work(
        connection -> {
          FiledRows.move(connection, key, from, step, at);
          return FiledRows.find(connection, key, "").orElseThrow();
        });
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
  public List<Filed> due(Instant now, int limit) {
    return tables.work(
        connection -> {
          try (var query =
              connection.prepareStatement(
                  "(%s where stage = 'APPROVED' and digest is null) union all (%s where stage = 'AWAITING_APPROVAL'"
                          .formatted(FiledRows.SELECT, FiledRows.SELECT)
                      + " and until <= ? order by until limit ?)")) {
            query.setLong(1, now.toEpochMilli());
            query.setInt(2, limit);
            return FiledRows.read(query);
          }
        });
  }
}
