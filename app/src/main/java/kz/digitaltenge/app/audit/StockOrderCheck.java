package kz.digitaltenge.app.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import kz.digitaltenge.ledger.SignedStockOrder;
import kz.digitaltenge.ledger.StockOrder;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// Checks that each conversion at the central bank was ordered by its bank: by the signature, under
/// the key that the parameters of its time name, and for what was converted. Conversions from
/// before banks signed their orders are counted.
final class StockOrderCheck {
  private static final String TABLES = "select to_regclass('conversion.bank_order') is not null";
  private static final String CONVERSIONS =
      """
      select c.bank, c.name, c.kind, c.tiyn, o.signed_order
      from conversion.conversion c
        left join conversion.bank_order o on o.bank = c.bank and o.name = c.name
      order by c.seq
      """;
  private static final int ROWS_AT_ONCE = 200;

  private final ParameterChain chain;
  private final SignatureVerifier verifier;
  private final AuditNotes notes;

  StockOrderCheck(ParameterChain chain, SignatureVerifier verifier, AuditNotes notes) {
    this.chain = chain;
    this.verifier = verifier;
    this.notes = notes;
  }

  /// @param connection to the central bank's database, read-only
  /// @param store for people
  void check(Connection connection, Spot store) {
    try (var statement = connection.createStatement()) {
      statement.setFetchSize(ROWS_AT_ONCE);
      try (var exists = statement.executeQuery(TABLES)) {
        // A central bank without a core banking system has none.
        if (!exists.next() || !exists.getBoolean(1)) {
          return;
        }
      }
      try (var rows = statement.executeQuery(CONVERSIONS)) {
        while (rows.next()) {
          check(rows, store.row(rows.getString(1) + "/" + rows.getString(2)));
        }
      }
    } catch (SQLException e) {
      store.find("it cannot be read: %s", String.valueOf(e.getMessage()));
    }
  }

  private void check(ResultSet row, Spot spot) throws SQLException {
    byte[] bytes = row.getBytes(5);
    if (bytes == null) {
      notes.checked("unsignedConversions");
      return;
    }
    notes.checked("stockOrders");
    SignedStockOrder signed;
    try {
      signed = SignedStockOrder.decode(bytes);
    } catch (MalformedException e) {
      spot.find("the bytes cannot be read: %s at byte %d", e.reason(), e.offset());
      return;
    }
    StockOrder order = signed.order();
    spot.require(
        order.networkId().equals(chain.networkId())
            && signed.verifies(chain.at(order.epoch()), verifier),
        "the order does not bear the signature of the bank's node");
    spot.require(
        order.bank().value().equals(row.getString(1))
            && order.name().value().equals(row.getString(2))
            && order.kind().name().equals(row.getString(3))
            && order.amount().tiyn() == row.getLong(4),
        "the bank has ordered something else: %s of %s as %s",
        order.kind(),
        order.amount(),
        order.name());
  }
}
