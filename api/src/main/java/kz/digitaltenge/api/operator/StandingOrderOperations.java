package kz.digitaltenge.api.operator;

import java.util.List;
import kz.digitaltenge.api.error.PlatformException;

/// Standing orders of a bank's customers, at the bank. Blocking; any thread may call.
///
/// Every method that takes an id throws a [PlatformException] `UNKNOWN_STANDING_ORDER` for one that
/// is not known.
public interface StandingOrderOperations {
  /// Takes a standing order. The same again is the same order.
  ///
  /// @param evidence where the signed request is kept
  /// @throws PlatformException `STANDING_ORDER_ID_REUSED`, `UNKNOWN_ACCOUNT`, or for what is no
  ///   order
  StandingOrderLine begin(StandingOrderWish wish, long evidence);

  /// One standing order.
  StandingOrderLine standingOrder(String id);

  /// Those that are looked for, before a position, newest first; [ListPart#NEWEST] begins. What was
  /// there when a search began is found once, whatever comes in between.
  ///
  /// @param limit lines at most, 1 to [ListPart#LINES_MAX]
  /// @throws PlatformException `MALFORMED_REQUEST` for what cannot be looked for
  ListPart<StandingOrderLine> standingOrders(StandingOrderSearch search, long before, int limit);

  /// What fell due, after a number, in order; -1 begins.
  List<StandingOrderLine.Execution> executions(String id, int after, int limit);

  /// What the signatories of its payer were asked and have said.
  ///
  /// @throws PlatformException `STANDING_APPROVAL_REFUSED` when they never were
  ApprovalLine approval(String id);

  /// Brings a signatory's decision; it is active when that was the last that was missing.
  ///
  /// @param order whose id is the standing order's
  /// @param evidence where the signed request is kept
  /// @throws PlatformException `STANDING_APPROVAL_REFUSED`
  ApprovalLine decide(ApprovalOrder order, long evidence);

  /// What falls due from now on is left out until it is resumed.
  StandingOrderLine pause(String id);

  /// Goes on with what falls due after now.
  StandingOrderLine resume(String id);

  /// Nothing falls due any more.
  StandingOrderLine cancel(String id);
}
