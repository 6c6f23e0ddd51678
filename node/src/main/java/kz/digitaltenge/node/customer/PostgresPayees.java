package kz.digitaltenge.node.customer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.Leg;
import kz.digitaltenge.node.vault.SideSchema;

/// Payees by alias in PostgreSQL, beside the customers. Each method is one unit of work.
final class PostgresPayees implements PayeeBook {
  private final SideSchema database;

  /// @param database whose tables [PostgresCustomers#open] has made
  PostgresPayees(SideSchema database) {
    this.database = database;
  }

  @Override
  public Handle keep(Handle handle) {
    return database.work(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  "insert into customer.handle (handle, peer, payment, account)"
                      + " values (?, ?, ?, ?) on conflict (peer, payment) do nothing")) {
            insert.setString(1, handle.number().value());
            insert.setString(2, handle.peer().value());
            insert.setString(3, handle.payment().value());
            insert.setString(4, handle.account().value());
            insert.executeUpdate();
          }
          return one(
                  connection,
                  "peer = ? and payment = ?",
                  handle.peer().value(),
                  handle.payment().value())
              .orElseThrow();
        });
  }

  @Override
  public Optional<Handle> handle(AccountId number) {
    return database.work(connection -> one(connection, "handle = ?", number.value()));
  }

  @Override
  public Addressed keep(Addressed addressed) {
    return database.work(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  "insert into customer.addressed (payment, alias, payee, name)"
                      + " values (?, ?, ?, ?) on conflict (payment) do update set name ="
                      + " excluded.name where addressed.alias = excluded.alias and"
                      + " addressed.payee = excluded.payee")) {
            insert.setString(1, addressed.payment().value());
            insert.setBytes(2, addressed.alias().trusted());
            insert.setString(3, addressed.payee().value());
            insert.setBytes(4, addressed.name().trusted());
            insert.executeUpdate();
          }
          return known(connection, addressed.payment()).orElseThrow();
        });
  }

  @Override
  public Optional<Addressed> addressed(PaymentId payment) {
    return database.work(connection -> known(connection, payment));
  }

  @Override
  public void disclose(String reference, PaymentId payment, Disclosure disclosure) {
    var _ =
        database.work(
            connection -> {
              try (var upsert =
                  connection.prepareStatement(
                      "insert into customer.disclosure (reference, payment, disclosure)"
                          + " values (?, ?, ?) on conflict (reference, payment)"
                          + " do update set disclosure = excluded.disclosure")) {
                for (int leg = 0; leg < Leg.COUNT_MAX; leg++) {
                  upsert.setString(1, reference);
                  upsert.setString(2, payment.leg(leg).value());
                  upsert.setString(3, disclosure.name());
                  upsert.addBatch();
                }
                return upsert.executeBatch();
              }
            });
  }

  @Override
  public Optional<Disclosure> disclosure(String reference, PaymentId payment) {
    return database.work(
        connection -> {
          try (var query =
              connection.prepareStatement(
                  "select disclosure from customer.disclosure where reference = ? and payment ="
                      + " ?")) {
            query.setString(1, reference);
            query.setString(2, payment.value());
            return CustomerRows.list(query, row -> Disclosure.valueOf(row.getString(1))).stream()
                .findFirst();
          }
        });
  }

  @Override
  public List<Unclaimed> unclaimed(int limit) {
    return database.work(
        connection -> {
          try (var query =
              connection.prepareStatement(
                  "select reference, closed, behind from customer.customer where not claimed"
                      + " order by closed desc, behind desc, seq limit ?")) {
            query.setInt(1, limit);
            return CustomerRows.list(
                query,
                row -> new Unclaimed(row.getString(1), row.getBoolean(2), row.getBoolean(3)));
          }
        });
  }

  @Override
  public List<GivenUp> givenUp(int limit) {
    return database.work(
        connection -> {
          try (var query =
              connection.prepareStatement(
                  "select reference, phone from customer.given_up order by reference, phone limit"
                      + " ?")) {
            query.setInt(1, limit);
            return CustomerRows.list(
                query, row -> new GivenUp(row.getString(1), new Phone(row.getString(2))));
          }
        });
  }

  @Override
  public void forget(GivenUp phone) {
    var _ =
        database.work(
            connection -> {
              try (var delete =
                  connection.prepareStatement(
                      "delete from customer.given_up where reference = ? and phone = ?")) {
                delete.setString(1, phone.reference());
                delete.setString(2, phone.phone().value());
                return delete.executeUpdate();
              }
            });
  }

  @Override
  public void claimed(Unclaimed customer, Customer told) {
    var _ =
        database.work(
            connection -> {
              try (var update =
                  connection.prepareStatement(
                      "update customer.customer set claimed = true where reference = ? and closed"
                          + " = ? and phone is not distinct from ? and behind = ?")) {
                update.setString(1, customer.reference());
                update.setBoolean(2, customer.isClosed());
                update.setString(3, told.file().phone().map(Phone::value).orElse(null));
                update.setBoolean(4, told.file().serving() == Serving.OTHERS_FIRST);
                return update.executeUpdate();
              }
            });
  }

  private static Optional<Handle> one(Connection connection, String where, String... values)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "select handle, peer, payment, account from customer.handle where " + where)) {
      for (int i = 0; i < values.length; i++) {
        query.setString(i + 1, values[i]);
      }
      return CustomerRows.list(
              query,
              row ->
                  new Handle(
                      new AccountId(row.getString(1)),
                      new NodeId(row.getString(2)),
                      new PaymentId(row.getString(3)),
                      new AccountId(row.getString(4))))
          .stream()
          .findFirst();
    }
  }

  private static Optional<Addressed> known(Connection connection, PaymentId payment)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "select alias, payee, name from customer.addressed where payment = ?")) {
      query.setString(1, payment.value());
      return CustomerRows.list(
              query,
              row ->
                  new Addressed(
                      payment,
                      Hash.of(row.getBytes(1)),
                      new AccountId(row.getString(2)),
                      Hash.of(row.getBytes(3))))
          .stream()
          .findFirst();
    }
  }
}
