package kz.digitaltenge.node.vault;

import java.sql.Connection;
import java.sql.SQLException;
import kz.digitaltenge.api.error.ErrorCode;

/// What became of requests, registers, standing orders and whatever else happens without money, to
/// be added in one call of `vault.write_happened`.
final class HappenedBatch {
  private static final String CALL = "select vault.write_happened(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Column<Long> sources = Column.ofLongs();
  private final Column<Short> kinds = Column.ofShorts();
  private final Column<String> accounts = Column.ofText();
  private final Column<Long> times = Column.ofLongs();
  private final Column<String> subjects = Column.ofText();
  private final Column<Integer> numbers = Column.ofInts();
  private final Column<String> currencies = Column.ofText();
  private final Column<Long> sums = Column.ofLongs();
  private final Column<Integer> codes = Column.ofInts();
  private final Column<String> details = Column.ofText();
  private boolean isEmpty = true;

  boolean isEmpty() {
    return isEmpty;
  }

  void add(VaultRecord.Happened fact) {
    Happening happening = fact.happening();
    isEmpty = false;
    sources.add(fact.source());
    kinds.add((short) happening.kind().code());
    accounts.add(happening.account().value());
    times.add(happening.at().toEpochMilli());
    subjects.add(happening.subject());
    numbers.add(happening.number().orElse(null));
    currencies.add(happening.sum().map(Happening.Sum::currency).orElse(null));
    sums.add(happening.sum().map(sum -> sum.amount().tiyn()).orElse(null));
    codes.add(happening.code().map(ErrorCode::number).orElse(null));
    details.add(happening.detail().orElse(null));
  }

  void write(Connection connection) throws SQLException {
    Call.of(CALL)
        .with(sources, kinds, accounts, times, subjects, numbers, currencies, sums, codes, details)
        .run(connection);
  }
}
