package kz.digitaltenge.node.refund;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.refund.Refund.Stage;
import kz.digitaltenge.node.register.KeptNote;
import kz.digitaltenge.node.vault.NewestFirst;
import kz.digitaltenge.node.vault.SideSchema;
import kz.digitaltenge.node.vault.VaultDatabase;

/// Refunds in PostgreSQL, in a schema of their own. Each method is one unit of work.
public final class PostgresRefunds implements RefundBook, AutoCloseable {
  private static final String SCHEMA = "refund";
  private static final String MIGRATIONS = "classpath:kz/digitaltenge/node/refund";
  private static final int VERSION = 3;
  private static final String SELECT =
      """
      select r.seq, r.id, p.id as payment_id, r.payment, r.account, r.tiyn, r.stage, r.requested_at,
        r.changed_at, r.ledger_transaction, r.note, r.problem_code, r.problem_values
      from refund.refund r join refund.payment p on p.transaction = r.payment and p.account = r.account
      """;

  private final SideSchema tables;

  private PostgresRefunds(SideSchema tables) {
    this.tables = tables;
  }

  /// Makes the tables where they are missing.
  ///
  /// @param database that of the bank's node
  /// @throws PlatformException when the database does not answer
  public static PostgresRefunds open(VaultDatabase database) {
    return new PostgresRefunds(new SideSchema(database, SCHEMA, MIGRATIONS, VERSION).prepare());
  }

  @Override
  public void close() {
    tables.close();
  }

  @Override
  public Refund begin(PaymentId id, Payment payment, Optional<Amount> amount, Instant at) {
    return tables.work(
        connection -> {
          Amount left = left(connection, payment);
          Optional<Refund> known = found(connection, id);
          if (known.isPresent()) {
            return known.get();
          }
          Amount wanted = amount.orElse(left);
          if (wanted.compareTo(left) > 0 || !wanted.isPositive()) {
            throw exceeds(payment.id(), left, wanted);
          }
          take(connection, payment.transaction(), payment.account(), wanted.tiyn());
          insert(connection, id, payment, wanted, at);
          return found(connection, id).orElseThrow();
        });
  }

  @Override
  public Optional<Refund> find(PaymentId id) {
    return tables.work(connection -> found(connection, id));
  }

  @Override
  public List<Refund> ofPayment(PaymentId payment) {
    return tables.work(
        connection -> {
          try (var query = connection.prepareStatement(SELECT + " where p.id = ? order by r.seq")) {
            query.setString(1, payment.value());
            return read(query);
          }
        });
  }

  @Override
  public ListPart<Refund> find(Wanted wanted, long before, int limit) {
    var looking = new NewestFirst(SELECT);
    wanted.stage().ifPresent(each -> looking.narrowed("stage = ?", each.name()));
    wanted.from().ifPresent(each -> looking.narrowed("requested_at >= ?", each.toEpochMilli()));
    wanted.until().ifPresent(each -> looking.narrowed("requested_at < ?", each.toEpochMilli()));
    return tables.work(
        connection -> looking.part(connection, before, limit, PostgresRefunds::refund));
  }

  @Override
  public List<Refund> open() {
    return tables.work(
        connection -> {
          try (var query =
              connection.prepareStatement(SELECT + " where r.stage = 'ORDERED' order by r.seq")) {
            return read(query);
          }
        });
  }

  @Override
  public Refund move(PaymentId id, Change change, Instant at) {
    return tables.work(
        connection -> {
          try (var update =
              connection.prepareStatement(
                  """
                  update refund.refund
                  set stage = ?, changed_at = ?, ledger_transaction = ?, note = ?,
                    problem_code = ?, problem_values = ?
                  where id = ? and stage = 'ORDERED'
                  """)) {
            update.setString(1, change.to().name());
            update.setLong(2, at.toEpochMilli());
            update.setBytes(
                3, change.transaction().map(each -> each.hash().trusted()).orElse(null));
            KeptNote.set(update, 4, change.note());
            update.setString(7, id.value());
            boolean moved = update.executeUpdate() == 1;
            Refund now = found(connection, id).orElseThrow();
            if (moved && now.stage() == Stage.REFUSED) {
              take(connection, now.of(), now.account(), -now.amount().tiyn());
            }
            return now;
          }
        });
  }

