package kz.digitaltenge.ledger;

import java.util.regex.Pattern;

/// A sum of one asset in its minor unit; for digital tenge, whole tiyn (1 tenge = 100 tiyn).
///
/// Range: 0 to [#MAX_TIYN], so that 10¹⁵ tenge fit and the 64 inputs of a transaction can be added
/// in a `long`. A [Token] holds more than zero. Arithmetic is exact and refuses to leave the range.
public record Amount(long tiyn) implements Comparable<Amount> {
  /// 10¹⁵ tenge.
  public static final long MAX_TIYN = 100_000_000_000_000_000L;

  public static final Amount ZERO = new Amount(0);

  private static final int TIYN_PER_TENGE = 100;
  private static final Pattern DECIMAL = Pattern.compile("(\\d{1,16})(?:\\.(\\d{1,2}))?");

  public Amount {
    if (tiyn < 0 || tiyn > MAX_TIYN) {
      throw new IllegalArgumentException(
          "amount %d tiyn is not within 0..%d".formatted(tiyn, MAX_TIYN));
    }
  }

  public static Amount ofTiyn(long tiyn) {
    return new Amount(tiyn);
  }

  public static Amount ofTenge(long tenge) {
    return new Amount(Math.multiplyExact(tenge, TIYN_PER_TENGE));
  }

  /// Reads `1234`, `1234.5` or `1234.50`: decimal tenge, a point, at most two decimals, no sign,
  /// spaces or exponent.
  public static Amount parse(String decimal) {
    var match = DECIMAL.matcher(decimal);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not an amount such as 1234.50".formatted(decimal));
    }
    long tenge = Long.parseLong(match.group(1));
    String fraction = match.group(2);
    long tiyn = fraction == null ? 0 : Long.parseLong((fraction + "0").substring(0, 2));
    if (tenge > MAX_TIYN / TIYN_PER_TENGE) {
      throw new IllegalArgumentException(
          "'%s' is above the largest amount, 10^15 tenge".formatted(decimal));
    }
    return new Amount(tenge * TIYN_PER_TENGE + tiyn);
  }

  public boolean isPositive() {
    return tiyn > 0;
  }

  public Amount plus(Amount other) {
    return new Amount(Math.addExact(tiyn, other.tiyn));
  }

  public Amount minus(Amount other) {
    return new Amount(Math.subtractExact(tiyn, other.tiyn));
  }

  @Override
  public int compareTo(Amount other) {
    return Long.compare(tiyn, other.tiyn);
  }

  /// Decimal tenge with two places, the form of the API: `1234.50`.
  @Override
  public String toString() {
    return "%d.%02d".formatted(tiyn / TIYN_PER_TENGE, tiyn % TIYN_PER_TENGE);
  }
}
