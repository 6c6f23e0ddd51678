package kz.digitaltenge.api.operator;

import kz.digitaltenge.api.error.PlatformException;

/// Requests to pay that a bank's customers make and are made. Blocking; any thread may call.
public interface PaymentRequestOperations {
  /// Positions begin after it.
  long BEGINNING = 0;

  /// Asks a payer; the same again goes on.
  ///
  /// @throws PlatformException for what is no request, unknown accounts and banks, those of a
  ///   look-up for an alias, `PAYMENT_ID_REUSED`
  PaymentRequestLine ask(PaymentRequestOrder order);

  /// Takes a request back that was made here.
  ///
  /// @throws PlatformException `UNKNOWN_REQUEST`, `REQUEST_NOT_OPEN`
  PaymentRequestLine cancel(String request);

  /// Pays what a customer here is asked for; the same again goes on.
  ///
  /// @throws PlatformException `UNKNOWN_REQUEST`, `REQUEST_NOT_OPEN`
  PaymentRequestLine accept(String request);

  /// Refuses what a customer here is asked for.
  ///
  /// @throws PlatformException `UNKNOWN_REQUEST`, `REQUEST_NOT_OPEN`
  PaymentRequestLine refuse(String request, String reason);

  /// One request.
  ///
  /// @throws PlatformException `UNKNOWN_REQUEST`
  PaymentRequestLine request(String request);

  /// Those that are looked for and changed after a position, each as it stands now, in the order of
  /// the changes. One that changes meanwhile comes again, further on.
  ///
  /// @throws PlatformException `MALFORMED_REQUEST` for what cannot be looked for
  PaymentRequestPart changedAfter(PaymentRequestSearch search, long position, int limit);
}
