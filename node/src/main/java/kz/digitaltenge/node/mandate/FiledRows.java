package kz.digitaltenge.node.mandate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.mandate.Filed.Stage;
import kz.digitaltenge.node.mandate.MandateBook.Step;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.register.KeptNote;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.Leg;
import org.jspecify.annotations.Nullable;

/// Reads and writes what is filed and the decisions on them.
final class FiledRows {
  static final String SELECT =
      """
      select key, payer, payee, asset_issuer, asset_code, tiyn, purpose, stage, filed_at, until,
        changed_at, ledger_transaction, note, evidence, payouts, digest,
        refund_of, problem_code, problem_values
      from mandate.filed
      """;

  /// Between a purpose, a reference and a payment purpose code, none of which has it. The last two
  /// stand there only when there is one of them.
  private static final String BETWEEN = "\u001f";

  private FiledRows() {}

  private static String words(Remittance remittance) {
    return remittance.reference().isEmpty() && remittance.knp().isEmpty()
        ? remittance.purpose()
        : String.join(BETWEEN, remittance.purpose(), remittance.reference(), remittance.knp());
  }

  private static Remittance remittance(String words) {
    String[] parts = words.split(BETWEEN, -1);
    return parts.length == 1
        ? Remittance.ofPurpose(words)
        : new Remittance(parts[0], parts[1], parts[2]);
  }

