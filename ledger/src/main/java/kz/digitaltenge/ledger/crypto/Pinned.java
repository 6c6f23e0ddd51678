package kz.digitaltenge.ledger.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// What no provider is asked about: encodings that some implementations take and others do not.
///
/// Where two implementations differ, two replicas would; so each scheme's doubtful corner is cut
/// off here, before the provider. For Ed25519 these are `S` not below the group order, coordinates
/// not below the field prime, and points of small order, both as key and as `R`; what remains is
/// decided by the equation without the cofactor, which the start-up vectors hold every provider to.
/// For ECDSA it is the second valid `s` that anybody can make from the first.
///
/// "Taming the many EdDSAs" (Chalkias, Garillot, Nikolaenko, 2020), tables 1 and 5; RFC 8032
/// §5.1.7.
final class Pinned {
  private static final int ELEMENT_BYTES = 32;

  private static final byte[] ED25519_PRIME =
      littleEndian("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed");
  private static final byte[] ED25519_ORDER =
      littleEndian("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed");

  /// The y coordinates of the eight points whose order divides the cofactor; two differ only in
  /// sign.
  private static final List<byte[]> SMALL_ORDER =
      List.of(
          littleEndian("0000000000000000000000000000000000000000000000000000000000000001"),
          littleEndian("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec"),
          littleEndian("0000000000000000000000000000000000000000000000000000000000000000"),
          littleEndian("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7"),
          littleEndian("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826"));

  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final BigInteger P256_HALF_ORDER = P256_ORDER.shiftRight(1);

  private Pinned() {}

  static boolean permits(PublicKey key, SignatureBytes signature) {
    byte[] value = signature.value().trusted();
    return switch (key.scheme()) {
      case ED25519 ->
          isEd25519Point(key.value().trusted(), 0)
              && isEd25519Point(value, 0)
              && isBelow(value, ELEMENT_BYTES, 0xff, ED25519_ORDER);
      case P256 -> isP256Scalar(r(value), P256_ORDER) && isP256Scalar(s(value), P256_HALF_ORDER);
      case ML_DSA_65 -> true;
    };
  }

  /// The one of the two valid signatures that [#permits] takes.
  static byte[] withLowS(byte[] signature) {
    BigInteger s = s(signature);
    if (s.compareTo(P256_HALF_ORDER) <= 0) {
      return signature;
    }
    byte[] low = P256_ORDER.subtract(s).toByteArray();
    byte[] canonical = Arrays.copyOf(signature, 2 * ELEMENT_BYTES);
    Arrays.fill(canonical, ELEMENT_BYTES, canonical.length, (byte) 0);
    int surplus = Math.max(0, low.length - ELEMENT_BYTES);
    int size = low.length - surplus;
    System.arraycopy(low, surplus, canonical, canonical.length - size, size);
    return canonical;
  }

  private static boolean isEd25519Point(byte[] bytes, int offset) {
    return isBelow(bytes, offset, 0x7f, ED25519_PRIME)
        && SMALL_ORDER.stream().noneMatch(y -> equalButForSign(bytes, offset, y));
  }

  /// Compares little-endian numbers; `topMask` leaves out the sign bit of a point.
  private static boolean isBelow(byte[] bytes, int offset, int topMask, byte[] bound) {
    for (int i = ELEMENT_BYTES - 1; i >= 0; i--) {
      int mask = i == ELEMENT_BYTES - 1 ? topMask : 0xff;
      int difference = (bytes[offset + i] & mask) - (bound[i] & 0xff);
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  private static boolean equalButForSign(byte[] bytes, int offset, byte[] y) {
    int last = ELEMENT_BYTES - 1;
    return (bytes[offset + last] & 0x7f) == y[last]
        && Arrays.equals(bytes, offset, offset + last, y, 0, last);
  }

  private static boolean isP256Scalar(BigInteger value, BigInteger max) {
    return value.signum() > 0 && value.compareTo(max) <= 0 && value.compareTo(P256_ORDER) < 0;
  }

  private static BigInteger r(byte[] signature) {
    return new BigInteger(1, signature, 0, ELEMENT_BYTES);
  }

  private static BigInteger s(byte[] signature) {
    return new BigInteger(1, signature, ELEMENT_BYTES, ELEMENT_BYTES);
  }

  private static byte[] littleEndian(String bigEndianHex) {
    byte[] bytes = HexFormat.of().parseHex(bigEndianHex);
    for (int i = 0; i < bytes.length / 2; i++) {
      byte swapped = bytes[i];
      bytes[i] = bytes[bytes.length - 1 - i];
      bytes[bytes.length - 1 - i] = swapped;
    }
    return bytes;
  }
}
