package kz.digitaltenge.api.operator;

import java.util.List;
import kz.digitaltenge.api.error.PlatformException;

/// Payouts of a company to many by a register, at the company's bank (S07). Blocking; any thread
/// may call.
public interface RegisterOperations {
  /// Takes a register whole or refuses it whole. The same again is the same register.
  ///
  /// @param evidence where the signed request is kept
  /// @throws PlatformException for what concerns the payer and not a row: `UNKNOWN_ACCOUNT`,
  ///   `ACCOUNT_NOT_OPEN`, `INSUFFICIENT_BALANCE`, `LIMIT_EXCEEDED`; `REGISTER_ID_REUSED`;
  ///   `OVERLOADED` while too many are under way
  RegisterUpload upload(RegisterOrder order, long evidence);

  /// One register.
  ///
  /// @throws PlatformException `UNKNOWN_REGISTER`
  RegisterLine register(String id);

  /// Registers that are looked for, before a position, newest first; [ListPart#NEWEST] begins. What
  /// was there when a search began is found once, whatever comes in between.
  ///
  /// @param limit lines at most, 1 to [ListPart#LINES_MAX]
  /// @throws PlatformException `MALFORMED_REQUEST` for what cannot be looked for
  ListPart<RegisterLine> registers(RegisterSearch search, long before, int limit);

  /// Payouts of a register after a place, in their order.
  ///
  /// @param state those in this state only; all when it is empty
  /// @throws PlatformException `UNKNOWN_REGISTER`
  List<PayoutLine> payouts(String id, String state, int after, int limit);

  /// What the signatories of the payer's account were asked about a register and have said.
  ///
  /// @throws PlatformException `UNKNOWN_REGISTER`, `REGISTER_APPROVAL_REFUSED` when they never were
  ApprovalLine approval(String id);

  /// Takes a signatory's decision on a register, and begins to pay when it was the last that was
  /// missing. The same again tells how it stands.
  ///
  /// @param order with the register's id as what is decided on
  /// @throws PlatformException `UNKNOWN_REGISTER`, `REGISTER_APPROVAL_REFUSED`
  ApprovalLine decide(ApprovalOrder order, long evidence);

  /// Gives up every payout that has not begun; the others come to their end. Again is no more.
  ///
  /// @throws PlatformException `UNKNOWN_REGISTER`
  RegisterLine cancel(String id);
}
