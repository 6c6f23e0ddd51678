package kz.digitaltenge.node.mandate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.mandate.FiledPayment.Stage;
import kz.digitaltenge.node.mandate.MandateBook.Step;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.vault.Holding;

/// Reads and writes filed payments and the decisions on them.
final class FiledRows {
  static final String SELECT =
      """
      select id, payer, payee, asset_issuer, asset_code, tiyn, purpose, stage, filed_at, until,
        changed_at, ledger_transaction, note, evidence
      from mandate.payment
      """;

  private FiledRows() {}

  static void add(Connection connection, FiledPayment filed) throws SQLException {
    PaymentOrder order = filed.order();
    try (var insert =
        connection.prepareStatement(
            """
            insert into mandate.payment (id, payer, payee, asset_issuer, asset_code, tiyn, purpose,
              stage, filed_at, until, changed_at, note, evidence)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing
            """)) {
      insert.setString(1, order.id().value());
      insert.setString(2, order.payer().value());
      insert.setString(3, FiledPayment.payee(order).value());
      insert.setString(4, order.holding().asset().issuer().value());
      insert.setString(5, order.holding().asset().code());
      insert.setLong(6, order.amount().tiyn());
      insert.setString(7, filed.purpose());
      insert.setString(8, filed.stage().name());
      insert.setLong(9, filed.filedAt().toEpochMilli());
      insert.setLong(10, filed.until().toEpochMilli());
      insert.setLong(11, filed.changedAt().toEpochMilli());
      insert.setString(12, filed.note());
      insert.setLong(13, filed.evidence());
      insert.executeUpdate();
    }
  }

  /// @param more for instance to hold it until the unit of work ends
  static Optional<FiledPayment> find(Connection connection, PaymentId id, String more)
      throws SQLException {
    try (var query = connection.prepareStatement(SELECT + "where id = ?" + more)) {
      query.setString(1, id.value());
      return read(query).stream().findFirst();
    }
  }

  static void move(Connection connection, PaymentId id, Stage from, Step step, Instant at)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update mandate.payment
            set stage = ?, changed_at = ?, ledger_transaction = ?, note = ?
            where id = ? and stage = ?
            """)) {
      update.setString(1, step.to().name());
      update.setLong(2, at.toEpochMilli());
      update.setBytes(3, step.transaction().map(each -> each.hash().trusted()).orElse(null));
      update.setString(4, step.note());
      update.setString(5, id.value());
      update.setString(6, from.name());
      update.executeUpdate();
    }
  }

  /// False when the signatory has decided already.
  static boolean add(Connection connection, Decision decision) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into mandate.decision (payment, signatory, answer, curve, x, y, version,
              signature, at, evidence)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (payment, signatory) do nothing
            """)) {
      insert.setString(1, decision.payment().value());
      insert.setString(2, decision.signatory());
      insert.setString(3, decision.answer().name());
      insert.setString(4, decision.key().curve().name());
      insert.setString(5, decision.key().x());
      insert.setString(6, decision.key().y());
      insert.setInt(7, decision.version());
      insert.setString(8, decision.signature());
      insert.setLong(9, decision.at().toEpochMilli());
      insert.setLong(10, decision.evidence());
      return insert.executeUpdate() == 1;
    }
  }

  static List<Decision> decisions(Connection connection, PaymentId payment) throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            select signatory, answer, curve, x, y, version, signature, at, evidence
            from mandate.decision where payment = ? order by seq
            """)) {
      query.setString(1, payment.value());
      var found = new ArrayList<Decision>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new Decision(
                  payment,
                  row.getString(1),
                  Decision.Answer.valueOf(row.getString(2)),
                  MandateRows.key(row, 3),
                  row.getInt(6),
                  row.getString(7),
                  Instant.ofEpochMilli(row.getLong(8)),
                  row.getLong(9)));
        }
      }
      return found;
    }
  }

  static List<FiledPayment> read(PreparedStatement query) throws SQLException {
    var found = new ArrayList<FiledPayment>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.add(read(row));
      }
    }
    return found;
  }

  private static FiledPayment read(ResultSet row) throws SQLException {
    byte[] transaction = row.getBytes(12);
    return new FiledPayment(
        new PaymentOrder(
            new PaymentId(row.getString(1)),
            new AccountId(row.getString(2)),
            new AccountId(row.getString(3)),
            Holding.of(new Asset(new NodeId(row.getString(4)), row.getString(5))),
            Amount.ofTiyn(row.getLong(6))),
        row.getString(7),
        Stage.valueOf(row.getString(8)),
        Instant.ofEpochMilli(row.getLong(9)),
        Instant.ofEpochMilli(row.getLong(10)),
        Instant.ofEpochMilli(row.getLong(11)),
        transaction == null
            ? Optional.empty()
            : Optional.of(new TransactionId(Hash.of(transaction))),
        row.getString(13),
        row.getLong(14));
  }
}
