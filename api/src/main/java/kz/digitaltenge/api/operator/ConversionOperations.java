package kz.digitaltenge.api.operator;

import java.util.List;

/// The central bank's conversions, for one caller: an officer, or a bank's node that converts for
/// its own bank. Blocking; any thread may call.
public interface ConversionOperations {
  /// Takes a request and goes as far with it as can be now; the same again goes on.
  ConversionLine convert(ConversionOrder order);

  /// Notes that the caller, an officer, approves an issue.
  ///
  /// @param name the bank's name for the conversion
  ConversionLine approve(String bank, String name);

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
