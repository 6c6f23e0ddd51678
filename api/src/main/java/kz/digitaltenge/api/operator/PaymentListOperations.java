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
}
