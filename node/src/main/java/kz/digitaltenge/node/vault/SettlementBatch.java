package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import kz.digitaltenge.ledger.TransactionId;

/// Settlements and their effects, to be added in one call of `vault.write_settlements`.
final class SettlementBatch {
  private static final String CALL =
      "select vault.write_settlements(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
          + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Set<TransactionId> known = new HashSet<>();
  private final Column<byte[]> ids = Column.ofBytes();
  private final Column<Short> outcomes = Column.ofShorts();
  private final Column<Long> positions = Column.ofLongs();
  private final Column<Long> logTimes = Column.ofLongs();
  private final Column<byte[]> proofs = Column.ofBytes();

  private final Column<byte[]> created = Column.ofBytes();
  private final Column<byte[]> createdOf = Column.ofBytes();
  private final Column<String> accounts = Column.ofText();
  private final Column<Short> kinds = Column.ofShorts();
  private final Column<String> assets = Column.ofText();
  private final Column<byte[]> marks = Column.ofBytes();
  private final Column<Long> sums = Column.ofLongs();
  private final Column<byte[]> labels = Column.ofBytes();

  private final Column<byte[]> consumed = Column.ofBytes();
  private final Column<byte[]> consumedOf = Column.ofBytes();

  private final Column<byte[]> movedOf = Column.ofBytes();
  private final Column<String> movedAccounts = Column.ofText();
  private final Column<Short> directions = Column.ofShorts();
  private final Column<String> movedAssets = Column.ofText();
  private final Column<byte[]> movedMarks = Column.ofBytes();
  private final Column<Long> movedSums = Column.ofLongs();
  private final Column<String> payments = Column.ofText();
  private final Column<String> counterparties = Column.ofText();
  private final Column<Long> movedTimes = Column.ofLongs();
  private final Column<byte[]> remittances = Column.ofBytes();

  private final Column<byte[]> turnedOf = Column.ofBytes();
  private final Column<Short> turnedKinds = Column.ofShorts();
  private final Column<String> turnedPeers = Column.ofText();
  private final Column<String> turnedAssets = Column.ofText();
  private final Column<Long> turnedSums = Column.ofLongs();

  private final UndoneBatch undone = new UndoneBatch();

  boolean isEmpty() {
    return known.isEmpty();
  }

  boolean isOneCall() {
    return undone.isEmpty();
  }

  /// Adds a settlement; the second of one transaction in a batch is the first again.
  void add(VaultRecord.Settled fact) {
    var settlement = fact.settlement();
    if (!known.add(settlement.id())) {
      return;
    }
    var id = settlement.id().hash().trusted();
    ids.add(id);
    outcomes.add((short) settlement.outcome().code());
    positions.add(settlement.position());
    logTimes.add(settlement.logTime().toEpochMilli());
    proofs.add(settlement.proof().trusted());
    fact.created().forEach(state -> create(id, state));
    for (var ref : fact.consumed()) {
      consumed.add(ref.key());
      consumedOf.add(id);
    }
    for (var movement : fact.movements()) {
      move(id, movement, settlement.logTime().toEpochMilli());
    }
    fact.undone().ifPresent(planned -> undone.add(settlement, planned));
    for (var turnover : fact.turnovers()) {
      turnedOf.add(id);
      turnedKinds.add((short) turnover.kind().code());
      turnedPeers.add(turnover.peer().value());
      turnedAssets.add(StateCodec.text(turnover.asset()));
      turnedSums.add(turnover.tiyn());
    }
  }

  private void create(byte[] id, OwnState state) {
    created.add(state.ref().key());
    createdOf.add(id);
    accounts.add(state.account().value());
    kinds.add((short) state.kind().code());
    assets.add(StateCodec.text(state.holding().asset()));
    marks.add(StateCodec.markOrNull(state.holding()));
    sums.add(state.amount().tiyn());
    labels.add(state.label().toBytes());
  }

  private void move(byte[] id, Movement movement, long logTimeMillis) {
    movedOf.add(id);
    movedAccounts.add(movement.account().value());
    directions.add((short) movement.direction().code());
    movedAssets.add(StateCodec.text(movement.holding().asset()));
    movedMarks.add(StateCodec.markOrNull(movement.holding()));
    movedSums.add(movement.amount().tiyn());
    payments.add(movement.payment().value());
    counterparties.add(movement.counterparty());
    movedTimes.add(logTimeMillis);
    remittances.add(Remittances.column(movement.remittance()));
  }

  void write(Connection connection) throws SQLException {
    Call.of(CALL)
        .with(ids, outcomes, positions, logTimes, proofs)
        .with(created, createdOf, accounts, kinds, assets, marks, sums, labels)
        .with(consumed, consumedOf)
        .with(movedOf, movedAccounts, directions, movedAssets, movedMarks, movedSums)
        .with(payments, counterparties, movedTimes, remittances)
        .with(turnedOf, turnedKinds, turnedPeers, turnedAssets, turnedSums)
        .run(connection);
    if (!undone.isEmpty()) {
      undone.write(connection);
    }
  }
}
