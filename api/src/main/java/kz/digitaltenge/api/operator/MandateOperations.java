package kz.digitaltenge.api.operator;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.PlatformException;

/// Companies' accounts that several people sign for, and the payments that wait for them. Blocking;
/// any thread may call.
public interface MandateOperations {
  /// Puts an account under a mandate, from now on; the one that is in force is no change.
  ///
  /// @param evidence where the signed request is kept
  /// @throws PlatformException for what is no mandate, `MANDATE_REFUSED`, `UNKNOWN_ACCOUNT`
  MandateLine changeMandate(MandateOrder order, long evidence);

  /// Ends the mandate that an account is under, from now on: it is its owner's alone again. One
  /// that has ended is no change.
  ///
  /// @param reason in the bank's words
  /// @param evidence where the signed request is kept
  /// @throws PlatformException `MANDATE_REFUSED` when it never was under one, `UNKNOWN_ACCOUNT`
  MandateLine endMandate(String account, String reason, long evidence);

  /// The mandates that an account has been under, oldest first, ends among them.
  ///
  /// @throws PlatformException `UNKNOWN_ACCOUNT`
  List<MandateLine> mandates(String account);

  /// Files a payment out of an account under a mandate; the same again tells how it stands. Empty
  /// when the account is under none: then it is paid at once.
  ///
  /// @throws PlatformException for what is no payment, `PAYMENT_ID_REUSED`
  Optional<FiledLine> file(PayOrder order, long evidence);

  /// How a payment stands that was filed.
  ///
  /// @throws PlatformException `UNKNOWN_PAYMENT` for one that never was
  FiledLine filed(String payment);

  /// Takes a signatory's decision, and pays when it was the last that was missing. The same again
  /// tells how the payment stands.
  ///
  /// @throws PlatformException `APPROVAL_REFUSED`, `UNKNOWN_PAYMENT`
  FiledLine decide(ApprovalOrder order, long evidence);

  /// Takes a payment back that waits, or is approved and not under way.
  ///
  /// @param reason in the bank's words
  /// @throws PlatformException `APPROVAL_REFUSED`, `UNKNOWN_PAYMENT`
  FiledLine withdraw(String payment, String reason);

  /// At most `limit` payments that wait for signatories, whose id comes after this one, in that
  /// order.
  List<FiledLine> waitingAfter(String payment, int limit);
}
