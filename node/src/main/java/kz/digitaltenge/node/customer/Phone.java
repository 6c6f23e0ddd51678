package kz.digitaltenge.node.customer;

import java.util.regex.Pattern;

/// A Kazakh mobile number in the form of E.164: `+77` and nine digits.
public record Phone(String value) {
  private static final Pattern SHAPE = Pattern.compile("\\+77[0-9]{9}");

  public Phone {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("Not a phone number");
    }
  }

  /// Masked: numbers must not turn up in logs.
  @Override
  public String toString() {
    return "+77*******" + value.substring(value.length() - 2);
  }
}