  /// What a payment has left; its row is this unit of work's from here on.
  private static Amount left(Connection connection, Payment payment) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into refund.payment (transaction, id, tiyn, taken, account)"
                + " values (?, ?, ?, 0, ?) on conflict (transaction, account) do nothing")) {
      insert.setBytes(1, payment.transaction().hash().trusted());
      insert.setString(2, payment.id().value());
      insert.setLong(3, payment.amount().tiyn());
      insert.setString(4, text(payment.account()));
      insert.executeUpdate();
    }
    try (var query =
        connection.prepareStatement(
            "select tiyn - taken from refund.payment where transaction = ? and account = ?"
                + " for update")) {
      query.setBytes(1, payment.transaction().hash().trusted());
      query.setString(2, text(payment.account()));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return Amount.ofTiyn(row.getLong(1));
      }
    }
  }

  private static void take(
      Connection connection, TransactionId payment, Optional<AccountId> account, long tiyn)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update refund.payment set taken = taken + ? where transaction = ? and account = ?")) {
      update.setLong(1, tiyn);
      update.setBytes(2, payment.hash().trusted());
      update.setString(3, text(account));
      update.executeUpdate();
    }
  }

  private static String text(Optional<AccountId> account) {
    return account.map(AccountId::value).orElse("");
  }

  private static void insert(
      Connection connection, PaymentId id, Payment payment, Amount amount, Instant at)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into refund.refund
              (id, payment, tiyn, stage, requested_at, changed_at, note, account)
            values (?, ?, ?, 'ORDERED', ?, ?, '', ?) on conflict (id) do nothing
            """)) {
      insert.setString(1, id.value());
      insert.setBytes(2, payment.transaction().hash().trusted());
      insert.setLong(3, amount.tiyn());
      insert.setLong(4, at.toEpochMilli());
      insert.setLong(5, at.toEpochMilli());
      insert.setString(6, text(payment.account()));
      if (insert.executeUpdate() == 0) {
        // Another payment's refund has the name since it was looked for.
        throw Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", id).exception();
      }
    }
  }

  private static Optional<Refund> found(Connection connection, PaymentId id) throws SQLException {
    try (var query = connection.prepareStatement(SELECT + " where r.id = ?")) {
      query.setString(1, id.value());
      return read(query).stream().findFirst();
    }
  }

  private static List<Refund> read(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      var found = new ArrayList<Refund>();
      while (row.next()) {
        found.add(refund(row));
      }
      return found;
    }
  }

  private static Refund refund(ResultSet row) throws SQLException {
    String account = row.getString("account");
    byte[] transaction = row.getBytes("ledger_transaction");
    return new Refund(
        new PaymentId(row.getString("id")),
        new PaymentId(row.getString("payment_id")),
        new TransactionId(Hash.of(row.getBytes("payment"))),
        account.isEmpty() ? Optional.empty() : Optional.of(new AccountId(account)),
        Amount.ofTiyn(row.getLong("tiyn")),
        Stage.valueOf(row.getString("stage")),
        Instant.ofEpochMilli(row.getLong("requested_at")),
        Instant.ofEpochMilli(row.getLong("changed_at")),
        transaction == null
            ? Optional.empty()
            : Optional.of(new TransactionId(Hash.of(transaction))),
        KeptNote.read(row));
  }

  static PlatformException exceeds(PaymentId payment, Amount left, Amount wanted) {
    return Problem.of(
            ErrorCode.REFUND_EXCEEDS_PAYMENT, "payment", payment, "rest", left, "amount", wanted)
        .exception();
  }
}
