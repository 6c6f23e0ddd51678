package kz.digitaltenge.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;

/// The payer's name for a payment, the same over all its attempts: what makes a retry safe.
///
/// 1 to 64 characters of `A-Z a-z 0-9 . _ : -`, unique within the payer's node.
public record PaymentId(String value) {
  private static final int LENGTH_MAX = 64;
  private static final String MARKS = "._:-";
  private static final int LEG_DIGITS = 48;

  public PaymentId {
    if (!isName(value)) {
      throw new IllegalArgumentException(
          "'%s' is not a payment id of 1 to 64 characters A-Z a-z 0-9 . _ : -".formatted(value));
    }
  }

  /// Written out: it is asked several times for each payment.
  private static boolean isName(String text) {
    if (text.isEmpty() || text.length() > LENGTH_MAX) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      boolean isLetter = (each >= 'A' && each <= 'Z') || (each >= 'a' && each <= 'z');
      boolean isDigit = each >= '0' && each <= '9';
      if (!isLetter && !isDigit && MARKS.indexOf(each) < 0) {
        return false;
      }
    }
    return true;
  }

  /// The name under which one of several payees is looked up; the first has the payment's own.
  ///
  /// @param number of the leg, from 0
  public PaymentId leg(int number) {
    if (number == 0) {
      return this;
    }
    Hash name = Hash.sha256((value + " " + number).getBytes(US_ASCII));
    return new PaymentId("leg-" + name.hex().substring(0, LEG_DIGITS));
  }

  public void writeTo(CborWriter out) {
    out.text(value);
  }

  public static PaymentId readFrom(CborReader in) {
    return new PaymentId(in.text(LENGTH_MAX));
  }

  @Override
  public String toString() {
    return value;
  }
}
