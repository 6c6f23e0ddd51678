package kz.digitaltenge.node.mandate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;

/// Reads and writes mandates; rows are only added.
final class MandateRows {
  private static final String SELECT =
      "select account, version, required, reason, at, evidence from mandate.mandate m ";

  private MandateRows() {}

  static void add(Connection connection, Mandate mandate) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into mandate.mandate (account, version, required, reason, at, evidence)
            values (?, ?, ?, ?, ?, ?)
            """)) {
      key(insert, mandate);
      insert.setInt(3, mandate.required());
      insert.setString(4, mandate.reason());
      insert.setLong(5, mandate.at().toEpochMilli());
      insert.setLong(6, mandate.evidence());
      insert.executeUpdate();
    }
    for (int seat = 0; seat < mandate.signatories().size(); seat++) {
      add(connection, mandate, seat);
    }
    for (Signatory.Role role : mandate.roles()) {
      try (var insert =
          connection.prepareStatement(
              "insert into mandate.role (account, version, role) values (?, ?, ?)")) {
        key(insert, mandate);
        insert.setString(3, role.name());
        insert.executeUpdate();
      }
    }
    for (Mandate.Tier tier : mandate.tiers()) {
      try (var insert =
          connection.prepareStatement(
              "insert into mandate.tier (account, version, above, required) values (?, ?, ?, ?)")) {
        key(insert, mandate);
        insert.setLong(3, tier.above().tiyn());
        insert.setInt(4, tier.required());
        insert.executeUpdate();
      }
    }
  }

  static List<Mandate> newest(Connection connection) throws SQLException {
    try (var query =
        connection.prepareStatement(
            SELECT
                + "where version = (select max(version) from mandate.mandate n"
                + " where n.account = m.account)")) {
      return read(connection, query);
    }
  }

  static List<Mandate> of(Connection connection, AccountId account) throws SQLException {
    try (var query = connection.prepareStatement(SELECT + "where account = ? order by version")) {
      query.setString(1, account.value());
      return read(connection, query);
    }
  }

  private static void add(Connection connection, Mandate mandate, int seat) throws SQLException {
    Signatory signatory = mandate.signatories().get(seat);
    try (var insert =
        connection.prepareStatement(
            """
            insert into mandate.signatory (account, version, seat, id, role, curve, x, y)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      key(insert, mandate);
      insert.setInt(3, seat);
      insert.setString(4, signatory.id());
      insert.setString(5, signatory.role().name());
      insert.setString(6, signatory.key().curve().name());
      insert.setString(7, signatory.key().x());
      insert.setString(8, signatory.key().y());
      insert.executeUpdate();
    }
  }

  private static void key(PreparedStatement insert, Mandate mandate) throws SQLException {
    insert.setString(1, mandate.account().value());
    insert.setInt(2, mandate.version());
  }

  private static List<Mandate> read(Connection connection, PreparedStatement query)
      throws SQLException {
    var found = new ArrayList<Mandate>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        String account = row.getString(1);
        int version = row.getInt(2);
        found.add(
            new Mandate(
                new AccountId(account),
                version,
                signatories(connection, account, version),
                row.getInt(3),
                roles(connection, account, version),
                tiers(connection, account, version),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5)),
                row.getLong(6)));
      }
    }
    return found;
  }

  private static List<Signatory> signatories(Connection connection, String account, int version)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            select id, role, curve, x, y from mandate.signatory
            where account = ? and version = ? order by seat
            """)) {
      query.setString(1, account);
      query.setInt(2, version);
      var found = new ArrayList<Signatory>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new Signatory(
                  row.getString(1), Signatory.Role.valueOf(row.getString(2)), key(row, 3)));
        }
      }
      return found;
    }
  }

  private static List<Signatory.Role> roles(Connection connection, String account, int version)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "select role from mandate.role where account = ? and version = ?")) {
      query.setString(1, account);
      query.setInt(2, version);
      var found = new ArrayList<Signatory.Role>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(Signatory.Role.valueOf(row.getString(1)));
        }
      }
      Collections.sort(found);
      return found;
    }
  }

  /// A key in three columns from this one on.
  static SignatoryKey key(ResultSet row, int column) throws SQLException {
    return new SignatoryKey(
        SignatoryKey.Curve.valueOf(row.getString(column)),
        row.getString(column + 1),
        row.getString(column + 2));
  }

  private static List<Mandate.Tier> tiers(Connection connection, String account, int version)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            """
            select above, required from mandate.tier
            where account = ? and version = ? order by above
            """)) {
      query.setString(1, account);
      query.setInt(2, version);
      var found = new ArrayList<Mandate.Tier>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(new Mandate.Tier(Amount.ofTiyn(row.getLong(1)), row.getInt(2)));
        }
      }
      return found;
    }
  }
}
