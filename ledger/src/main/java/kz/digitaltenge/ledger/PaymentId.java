package kz.digitaltenge.ledger;

import java.util.regex.Pattern;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// The payer's name for a payment, the same over all its attempts: what makes a retry safe.
///
/// 1 to 64 characters of `A-Z a-z 0-9 . _ : -`, unique within the payer's node.
public record PaymentId(String value) {
  private static final int LENGTH_MAX = 64;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  public PaymentId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a payment id of 1 to 64 characters A-Z a-z 0-9 . _ : -".formatted(value));
    }
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
