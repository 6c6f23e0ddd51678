package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.SQLException;

/// Payments that came to nothing, to be added in one call of `vault.write_undone` after the
/// settlements that say so. They are few, so settlements themselves do not carry these columns.
final class UndoneBatch {
  private static final String CALL = "select vault.write_undone(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Column<byte[]> ids = Column.ofBytes();
  private final Column<Short> kinds = Column.ofShorts();
  private final Column<String> accounts = Column.ofText();
  private final Column<String> assets = Column.ofText();
  private final Column<byte[]> marks = Column.ofBytes();
  private final Column<Long> sums = Column.ofLongs();
  private final Column<String> payments = Column.ofText();
  private final Column<String> counterparties = Column.ofText();
  private final Column<Long> times = Column.ofLongs();
  private final Column<byte[]> remittances = Column.ofBytes();
  private boolean isEmpty = true;

  boolean isEmpty() {
    return isEmpty;
  }

  void add(Settlement settlement, Movement planned) {
    isEmpty = false;
    ids.add(settlement.id().hash().trusted());
    kinds.add((short) settlement.outcome().code());
    accounts.add(planned.account().value());
    assets.add(StateCodec.text(planned.holding().asset()));
    marks.add(StateCodec.markOrNull(planned.holding()));
    sums.add(planned.amount().tiyn());
    payments.add(planned.payment().value());
    counterparties.add(planned.counterparty());
    times.add(settlement.logTime().toEpochMilli());
    remittances.add(Remittances.column(planned.remittance()));
  }

  void write(Connection connection) throws SQLException {
    Call.of(CALL)
        .with(ids, kinds, accounts, assets, marks, sums, payments, counterparties, times)
        .with(remittances)
        .run(connection);
  }
}
