package kz.digitaltenge.api.operator;

/// Conversions between a bank's customers' non-cash money and their digital tenge, at the bank
/// itself, at any hour. Blocking; any thread may call.
public interface ClientConversionOperations {
  /// Takes an order and carries it out; the same again goes on with it.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException for what is no order, an unknown account,
  ///   and `PAYMENT_ID_REUSED`
  ClientConversionLine convert(ClientConversionOrder order);

  /// Goes on with a conversion now, also with money that the core banking system refused to credit
  /// back and that waits for the next try.
  ///
  /// @param coreAccount the same customer's account that the money goes back to from now on, or
  ///   empty
  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_CONVERSION`,
  ///   `CONVERSION_UNDER_WAY` when another account is named and the order to the one before may
  ///   have been booked
  ClientConversionLine retry(String name, String coreAccount);

  /// How a conversion stands.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_CONVERSION`
  ClientConversionLine conversion(String name);

  /// Conversions before a number, newest first; [ListPart#NEWEST] begins.
  ///
  /// @param limit lines at most, 1 to [ListPart#LINES_MAX]
  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST` for what cannot be
  ///   looked for
  ListPart<ClientConversionLine> conversions(ClientConversionSearch search, long before, int limit);

  /// Holds the bank's books against those of its core banking system.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when that system does not answer
  ClientReconciliationLine reconcile();
}
