package kz.digitaltenge.sdk;

import java.math.BigDecimal;

/// Amounts as the interface writes them.
final class Amounts {
  private static final int SCALE_MAX = 2;

  private Amounts() {}

  /// @throws IllegalArgumentException when it is no amount in whole tiyn above zero
  static String text(BigDecimal tenge) {
    if (tenge.signum() <= 0 || tenge.stripTrailingZeros().scale() > SCALE_MAX) {
      throw new IllegalArgumentException(
          "an amount is above zero, in tenge with two digits after the point at most");
    }
    return tenge.toPlainString();
  }
}
