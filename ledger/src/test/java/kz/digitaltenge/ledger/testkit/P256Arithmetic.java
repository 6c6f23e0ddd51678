package kz.digitaltenge.ledger.testkit;

import java.math.BigInteger;

/// The curve P-256 by the schoolbook (SEC 1 §2.2.1, §4.1.3), so that keys and signatures of tests
/// depend on no provider and no version of Java. Slow, and leaks its secrets through time.
final class P256Arithmetic {
  static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private static final BigInteger PRIME =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final Point GENERATOR =
      new Point(
          new BigInteger("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296", 16),
          new BigInteger("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5", 16));

  private P256Arithmetic() {}

  record Point(BigInteger x, BigInteger y) {}

  /// For `factor` from 1 to the order less one.
  static Point timesGenerator(BigInteger factor) {
    Point product = GENERATOR;
    for (int bit = factor.bitLength() - 2; bit >= 0; bit--) {
      product = doubled(product);
      if (factor.testBit(bit)) {
        product = plusGenerator(product);
      }
    }
    return product;
  }

  private static Point doubled(Point point) {
    BigInteger slope =
        point
            .x
            .multiply(point.x)
            .subtract(BigInteger.ONE)
            .multiply(BigInteger.valueOf(3))
            .multiply(point.y.shiftLeft(1).modInverse(PRIME));
    return third(slope.mod(PRIME), point, point);
  }

  private static Point plusGenerator(Point point) {
    BigInteger slope =
        point.y.subtract(GENERATOR.y).multiply(point.x.subtract(GENERATOR.x).modInverse(PRIME));
    return third(slope.mod(PRIME), point, GENERATOR);
  }

  private static Point third(BigInteger slope, Point one, Point other) {
    BigInteger x = slope.multiply(slope).subtract(one.x).subtract(other.x).mod(PRIME);
    return new Point(x, slope.multiply(one.x.subtract(x)).subtract(one.y).mod(PRIME));
  }
}
