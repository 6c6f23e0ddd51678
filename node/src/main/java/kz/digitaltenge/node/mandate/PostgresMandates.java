package kz.digitaltenge.node.mandate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.mandate.FiledPayment.Stage;
import kz.digitaltenge.node.vault.SideSchema;
import kz.digitaltenge.node.vault.VaultDatabase;

/// Mandates and filed payments in PostgreSQL, in a schema of their own. Each method is one unit of
/// work.
final class PostgresMandates implements MandateBook {
  private static final String SCHEMA = "mandate";
  private static final String MIGRATIONS = "classpath:kz/digitaltenge/node/mandate";
  private static final int VERSION = 1;

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
                      update mandate.payment set stage = 'WITHDRAWN', changed_at = ?, note = ?
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
  public void eachInForce(Consumer<Mandate> reader) {
    tables.work(MandateRows::inForce).forEach(reader);
  }

  @Override
  public List<Mandate> mandates(AccountId account) {
    return tables.work(connection -> MandateRows.of(connection, account));
  }

  @Override
  public FiledPayment file(FiledPayment payment) {
    return tables.work(
        connection -> {
          FiledRows.add(connection, payment);
          return FiledRows.find(connection, payment.id(), "").orElseThrow();
        });
  }

  @Override
  public Optional<FiledPayment> find(PaymentId id) {
    return tables.work(connection -> FiledRows.find(connection, id, ""));
  }

  @Override
  public List<Decision> decisions(PaymentId payment) {
    return tables.work(connection -> FiledRows.decisions(connection, payment));
  }

  @Override
  public FiledPayment decide(Decision decision, Function<List<Decision>, Step> leads) {
    PaymentId id = decision.payment();
    return tables.work(
        connection -> {
          FiledPayment now = FiledRows.find(connection, id, " for update").orElseThrow();
          if (now.stage() != Stage.AWAITING_APPROVAL || !FiledRows.add(connection, decision)) {
            return now;
          }
          Step step = leads.apply(FiledRows.decisions(connection, id));
          FiledRows.move(connection, id, Stage.AWAITING_APPROVAL, step, decision.at());
          return FiledRows.find(connection, id, "").orElseThrow();
        });
  }

  @Override
  public FiledPayment move(PaymentId id, Stage from, Step step, Instant at) {
    return tables.work(
        connection -> {
          FiledRows.move(connection, id, from, step, at);
          return FiledRows.find(connection, id, "").orElseThrow();
        });
  }

  @Override
  public List<FiledPayment> waitingAfter(String id, int limit) {
    return tables.work(
        connection -> {
          try (var query =
              connection.prepareStatement(
                  FiledRows.SELECT
                      + "where stage = 'AWAITING_APPROVAL' and id > ? order by id limit ?")) {
            query.setString(1, id);
            query.setInt(2, limit);
            return FiledRows.read(query);
          }
        });
  }

  @Override
  public List<FiledPayment> due(Instant now, int limit) {
    return tables.work(
        connection -> {
          try (var query =
              connection.prepareStatement(
                  "(%s where stage = 'APPROVED') union all (%s where stage = 'AWAITING_APPROVAL'"
                          .formatted(FiledRows.SELECT, FiledRows.SELECT)
                      + " and until <= ? order by until limit ?)")) {
            query.setLong(1, now.toEpochMilli());
            query.setInt(2, limit);
            return FiledRows.read(query);
          }
        });
  }
}
