package kz.digitaltenge.api.operator;

import kz.digitaltenge.api.error.PlatformException;

/// Looks through the payments of a bank's accounts, made and received. Blocking; any thread may
/// call.
public interface PaymentListOperations {
  /// Payments that have come to their end, before a sequence, newest first; [ListPart#NEWEST]
  /// begins. What was there when a search began is found once, whatever comes in between.
  ///
  /// @param limit lines at most, 1 to [ListPart#LINES_MAX]
  /// @throws PlatformException `MALFORMED_REQUEST` and what is said of amounts, for what cannot be
  ///   looked for; `UNKNOWN_ACCOUNT`, `UNKNOWN_BANK`
  ListPart<PaymentLine> payments(PaymentSearch search, long before, int limit);

  /// Payments out of the bank's accounts that are committed to and have no known end, after a place
  /// among them, oldest first; 0 begins. One that ends meanwhile leaves the list.
  ///
  /// @param search whose state does not narrow
  /// @param limit lines at most, 1 to [ListPart#LINES_MAX]; more only when they were made in the
  ///   same moment as the last
  /// @throws PlatformException as [#payments]
  ListPart<PaymentLine> pending(PaymentSearch search, long after, int limit);
}
