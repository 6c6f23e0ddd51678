package kz.digitaltenge.node.conversion;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.conversion.StockConversion.Request;
import kz.digitaltenge.node.event.PostgresOutbox;
import kz.digitaltenge.node.vault.Happening;

/// Tells of the bank's own conversions with the central bank.
///
/// @param outbox in the database of the conversions
/// @param stock the bank's own account
/// @param currency of all conversions
public record StockEvents(PostgresOutbox outbox, AccountId stock, String currency) {
  /// In the unit of work that keeps the order, as the last in it.
  void ordered(Connection connection, Request request, Instant at) throws SQLException {
    put(connection, Happening.Kind.STOCK_CONVERSION_ASKED, request, at);
  }

  /// In the unit of work that ends it, as the last in it; what is under way is not told.
  void ended(Connection connection, Request request, Progress progress, Instant at)
      throws SQLException {
    switch (progress) {
      case UNDER_WAY -> {}
      case DONE -> put(connection, Happening.Kind.STOCK_CONVERSION_DONE, request, at);
      case REFUSED -> put(connection, Happening.Kind.STOCK_CONVERSION_REFUSED, request, at);
    }
  }

  private void put(Connection connection, Happening.Kind kind, Request request, Instant at)
      throws SQLException {
    outbox.put(
        connection,
        new Happening(
            kind,
            stock,
            at,
            request.name().value(),
            Optional.empty(),
            Optional.of(new Happening.Sum(currency, request.amount())),
            Optional.empty(),
            Optional.of(request.kind().name())));
  }
}
