package kz.digitaltenge.api.operator;

import java.util.List;
import kz.digitaltenge.api.error.PlatformException;

/// Payments that a bank's customers received, given back to where they came from, whole and in
/// parts. Blocking; any thread may call.
public interface RefundOperations {
  /// Takes an order and carries it out; the same again goes on with it.
  ///
  /// @throws PlatformException for what is no order, `UNKNOWN_PAYMENT`, `REFUND_REFUSED`,
  ///   `REFUND_EXCEEDS_PAYMENT`, `PAYMENT_ID_REUSED`, `WRONG_CURRENCY`
  RefundLine refund(RefundOrder order);

  /// The refunds that were ordered of payments with this id, oldest first; those that were refused
  /// too, unless nothing was noted of them.
  ///
  /// @throws PlatformException `UNKNOWN_PAYMENT` when no account of the bank was paid or paid by it
  List<RefundLine> refunds(String payment);

  /// Refunds before a number, newest first; [ListPart#NEWEST] begins.
  ///
  /// @param limit lines at most, 1 to [ListPart#LINES_MAX]
  /// @throws PlatformException `MALFORMED_REQUEST` for what cannot be looked for
  ListPart<RefundLine> refunds(RefundSearch search, long before, int limit);
}
