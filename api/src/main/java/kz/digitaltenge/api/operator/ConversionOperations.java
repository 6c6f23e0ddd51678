package kz.digitaltenge.api.operator;

import java.util.List;
import kz.digitaltenge.ledger.OfficerApproval;

/// The central bank's conversions, for one caller: an officer, or a bank's node that converts for
/// its own bank. Blocking; any thread may call.
public interface ConversionOperations {
  /// Takes a request and goes as far with it as can be now; the same again goes on.
  ConversionLine convert(ConversionOrder order);

  /// Keeps what an officer signed to approve an issue, or a redemption that a bank's silence holds
  /// up; it counts by the signature, whoever brings it.
  ///
  /// @param name the bank's name for the conversion
  /// @throws kz.digitaltenge.api.error.PlatformException `APPROVAL_DIFFERS`, `NOT_AN_OFFICER`,
  ///   `OFFICER_SIGNATURE_WRONG`, `CONVERSION_UNDER_WAY` while there is nothing to approve
  ConversionLine approve(String bank, String name, OfficerApproval approval);

  /// Notes that the caller, an officer, refuses a conversion; what the bank gave goes back to it.
  ///
  /// @param reason for the bank, 1 to 140 characters
  /// @throws kz.digitaltenge.api.error.PlatformException `CONVERSION_UNDER_WAY` when it is too late
  ConversionLine refuse(String bank, String name, String reason);

  /// How a conversion stands.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_CONVERSION`
  ConversionLine conversion(String bank, String name);

  /// Those with something left to do, oldest first.
  List<ConversionLine> open();

  /// Holds the books against those of the core banking system.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException when that system does not answer
  ReconciliationLine reconcile();
}
