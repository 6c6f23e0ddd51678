package kz.digitaltenge.ledger.testkit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The curve P-256 by the schoolbook (SEC 1 §2.2.1, §4.1.3), so that keys and signatures of tests
/// depend on no provider and no version of Java. Leaks its secrets through time.
final class P256Arithmetic {
  static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private static final BigInteger PRIME =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final Point GENERATOR =
      new Point(
          new BigInteger("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296", 16),
          new BigInteger("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5", 16));

  private static final int DIGIT_BITS = 4;
  private static final int DIGIT_MAX = (1 << DIGIT_BITS) - 1;
  private static final int DIGITS = 256 / DIGIT_BITS;
  private static final List<List<Point>> MULTIPLES = multiples();

  private P256Arithmetic() {}

  record Point(BigInteger x, BigInteger y) {}

  /// A point by numbers that stand for x/z² and y/z³: adding to it takes no division.
  private record Sum(BigInteger x, BigInteger y, BigInteger z) {
    /// Of points with different x.
    Sum plus(Point point) {
      BigInteger z2 = z.multiply(z).mod(PRIME);
      BigInteger width = point.x.multiply(z2).subtract(x).mod(PRIME);
      BigInteger height = point.y.multiply(z2).multiply(z).subtract(y).mod(PRIME);
      BigInteger width2 = width.multiply(width).mod(PRIME);
      BigInteger width3 = width2.multiply(width).mod(PRIME);
      BigInteger middle = x.multiply(width2).mod(PRIME);
      BigInteger right =
          height.multiply(height).subtract(width3).subtract(middle.shiftLeft(1)).mod(PRIME);
      BigInteger up = height.multiply(middle.subtract(right)).subtract(y.multiply(width3));
      return new Sum(right, up.mod(PRIME), width.multiply(z).mod(PRIME));
    }

    Point point() {
      BigInteger one = z.modInverse(PRIME);
      BigInteger square = one.multiply(one).mod(PRIME);
      return new Point(x.multiply(square).mod(PRIME), y.multiply(square).multiply(one).mod(PRIME));
    }
  }

  /// For `factor` from 1 to the order less one.
  ///
  /// What was added before is less than what comes, and both together less than the order: neither
  /// the same point nor its opposite is ever added.
  static Point timesGenerator(BigInteger factor) {
    Optional<Sum> sum = Optional.empty();
    for (int digit = 0; digit < DIGITS; digit++) {
      int value = factor.shiftRight(digit * DIGIT_BITS).intValue() & DIGIT_MAX;
      if (value > 0) {
        Point multiple = MULTIPLES.get(digit).get(value - 1);
        sum =
            Optional.of(
                sum.map(before -> before.plus(multiple))
                    .orElseGet(() -> new Sum(multiple.x, multiple.y, BigInteger.ONE)));
      }
    }
    return sum.orElseThrow().point();
  }

  /// For each digit the generator times 1 to 15 of it.
  private static List<List<Point>> multiples() {
    var multiples = new ArrayList<List<Point>>();
    Point base = GENERATOR;
    for (int digit = 0; digit < DIGITS; digit++) {
      var each = new ArrayList<>(List.of(base, doubled(base)));
      while (each.size() < DIGIT_MAX) {
        each.add(plus(each.getLast(), base));
      }
      multiples.add(List.copyOf(each));
      base = plus(each.getLast(), base);
    }
    return List.copyOf(multiples);
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

  /// Of points with different x.
  private static Point plus(Point one, Point other) {
    BigInteger slope = one.y.subtract(other.y).multiply(one.x.subtract(other.x).modInverse(PRIME));
    return third(slope.mod(PRIME), one, other);
  }

  private static Point third(BigInteger slope, Point one, Point other) {
    BigInteger x = slope.multiply(slope).subtract(one.x).subtract(other.x).mod(PRIME);
    return new Point(x, slope.multiply(one.x.subtract(x)).subtract(one.y).mod(PRIME));
  }
}
