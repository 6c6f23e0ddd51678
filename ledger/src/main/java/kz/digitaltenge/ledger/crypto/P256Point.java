package kz.digitaltenge.ledger.crypto;

import java.math.BigInteger;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.Optional;

/// Points of P-256 (SP 800-186 §3.2.1.3) in the forms of SEC 1 §2.3.3. Public values only: nothing
/// here runs in constant time.
final class P256Point {
  private static final int FIELD_BYTES = 32;
  private static final BigInteger PRIME =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final BigInteger B =
      new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
  private static final BigInteger THREE = BigInteger.valueOf(3);

  /// The prime is 3 modulo 4, so a root of a square is its power with this exponent.
  private static final BigInteger ROOT_EXPONENT = PRIME.add(BigInteger.ONE).shiftRight(2);

  private P256Point() {}

  static byte[] compressed(ECPoint point) {
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    if (!y.multiply(y).mod(PRIME).equals(ySquared(x))) {
      throw new IllegalArgumentException("Not a point of P-256");
    }
    byte[] encoded = new byte[1 + FIELD_BYTES];
    encoded[0] = (byte) (y.testBit(0) ? 3 : 2);
    write(x, encoded, 1);
    return encoded;
  }

  /// Nothing if no point of the curve has this compressed form.
  static Optional<byte[]> uncompressed(byte[] compressed) {
    BigInteger x = new BigInteger(1, compressed, 1, FIELD_BYTES);
    if (x.compareTo(PRIME) >= 0) {
      return Optional.empty();
    }
    BigInteger square = ySquared(x);
    BigInteger root = square.modPow(ROOT_EXPONENT, PRIME);
    if (!root.multiply(root).mod(PRIME).equals(square)) {
      return Optional.empty();
    }
    boolean odd = compressed[0] == 3;
    // Zero is not a root here: no point of a group of odd order has y = 0.
    BigInteger y = root.testBit(0) == odd ? root : PRIME.subtract(root);
    byte[] encoded = Arrays.copyOf(compressed, 1 + 2 * FIELD_BYTES);
    encoded[0] = 4;
    write(y, encoded, 1 + FIELD_BYTES);
    return Optional.of(encoded);
  }

  private static BigInteger ySquared(BigInteger x) {
    return x.multiply(x).subtract(THREE).multiply(x).add(B).mod(PRIME);
  }

  private static void write(BigInteger value, byte[] into, int offset) {
    byte[] magnitude = value.toByteArray();
    int surplus = Math.max(0, magnitude.length - FIELD_BYTES);
    int size = magnitude.length - surplus;
    System.arraycopy(magnitude, surplus, into, offset + FIELD_BYTES - size, size);
  }
}
