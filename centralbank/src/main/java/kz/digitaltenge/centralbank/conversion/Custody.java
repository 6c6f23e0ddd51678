package kz.digitaltenge.centralbank.conversion;

import java.util.OptionalLong;
import kz.digitaltenge.node.payment.PaymentResult;

/// Digital tenge that banks have passed to the central bank to be redeemed. Blocking; any thread
/// may call.
public interface Custody {
  /// Where in the notary's log a redemption's own payment ([ConversionId#handover()]) was decided;
  /// empty until it has come, is final and has the redemption's amount.
  OptionalLong arrival(Conversion redemption);

  /// Pays it back to the bank's own account, as [ConversionId#giveBack()]; again gives the same
  /// answer.
  PaymentResult giveBack(Conversion redemption);
}
