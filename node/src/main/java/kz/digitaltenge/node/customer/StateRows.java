package kz.digitaltenge.node.customer;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.vault.Happening;
import kz.digitaltenge.node.vault.Happening.Kind;

/// Reads and writes what accounts came to; rows are only added.
final class StateRows {
  private StateRows() {}

  static void note(Connection connection, StateChange change) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into customer.state (account, state, reason, order_name, at, evidence)
            values (?, ?, ?, ?, ?, ?)
            """)) {
      insert.setString(1, change.account().value());
      insert.setString(2, change.state().name());
      insert.setString(3, change.reason());
      insert.setString(4, change.order());
      insert.setLong(5, change.at().toEpochMilli());
      insert.setLong(6, change.evidence());
      insert.executeUpdate();
    }
  }

  /// What a change is to the bank's programs: neither the reason nor the authority's order, which
  /// are with the signed request.
  static Happening happening(StateChange change) {
    return new Happening(
        switch (change.state()) {
          case OPEN -> Kind.ACCOUNT_REOPENED;
          case SUSPENDED -> Kind.ACCOUNT_SUSPENDED;
          case FROZEN -> Kind.ACCOUNT_FROZEN;
          case CLOSED -> Kind.ACCOUNT_CLOSED;
        },
        change.account(),
        change.at(),
        String.valueOf(change.evidence()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static List<StateChange> of(Connection connection, AccountId account) throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            select state, reason, order_name, at, evidence from customer.state
            where account = ? order by seq
            """)) {
      query.setString(1, account.value());
      return CustomerRows.list(
          query,
          row ->
              new StateChange(
                  account,
                  AccountState.valueOf(row.getString(1)),
                  row.getString(2),
                  row.getString(3),
                  Instant.ofEpochMilli(row.getLong(4)),
                  row.getLong(5)));
    }
  }

  static void newest(Connection connection, BiConsumer<AccountId, AccountState> reader)
      throws SQLException {
    try (var query =
            connection.prepareStatement(
                "select distinct on (account) account, state from customer.state"
                    + " order by account, seq desc");
        var rows = query.executeQuery()) {
      while (rows.next()) {
        reader.accept(new AccountId(rows.getString(1)), AccountState.valueOf(rows.getString(2)));
      }
    }
  }
}
