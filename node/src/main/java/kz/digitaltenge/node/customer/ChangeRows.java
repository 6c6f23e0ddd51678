package kz.digitaltenge.node.customer;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads and writes changes of customers' files.
final class ChangeRows {
  private ChangeRows() {}

  static boolean change(
      Connection connection, Customer before, Customer after, List<CustomerChange> changes)
      throws SQLException {
    Optional<Phone> phone = after.file().phone();
    boolean isMoved = !phone.equals(before.file().phone());
    if (isMoved && phone.isPresent() && isTaken(connection, phone.get())) {
      return false;
    }
    update(connection, after, isMoved || after.file().serving() != before.file().serving());
    if (isMoved && before.file().phone().isPresent()) {
      giveUp(connection, before.file().reference(), before.file().phone().get());
    }
    for (CustomerChange each : changes) {
      note(connection, each);
    }
    return true;
  }

  private static boolean isTaken(Connection connection, Phone phone) throws SQLException {
    return CustomerRows.one(connection, "phone = ? and not closed", phone.value()).isPresent();
  }

  private static void update(Connection connection, Customer after, boolean isToTell)
      throws SQLException {
    Customer.File file = after.file();
    try (var update =
        connection.prepareStatement(
            """
            update customer.customer set phone = ?, family_name = ?, given_name = ?,
              patronymic = ?, name = ?, class = ?, behind = ?, claimed = claimed and not ?
            where reference = ?
            """)) {
      update.setString(1, file.phone().map(Phone::value).orElse(null));
      switch (after) {
        case Customer.Person person -> {
          update.setString(2, person.familyName());
          update.setString(3, person.givenName());
          update.setString(4, person.patronymic());
          update.setString(5, "");
        }
        case Customer.Company company -> {
          update.setString(2, "");
          update.setString(3, "");
          update.setString(4, "");
          update.setString(5, company.name());
        }
      }
      update.setString(6, file.limits().name());
      update.setBoolean(7, file.serving() == Serving.OTHERS_FIRST);
      update.setBoolean(8, isToTell);
      update.setString(9, file.reference());
      update.executeUpdate();
    }
  }

  private static void giveUp(Connection connection, String reference, Phone phone)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into customer.given_up (reference, phone) values (?, ?) on conflict do"
                + " nothing")) {
      insert.setString(1, reference);
      insert.setString(2, phone.value());
      insert.executeUpdate();
    }
  }

  private static void note(Connection connection, CustomerChange change) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into customer.change (reference, kind, before, after, reason, at, evidence)
            values (?, ?, ?, ?, ?, ?, ?)
            """)) {
      insert.setString(1, change.reference());
      insert.setString(2, change.kind().name());
      insert.setString(3, change.before());
      insert.setString(4, change.after());
      insert.setString(5, change.reason());
      insert.setLong(6, change.at().toEpochMilli());
      insert.setLong(7, change.evidence());
      insert.executeUpdate();
    }
  }

  static List<CustomerChange.Kept> after(
      Connection connection, String reference, long after, int limit) throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            select seq, kind, before, after, reason, at, evidence from customer.change
            where reference = ? and seq > ? order by seq limit ?
            """)) {
      query.setString(1, reference);
      query.setLong(2, after);
      query.setInt(3, limit);
      return CustomerRows.list(
          query,
          row ->
              new CustomerChange.Kept(
                  row.getLong(1),
                  new CustomerChange(
                      reference,
                      CustomerChange.Kind.valueOf(row.getString(2)),
                      row.getString(3),
                      row.getString(4),
                      row.getString(5),
                      Instant.ofEpochMilli(row.getLong(6)),
                      row.getLong(7))));
    }
  }
}
