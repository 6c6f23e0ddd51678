package kz.digitaltenge.node.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.account.AccountId;

/// Reads what happened from the columns that the outbox and the vault have in common; each writes
/// kind and time in its own way.
public final class HappeningRow {
  private HappeningRow() {}

  public static Happening read(ResultSet row, Happening.Kind kind, Instant at) throws SQLException {
    return new Happening(
        kind,
        new AccountId(row.getString("account")),
        at,
        row.getString("subject"),
        Optional.ofNullable(row.getObject("number", Integer.class)),
        sum(row),
        Optional.ofNullable(row.getObject("code", Integer.class)).flatMap(ErrorCode::ofNumber),
        Optional.ofNullable(row.getString("detail")));
  }

  private static Optional<Happening.Sum> sum(ResultSet row) throws SQLException {
    String currency = row.getString("currency");
    return currency == null
        ? Optional.empty()
        : Optional.of(new Happening.Sum(currency, Amount.ofTiyn(row.getLong("tiyn"))));
  }
}
