package kz.digitaltenge.node.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.digitaltenge.ledger.TransactionId;
import org.jspecify.annotations.Nullable;

/// Puts the one or two entries of a transaction and its settlement together, in the order of the
/// rows.
final class KnownRows {
  /// What the rows have told about a transaction so far.
  private static final class Sides {
    VaultRecord.@Nullable Stored stored;
    VaultRecord.@Nullable Committed committed;
    Optional<Settlement> settlement = Optional.empty();
  }

  private final Map<TransactionId, Sides> known = new LinkedHashMap<>();

  static List<KnownTransaction> all(ResultSet rows) throws SQLException {
    var known = new KnownRows();
    while (rows.next()) {
      known.add(rows);
    }
    return known.transactions();
  }

  /// One row alone.
  static KnownTransaction one(ResultSet row) throws SQLException {
    var known = new KnownRows();
    known.add(row);
    return known.transactions().getFirst();
  }

  private void add(ResultSet row) throws SQLException {
    Rows.read(row, "entry", "id", this::addSide);
  }

  private Sides addSide(ResultSet row) throws SQLException {
    var sides = known.computeIfAbsent(Rows.id(row), _ -> new Sides());
    if (Rows.isCommitted(row)) {
      sides.committed = Rows.committed(row);
    } else {
      sides.stored = Rows.stored(row);
    }
    sides.settlement = Rows.settlement(row);
    return sides;
  }

  private List<KnownTransaction> transactions() {
    return known.entrySet().stream()
        .map(
            entry ->
                new KnownTransaction(
                    entry.getKey(),
                    Optional.ofNullable(entry.getValue().stored),
                    Optional.ofNullable(entry.getValue().committed),
                    entry.getValue().settlement))
        .toList();
  }
}
