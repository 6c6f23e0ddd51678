package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Transactions to be added in one call of `vault.write_entries`.
final class EntryBatch {
  /// The number of the payee's side on disk.
  static final short STORED = 0;

  /// The number of the payer's side on disk.
  static final short COMMITTED = 1;

  private static final String CALL =
      "select vault.write_entries(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Column<byte[]> ids = Column.ofBytes();
  private final Column<Short> sides = Column.ofShorts();
  private final Column<String> payments = Column.ofText();
  private final Column<Integer> attempts = Column.ofInts();
  private final Column<String> peers = Column.ofText();
  private final Column<Long> windows = Column.ofLongs();
  private final Column<String> payers = Column.ofText();
  private final Column<String> payees = Column.ofText();
  private final Column<String> assets = Column.ofText();
  private final Column<byte[]> marks = Column.ofBytes();
  private final Column<Long> sums = Column.ofLongs();
  private final Column<byte[]> transactions = Column.ofBytes();
  private final Column<byte[]> evidences = Column.ofBytes();
  private final Column<byte[]> states = Column.ofBytes();
  private final Column<byte[]> details = Column.ofBytes();
  private final Column<byte[]> remittances = Column.ofBytes();
  private int count;

  boolean isEmpty() {
    return count == 0;
  }

  void add(VaultRecord.Stored fact) {
    ids.add(fact.id().hash().trusted());
    sides.add(STORED);
    payments.add(fact.payment().value());
    attempts.add(fact.attempt());
    peers.add(fact.peer().value());
    windows.add(fact.windowUntil().toEpochMilli());
    payers.add(null);
    payees.add(null);
    assets.add(null);
    marks.add(null);
    sums.add(null);
    transactions.add(fact.transaction().trusted());
    evidences.add(fact.inputProofs().trusted());
    states.add(StateCodec.write(fact.receives(), List.of()));
    details.add(fact.details().trusted());
    remittances.add(fact.remittances().column());
    count++;
  }

  void add(VaultRecord.Committed fact) {
    ids.add(fact.id().hash().trusted());
    sides.add(COMMITTED);
    payments.add(fact.payment().value());
    attempts.add(fact.attempt());
    peers.add(PeerColumn.write(fact.peers()));
    windows.add(fact.windowUntil().toEpochMilli());
    payers.add(fact.payer().value());
    payees.add(fact.payee());
    assets.add(StateCodec.text(fact.holding().asset()));
    marks.add(StateCodec.markOrNull(fact.holding()));
    sums.add(fact.amount().tiyn());
    transactions.add(fact.transaction().trusted());
    evidences.add(fact.request().trusted());
    states.add(StateCodec.write(fact.receives(), fact.consumes()));
    details.add(fact.details().trusted());
    remittances.add(fact.remittances().column());
    count++;
  }

  void write(Connection connection) throws SQLException {
    Call.of(CALL)
        .with(ids, sides, payments, attempts, peers, windows, payers, payees, assets, marks, sums)
        .with(transactions, evidences, states, details, remittances)
        .run(connection);
  }
}
