package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The records that are few: accounts, parameters, the newest head, the founding. One statement
/// each.
final class RegistryBatch {
  private final List<VaultRecord> facts = new ArrayList<>();
  private VaultRecord.@Nullable HeadSeen head;

  boolean isEmpty() {
    return facts.isEmpty() && head == null;
  }

  void add(VaultRecord.AccountOpened fact) {
    facts.add(fact);
  }

  void add(VaultRecord.Founded fact) {
    facts.add(fact);
  }

  void add(VaultRecord.ParametersAdopted fact) {
    facts.add(fact);
  }

  /// Of the heads in a batch only the newest is written.
  void add(VaultRecord.HeadSeen fact) {
    if (head == null || fact.size() > head.size()) {
      head = fact;
    }
  }

  void write(Connection connection) throws SQLException {
    for (var fact : facts) {
      switch (fact) {
        case VaultRecord.AccountOpened account -> write(connection, account);
        case VaultRecord.Founded founded -> write(connection, founded);
        case VaultRecord.ParametersAdopted parameters -> write(connection, parameters);
        case VaultRecord.Stored _,
            VaultRecord.Committed _,
            VaultRecord.Settled _,
            VaultRecord.Happened _,
            VaultRecord.HeadSeen _ ->
            throw new IllegalStateException("Not a registry's record");
      }
    }
    if (head != null) {
      write(connection, head);
    }
  }

  /// A repeated opening is recognised by number and reference together; one of them alone is taken.
  private static void write(Connection connection, VaultRecord.AccountOpened fact)
      throws SQLException {
    var account = fact.account();
    try (var insert =
        connection.prepareStatement(
            "with opened as (insert into vault.account (id, reference, name, opened_at, digest)"
                + " select ?, ?, ?, ?, ? where not exists (select from vault.account where id = ?"
                + " and reference = ?) returning id, opened_at) insert into vault.happening (seq,"
                + " kind, account, at) select vault.next_happening(), 0, id, opened_at from"
                + " opened")) {
      insert.setString(1, account.id().value());
      insert.setString(2, account.reference());
      insert.setString(3, account.name());
      insert.setLong(4, account.openedAt().toEpochMilli());
      insert.setBytes(5, Rows.digest(account).trusted());
      insert.setString(6, account.id().value());
      insert.setString(7, account.reference());
      insert.executeUpdate();
    }
  }

  private static void write(Connection connection, VaultRecord.Founded fact) throws SQLException {
    try (var insert =
            connection.prepareStatement(
                "insert into vault.founding (network, node, sealed_seed) values (?, ?, ?) on"
                    + " conflict do nothing");
        var check =
            connection.prepareStatement(
                "select node from vault.founding where network <> ? or node <> ?")) {
      insert.setBytes(1, fact.networkId().trusted());
      insert.setString(2, fact.node().value());
      insert.setBytes(3, fact.sealedSeed().trusted());
      insert.executeUpdate();
      check.setBytes(1, fact.networkId().trusted());
      check.setString(2, fact.node().value());
      refuseForeign(check);
    }
  }

  private static void refuseForeign(PreparedStatement check) throws SQLException {
    try (var rows = check.executeQuery()) {
      if (rows.next()) {
        throw VaultException.foreignDatabase(rows.getString(1));
      }
    }
  }

  private static void write(Connection connection, VaultRecord.ParametersAdopted fact)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into vault.parameters (epoch, signed) values (?, ?) on conflict do nothing")) {
      insert.setInt(1, fact.epoch());
      insert.setBytes(2, fact.signedParameters().trusted());
      insert.executeUpdate();
    }
  }

  private static void write(Connection connection, VaultRecord.HeadSeen fact) throws SQLException {
    try (var upsert =
        connection.prepareStatement(
            "insert into vault.head as known (size, signed) values (?, ?) on conflict (one) do"
                + " update set size = excluded.size, signed = excluded.signed where known.size <"
                + " excluded.size")) {
      upsert.setLong(1, fact.size());
      upsert.setBytes(2, fact.signedHead().trusted());
      upsert.executeUpdate();
    }
  }
}
