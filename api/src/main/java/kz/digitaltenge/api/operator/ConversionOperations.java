package kz.digitaltenge.api.operator;

import java.util.List;
import kz.digitaltenge.ledger.OfficerApproval;
import kz.digitaltenge.ledger.codec.Bytes;

/// The central bank's conversions, for one caller: an officer, who orders none, or a bank's node
/// with what its bank has signed. Blocking; any thread may call.
public interface ConversionOperations {
  /// Takes an order from the node of the bank that signed it, and goes as far with it as can be
  /// now; the same again goes on.
  ///
  /// @param signedOrder a [kz.digitaltenge.ledger.SignedStockOrder] in canonical bytes
  /// @throws kz.digitaltenge.api.error.PlatformException `STOCK_ORDER_NOT_TAKEN` for what is not
  ///   the bank's word, `CALLER_NOT_ADMITTED` for anybody else
  ConversionLine convert(Bytes signedOrder);

  /// Takes it back for the bank that gave it, also when it comes before the order itself.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException as above, and `CONVERSION_NOT_CANCELLED`
  ///   when it is too late
  ConversionLine cancel(Bytes signedOrder);

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

  /// Goes on with a conversion at once, also where a refused credit back is left alone for a while.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `UNKNOWN_CONVERSION`
  ConversionLine retry(String bank, String name);

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