  /// False when its key is taken.
  static boolean add(Connection connection, Filed filed) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into mandate.filed (key, payer, payee, asset_issuer, asset_code, tiyn, purpose,
              stage, filed_at, until, changed_at, note, evidence, payouts, digest, refund_of)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (key) do nothing
            """)) {
      insert.setString(1, filed.key());
      insert.setString(2, filed.matter().payer().value());
      insert.setLong(6, filed.matter().amount().tiyn());
      insert.setString(8, filed.stage().name());
      insert.setLong(9, filed.filedAt().toEpochMilli());
      insert.setLong(10, filed.until().toEpochMilli());
      insert.setLong(11, filed.changedAt().toEpochMilli());
      insert.setString(12, filed.note().words());
      insert.setLong(13, filed.evidence());
      switch (filed.matter()) {
        case Matter.Payment payment -> set(insert, payment);
        case Matter.Register register ->
            set(insert, register.currency(), register.digest(), register.count());
        case Matter.Standing order -> set(insert, order.currency(), order.digest(), null);
      }
      boolean isNew = insert.executeUpdate() == 1;
      if (isNew && filed.matter() instanceof Matter.Payment payment && payment.isSplit()) {
        addLegs(connection, payment);
      }
      return isNew;
    }
  }

  private static void addLegs(Connection connection, Matter.Payment payment) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into mandate.leg (filed, number, payee, tiyn) values (?, ?, ?, ?)")) {
      for (Leg leg : payment.order().legs()) {
        insert.setString(1, payment.key());
        insert.setInt(2, leg.number());
        insert.setString(3, leg.payee().value());
        insert.setLong(4, leg.amount().tiyn());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static List<Leg> legs(Connection connection, String key) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "select number, payee, tiyn from mandate.leg where filed = ? order by number")) {
      query.setString(1, key);
      var found = new ArrayList<Leg>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new Leg(
                  row.getInt(1), new AccountId(row.getString(2)), Amount.ofTiyn(row.getLong(3))));
        }
      }
      return found;
    }
  }

  private static void set(PreparedStatement insert, Matter.Payment payment) throws SQLException {
    Asset asset = payment.order().holding().asset();
    insert.setString(3, payment.isSplit() ? null : payment.payee().value());
    insert.setString(4, asset.issuer().value());
    insert.setString(5, asset.code());
    insert.setString(7, words(payment.remittance()));
    insert.setNull(14, Types.INTEGER);
    insert.setString(15, null);
    insert.setBytes(16, payment.order().refundOf().map(each -> each.hash().trusted()).orElse(null));
  }

  private static void set(
      PreparedStatement insert, String currency, Hash digest, @Nullable Integer count)
      throws SQLException {
    insert.setString(3, null);
    insert.setString(4, null);
    insert.setString(5, currency);
    insert.setString(7, "");
    insert.setObject(14, count, Types.INTEGER);
    insert.setString(15, digest.hex());
    insert.setBytes(16, null);
  }

  /// @param more for instance to hold it until the unit of work ends
  static Optional<Filed> find(Connection connection, String key, String more) throws SQLException {
    try (var query = connection.prepareStatement(SELECT + "where key = ?" + more)) {
      query.setString(1, key);
      return read(query).stream().findFirst();
    }
  }

  /// False when it does not stand there.
  static boolean move(Connection connection, String key, Stage from, Step step, Instant at)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update mandate.filed
            set stage = ?, changed_at = ?, ledger_transaction = ?, note = ?, problem_code = ?,
              problem_values = ?
            where key = ? and stage = ?
            """)) {
      update.setString(1, step.to().name());
      update.setLong(2, at.toEpochMilli());
      update.setBytes(3, step.transaction().map(each -> each.hash().trusted()).orElse(null));
      KeptNote.set(update, 4, step.note());
      update.setString(7, key);
      update.setString(8, from.name());
      return update.executeUpdate() == 1;
    }
  }

  /// False when the signatory has decided already.
  static boolean add(Connection connection, Decision decision) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into mandate.decision (filed, signatory, answer, curve, x, y, version,
              signature, at, evidence)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (filed, signatory) do nothing
            """)) {
      insert.setString(1, decision.filed());
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

  static List<Decision> decisions(Connection connection, String key) throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            select signatory, answer, curve, x, y, version, signature, at, evidence
            from mandate.decision where filed = ? order by seq
            """)) {
      query.setString(1, key);
      var found = new ArrayList<Decision>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new Decision(
                  key,
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

  static List<Filed> read(PreparedStatement query) throws SQLException {
    var found = new ArrayList<Filed>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.add(read(query.getConnection(), row));
      }
    }
    return found;
  }

  private static Filed read(Connection connection, ResultSet row) throws SQLException {
    byte[] transaction = row.getBytes(12);
    return new Filed(
        matter(connection, row),
        Stage.valueOf(row.getString(8)),
        Instant.ofEpochMilli(row.getLong(9)),
        Instant.ofEpochMilli(row.getLong(10)),
        Instant.ofEpochMilli(row.getLong(11)),
        transaction == null
            ? Optional.empty()
            : Optional.of(new TransactionId(Hash.of(transaction))),
        KeptNote.read(row),
        row.getLong(14));
  }

  private static Matter matter(Connection connection, ResultSet row) throws SQLException {
    if (row.getString(16) == null) {
      return payment(connection, row);
    }
    return row.getObject(15) == null ? standing(row) : register(row);
  }

  private static Matter standing(ResultSet row) throws SQLException {
    return new Matter.Standing(
        Matter.Standing.id(row.getString(1)),
        new AccountId(row.getString(2)),
        row.getString(5),
        Amount.ofTiyn(row.getLong(6)),
        Hash.fromHex(row.getString(16)),
        "");
  }

  private static Matter payment(Connection connection, ResultSet row) throws SQLException {
    String payee = row.getString(3);
    return new Matter.Payment(
        new PaymentOrder(
                new PaymentId(row.getString(1)),
                new AccountId(row.getString(2)),
                payee == null
                    ? legs(connection, row.getString(1))
                    : List.of(Leg.only(new AccountId(payee), Amount.ofTiyn(row.getLong(6)))),
                Holding.of(new Asset(new NodeId(row.getString(4)), row.getString(5))),
                Optional.ofNullable(row.getBytes(17)).map(of -> new TransactionId(Hash.of(of))))
            .telling(remittance(row.getString(7))));
  }

  private static Matter register(ResultSet row) throws SQLException {
    return new Matter.Register(
        Matter.Register.id(row.getString(1)),
        new AccountId(row.getString(2)),
        row.getString(5),
        row.getInt(15),
        Amount.ofTiyn(row.getLong(6)),
        Hash.fromHex(row.getString(16)));
  }
}
