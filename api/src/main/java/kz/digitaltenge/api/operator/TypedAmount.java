package kz.digitaltenge.api.operator;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;

/// Reads an amount as people type it.
public final class TypedAmount {
  private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{0,40})?");
  private static final int DECIMALS_MAX = 2;

  private TypedAmount() {}

  /// Decimal tenge, more than zero.
  ///
  /// @throws PlatformException `MALFORMED_AMOUNT`, `NON_POSITIVE_AMOUNT`, `OVER_PRECISE_AMOUNT`,
  ///   `AMOUNT_TOO_LARGE`
  public static Amount of(String text) {
    String typed = text.strip();
    if (!DECIMAL.matcher(typed).matches()) {
      throw Problem.of(ErrorCode.MALFORMED_AMOUNT, "amount", typed).exception();
    }
    var decimal = new BigDecimal(typed);
    if (decimal.signum() <= 0) {
      throw Problem.of(ErrorCode.NON_POSITIVE_AMOUNT, "amount", typed).exception();
    }
    if (decimal.stripTrailingZeros().scale() > DECIMALS_MAX) {
      throw Problem.of(ErrorCode.OVER_PRECISE_AMOUNT, "amount", typed).exception();
    }
    BigDecimal tiyn = decimal.movePointRight(DECIMALS_MAX);
    if (tiyn.compareTo(BigDecimal.valueOf(Amount.MAX_TIYN)) > 0) {
      throw Problem.of(
              ErrorCode.AMOUNT_TOO_LARGE, "amount", typed, "limit", Amount.ofTiyn(Amount.MAX_TIYN))
          .exception();
    }
    return Amount.ofTiyn(tiyn.longValueExact());
  }
}
