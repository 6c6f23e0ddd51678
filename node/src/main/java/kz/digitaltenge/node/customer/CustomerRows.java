package kz.digitaltenge.node.customer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.node.customer.CustomerBook.Kept;

/// Reads and writes customers.
final class CustomerRows {
  static final int PERSON = 0;
  static final int COMPANY = 1;

  static final String COLUMNS =
      "kind, reference, number, phone, day, family_name, given_name, patronymic, name, activity,"
          + " class, disclosure, opened_at, evidence, behind";

  private static final String SELECT = "select " + COLUMNS + " from customer.customer ";

  /// Makes a value of a row.
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private CustomerRows() {}

  static Kept keep(Connection connection, Customer customer) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into customer.customer (kind, reference, number, phone, day, family_name,
              given_name, patronymic, name, activity, class, disclosure, opened_at, evidence)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """)) {
      fill(insert, customer);
      return insert.executeUpdate() == 1 ? Kept.NEW : known(connection, customer);
    }
  }

  static Optional<Customer> one(Connection connection, String where, String value)
      throws SQLException {
    try (var query = connection.prepareStatement(SELECT + "where " + where)) {
      query.setString(1, value);
      return list(query, CustomerRows::read).stream().findFirst();
    }
  }

  /// Whoever has left gives number and phone free.
  static void stand(Connection connection, String reference, AccountState state)
      throws SQLException {
    boolean isClosed = state == AccountState.CLOSED;
    try (var update =
        connection.prepareStatement(
            "update customer.customer set state = ?, closed = closed or ?, claimed = claimed and"
                + " not ? where reference = ?")) {
      update.setString(1, state.name());
      update.setBoolean(2, isClosed);
      update.setBoolean(3, isClosed);
      update.setString(4, reference);
      update.executeUpdate();
    }
  }

  static <T> List<T> list(PreparedStatement query, Reader<T> reader) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      var found = new ArrayList<T>();
      while (rows.next()) {
        found.add(reader.read(rows));
      }
      return found;
    }
  }

  /// Which of its names was in the way.
  private static Kept known(Connection connection, Customer customer) throws SQLException {
    if (one(connection, "reference = ?", customer.file().reference()).isPresent()) {
      return Kept.REFERENCE_KNOWN;
    }
    return one(connection, "number = ? and not closed", customer.number().value()).isPresent()
        ? Kept.NUMBER_KNOWN
        : Kept.PHONE_KNOWN;
  }

  private static void fill(PreparedStatement insert, Customer customer) throws SQLException {
    Customer.File file = customer.file();
    insert.setString(2, file.reference());
    insert.setString(3, customer.number().value());
    insert.setString(4, file.phone().map(Phone::value).orElse(null));
    switch (customer) {
      case Customer.Person person -> {
        insert.setInt(1, PERSON);
        insert.setString(5, person.born().toString());
        insert.setString(6, person.familyName());
        insert.setString(7, person.givenName());
        insert.setString(8, person.patronymic());
        insert.setString(9, "");
        insert.setString(10, "");
      }
      case Customer.Company company -> {
        insert.setInt(1, COMPANY);
        insert.setString(5, company.registered().toString());
        insert.setString(6, "");
        insert.setString(7, "");
        insert.setString(8, "");
        insert.setString(9, company.name());
        insert.setString(10, company.activity());
      }
    }
    insert.setString(11, file.limits().name());
    insert.setString(12, file.disclosure().name());
    insert.setLong(13, file.openedAt().toEpochMilli());
    insert.setLong(14, file.evidence());
  }

  /// Of a row that begins with the columns above.
  static Customer read(ResultSet row) throws SQLException {
    var file =
        new Customer.File(
            row.getString(2),
            Optional.ofNullable(row.getString(4)).map(Phone::new),
            ClientClass.valueOf(row.getString(11)),
            Disclosure.valueOf(row.getString(12)),
            row.getBoolean(15) ? Serving.OTHERS_FIRST : Serving.IN_LINE,
            Instant.ofEpochMilli(row.getLong(13)),
            row.getLong(14));
    String number = row.getString(3);
    LocalDate day = LocalDate.parse(row.getString(5));
    return row.getInt(1) == PERSON
        ? new Customer.Person(
            file, new Iin(number), day, row.getString(6), row.getString(7), row.getString(8))
        : new Customer.Company(file, new Bin(number), day, row.getString(9), row.getString(10));
  }
}
