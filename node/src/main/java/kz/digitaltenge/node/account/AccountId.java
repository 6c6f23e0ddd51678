package kz.digitaltenge.node.account;

import java.util.regex.Pattern;

/// The number of a digital account, in the form of a Kazakh IBAN: `KZ`, two check digits, the
/// bank's three-digit code, and thirteen characters `[0-9A-Z]` that are the bank's own business.
/// Only the canonical form is a value; blanks and small letters are a form field's concern.
public record AccountId(String value) implements Comparable<AccountId> {
  /// Characters of an account number.
  public static final int LENGTH = 20;

  private static final int BANK_CODE_FROM = 4;
  private static final int BANK_CODE_UNTIL = 7;
  private static final String COUNTRY = "KZ";
  private static final Pattern BANK_CODE = Pattern.compile("[0-9]{3}");
  private static final Pattern SERIAL = Pattern.compile("[0-9A-Z]{13}");

  /// Why a text is not an account number.
  public enum Refusal {
    /// Not twenty characters.
    LENGTH,
    /// Does not begin with `KZ`.
    COUNTRY,
    /// A character that the place does not allow; look-alike Cyrillic letters and foreign digits
    /// end here.
    CHARSET,
    /// The number modulo 97 is not 1.
    CHECK_DIGITS
  }

  /// Thrown by the constructor: the text is not an account number.
  public static final class NotAnAccountNumberException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final Refusal refusal;

    NotAnAccountNumberException(Refusal refusal) {
      super("Not an account number: " + refusal);
      this.refusal = refusal;
    }

    /// Which rule the text breaks.
    public Refusal refusal() {
      return refusal;
    }
  }

  /// Refuses anything but a canonical account number with right check digits.
  public AccountId {
    refuseIf(!isLettersAndDigits(value), Refusal.CHARSET);
    refuseIf(value.length() != LENGTH, Refusal.LENGTH);
    refuseIf(!value.startsWith(COUNTRY), Refusal.COUNTRY);
    refuseIf(!isDigits(value, COUNTRY.length(), BANK_CODE_UNTIL), Refusal.CHARSET);
    refuseIf(!hasRightCheckDigits(value), Refusal.CHECK_DIGITS);
  }

  /// The account number of a bank for its own thirteen characters, with the check digits computed.
  public static AccountId of(String bankCode, String serial) {
    if (!BANK_CODE.matcher(bankCode).matches() || !SERIAL.matcher(serial).matches()) {
      throw new NotAnAccountNumberException(Refusal.CHARSET);
    }
    var check = 98 - remainder(bankCode + serial + "KZ00", 0, LENGTH, 0);
    return new AccountId("KZ" + (check < 10 ? "0" : "") + check + bankCode + serial);
  }

  /// The bank's code; text, because `070` is not 70.
  public String bankCode() {
    return value.substring(BANK_CODE_FROM, BANK_CODE_UNTIL);
  }

  @Override
  public int compareTo(AccountId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static void refuseIf(boolean broken, Refusal refusal) {
    if (broken) {
      throw new NotAnAccountNumberException(refusal);
    }
  }

  /// 98 less a remainder of 97 is 02 to 98: 00, 01 and 99 leave the same remainders and never
  /// occur.
  private static boolean hasRightCheckDigits(String value) {
    var check = Integer.parseInt(value, COUNTRY.length(), BANK_CODE_FROM, 10);
    var behind = remainder(value, BANK_CODE_FROM, LENGTH, 0);
    return check >= 2 && check <= 98 && remainder(value, 0, BANK_CODE_FROM, behind) == 1;
  }

  /// The number that the characters spell (A=10 … Z=35) modulo 97, where `before` is the remainder
  /// of what stands in front of them.
  private static int remainder(String characters, int from, int until, int before) {
    var remainder = before;
    for (var i = from; i < until; i++) {
      var digit = Character.digit(characters.charAt(i), 36);
      remainder = (remainder * (digit < 10 ? 10 : 100) + digit) % 97;
    }
    return remainder;
  }

  private static boolean isLettersAndDigits(String text) {
    for (var i = 0; i < text.length(); i++) {
      var each = text.charAt(i);
      if ((each < 'A' || each > 'Z') && (each < '0' || each > '9')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigits(String text, int from, int until) {
    for (var i = from; i < until; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
