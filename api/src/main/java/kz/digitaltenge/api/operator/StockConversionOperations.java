package kz.digitaltenge.api.operator;

import java.util.List;

/// A bank's own conversions with the central bank, at the bank's node, which signs each order (S03,
/// S13). Blocking; any thread may call.
public interface StockConversionOperations {
  /// Takes an order: it is signed and on the bank's disk when this returns, and with the central
  /// bank if that answered. The same again goes on with it.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException for what is no order, `PAYMENT_ID_REUSED`,
  ///   and `INSUFFICIENT_BALANCE` when the stock does not have what is to be redeemed
  StockConversionLine convert(StockConversionOrder order);

  /// Takes it back, as far as that can be done; the same again goes on with it.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_CONVERSION`, and
  ///   `CONVERSION_NOT_CANCELLED` when it is too late
  StockConversionLine cancel(String name);

  /// How one stands, as far as the central bank can be asked now.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_CONVERSION`
  StockConversionLine conversion(String name);

  /// Those before a position, newest first.
  ///
  /// @param limit at most [StockConversionLine#LINES_MAX]
  List<StockConversionLine> conversions(StockConversionFilter filter, long before, int limit);
}
