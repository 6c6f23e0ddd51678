package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Several appends written together: one call of the database for each kind of record, usually one
/// in all.
final class UnitOfWork {
  private final EntryBatch entries = new EntryBatch();
  private final SettlementBatch settlements = new SettlementBatch();
  private final RegistryBatch registry = new RegistryBatch();
  private final HappenedBatch happened = new HappenedBatch();
  private int settlementCount;

  private UnitOfWork() {}

  static UnitOfWork of(List<Append> appends) {
    var work = new UnitOfWork();
    appends.forEach(append -> append.records().forEach(work::add));
    return work;
  }

  int settlementCount() {
    return settlementCount;
  }

  private void add(VaultRecord record) {
    switch (record) {
      case VaultRecord.Stored fact -> entries.add(fact);
      case VaultRecord.Committed fact -> entries.add(fact);
      case VaultRecord.Settled fact -> {
        settlements.add(fact);
        settlementCount++;
      }
      case VaultRecord.AccountOpened fact -> registry.add(fact);
      case VaultRecord.Happened fact -> happened.add(fact);
      case VaultRecord.Founded fact -> registry.add(fact);
      case VaultRecord.ParametersAdopted fact -> registry.add(fact);
      case VaultRecord.HeadSeen fact -> registry.add(fact);
    }
  }

  /// Returns when everything is on disk; after an exception nothing is, unless the connection was
  /// lost.
  void write(Connection connection) throws SQLException {
    if (isOneCall()) {
      // The call is its own transaction: one round trip.
      writeParts(connection);
      return;
    }
    connection.setAutoCommit(false);
    try {
      writeParts(connection);
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      rollBack(connection, e);
      throw e;
    }
    connection.setAutoCommit(true);
  }

  private boolean isOneCall() {
    return registry.isEmpty()
        && happened.isEmpty()
        && settlements.isOneCall()
        && (entries.isEmpty() || settlements.isEmpty());
  }

  private void writeParts(Connection connection) throws SQLException {
    if (!entries.isEmpty()) {
      entries.write(connection);
    }
    if (!settlements.isEmpty()) {
      settlements.write(connection);
    }
    if (!registry.isEmpty()) {
      registry.write(connection);
    }
    if (!happened.isEmpty()) {
      // After the payments that it may be about.
      happened.write(connection);
    }
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // The first failure tells more.
      cause.addSuppressed(e);
    }
  }
}
