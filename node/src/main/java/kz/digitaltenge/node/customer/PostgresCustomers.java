package kz.digitaltenge.node.customer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.vault.SideSchema;
import kz.digitaltenge.node.vault.VaultDatabase;

/// Customers in PostgreSQL, in a schema of their own. Each method is one unit of work.
public final class PostgresCustomers implements CustomerBook, AutoCloseable {
  private static final int VERSION = 5;

  private static final String UNIQUE_VIOLATION = "23505";

  private final SideSchema database;
  private final PostgresOutbox outbox;

  private PostgresCustomers(SideSchema database, PostgresOutbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /// Makes the tables where they are missing.
  ///
  /// @param database that of the bank's node, whose vault has seen to it that the server writes to
  ///   disk what it confirms
  /// @param outbox in the same database
  /// @throws kz.digitaltenge.api.error.PlatformException when the database does not answer
  public static PostgresCustomers open(VaultDatabase database, PostgresOutbox outbox) {
    return new PostgresCustomers(
        new SideSchema(database, "customer", "classpath:kz/digitaltenge/node/customer", VERSION)
            .prepare(),
        outbox);
  }

  /// Payees by alias, beside them in the same tables.
  public PayeeBook payees() {
    return new PostgresPayees(database);
  }

  @Override
  public void close() {
    database.close();
  }

  @Override
  public Kept keep(Customer customer) {
    return database.work(connection -> CustomerRows.keep(connection, customer));
  }

  @Override
  public Optional<Customer> find(String reference) {
    return database.work(connection -> CustomerRows.one(connection, "reference = ?", reference));
  }

  @Override
  public Optional<Customer> byNumber(IdentityNumber number) {
    return database.work(
        connection -> CustomerRows.one(connection, "number = ? and not closed", number.value()));
  }

  @Override
  public Optional<Customer> byPhone(Phone phone) {
    return database.work(
        connection -> CustomerRows.one(connection, "phone = ? and not closed", phone.value()));
  }

  @Override
  public Part find(Wanted wanted, String after, int limit) {
    return database.work(connection -> CustomerPages.part(connection, wanted, after, limit));
  }

  @Override
  public void each(BiConsumer<String, ClientClass> reader) {
    var _ =
        database.work(
            connection -> {
              try (var query =
                      connection.prepareStatement(
                          "select reference, class from customer.customer");
                  var rows = query.executeQuery()) {
                while (rows.next()) {
                  reader.accept(rows.getString(1), ClientClass.valueOf(rows.getString(2)));
                }
              }
              return true;
            });
  }

  @Override
  public void disclose(String reference, Disclosure disclosure) {
    update(
        "update customer.customer set disclosure = ? where reference = ?",
        disclosure.name(),
        reference);
  }

  @Override
  public boolean change(Customer before, Customer after, List<CustomerChange> changes) {
    try {
      return database.work(connection -> ChangeRows.change(connection, before, after, changes));
    } catch (PlatformException e) {
      // Another took the phone between the look and the change.
      if (e.getCause() instanceof SQLException cause
          && UNIQUE_VIOLATION.equals(cause.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public List<CustomerChange.Kept> changes(String reference, long after, int limit) {
    return database.work(connection -> ChangeRows.after(connection, reference, after, limit));
  }

  @Override
  public void note(StateChange change, String reference) {
    var _ =
        database.work(
            connection -> {
              StateRows.note(connection, change);
              CustomerRows.stand(connection, reference, change.state());
              outbox.put(connection, StateRows.happening(change));
              return true;
            });
  }

  @Override
  public List<StateChange> states(AccountId account) {
    return database.work(connection -> StateRows.of(connection, account));
  }

  @Override
  public void eachState(BiConsumer<AccountId, AccountState> reader) {
    var _ =
        database.work(
            connection -> {
              StateRows.newest(connection, reader);
              return true;
            });
  }

  @Override
  public boolean debit(Debit debit) {
    return database.work(connection -> DebitRows.add(connection, debit));
  }

  @Override
  public void strike(AccountId account, PaymentId payment) {
    update(
        "delete from customer.debit where account = ? and payment = ? and not settled",
        account.value(),
        payment.value());
  }

  @Override
  public void settle(AccountId account, PaymentId payment) {
    update(
        "update customer.debit set settled = true where account = ? and payment = ?",
        account.value(),
        payment.value());
  }

  @Override
  public List<Debit> debits(AccountId account, Instant since) {
    return database.work(connection -> DebitRows.since(connection, account, since));
  }

  private void update(String statement, String first, String second) {
    var _ =
        database.work(
            connection -> {
              try (PreparedStatement update = connection.prepareStatement(statement)) {
                update.setString(1, first);
                update.setString(2, second);
                return update.executeUpdate();
              }
            });
  }

  /// What accounts with limits paid.
  private static final class DebitRows {
    private DebitRows() {}

    static boolean add(Connection connection, Debit debit) throws SQLException {
      try (var insert =
          connection.prepareStatement(
              """
              insert into customer.debit (account, payment, tiyn, at, settled)
              values (?, ?, ?, ?, ?) on conflict (account, payment) do nothing
              """)) {
        insert.setString(1, debit.account().value());
        insert.setString(2, debit.payment().value());
        insert.setLong(3, debit.amount().tiyn());
        insert.setLong(4, debit.at().toEpochMilli());
        insert.setBoolean(5, debit.settled());
        return insert.executeUpdate() == 1;
      }
    }

    static List<Debit> since(Connection connection, AccountId account, Instant since)
        throws SQLException {
      try (var query =
          connection.prepareStatement(
              """
              select payment, tiyn, at, settled from customer.debit
              where account = ? and at >= ? order by payment
              """)) {
        query.setString(1, account.value());
        query.setLong(2, since.toEpochMilli());
        return CustomerRows.list(
            query,
            row ->
                new Debit(
                    account,
                    new PaymentId(row.getString(1)),
                    Amount.ofTiyn(row.getLong(2)),
                    Instant.ofEpochMilli(row.getLong(3)),
                    row.getBoolean(4)));
      }
    }
  }
}
