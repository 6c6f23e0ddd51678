package kz.digitaltenge.app.demo;

import java.util.regex.Pattern;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;

/// Reads a sum of money, and tells people apart who wrote too little, too much or too precisely.
final class AmountField {
  private static final Pattern NUMBER = Pattern.compile("(-?)([0-9]+)(?:\\.([0-9]+))?");
  private static final int DECIMALS_MAX = 2;

  private AmountField() {}

  /// @throws kz.digitaltenge.api.error.PlatformException when it is not a payable amount
  static Amount read(String text) {
    var number = NUMBER.matcher(text);
    if (!number.matches()) {
      throw refused(ErrorCode.MALFORMED_AMOUNT, text).exception();
    }
    String decimals = number.group(3);
    boolean negative = !number.group(1).isEmpty();
    if (negative || text.chars().noneMatch(digit -> digit >= '1' && digit <= '9')) {
      throw refused(ErrorCode.NON_POSITIVE_AMOUNT, text).exception();
    }
    if (decimals != null && decimals.length() > DECIMALS_MAX) {
      throw refused(ErrorCode.OVER_PRECISE_AMOUNT, text).exception();
    }
    try {
      return Amount.parse(text.replaceFirst("^0+(?=[0-9])", ""));
    } catch (IllegalArgumentException _) {
      throw refused(ErrorCode.AMOUNT_TOO_LARGE, text)
          .with("limit", Amount.ofTiyn(Amount.MAX_TIYN))
          .exception();
    }
  }

  private static Problem refused(ErrorCode code, String text) {
    return Problem.of(code, "amount", text);
  }
}
