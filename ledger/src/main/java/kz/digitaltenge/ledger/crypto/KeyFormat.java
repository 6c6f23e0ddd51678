package kz.digitaltenge.ledger.crypto;

import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import kz.digitaltenge.ledger.codec.Bytes;

/// Between our form of a public key and the `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7) that
/// providers read: a constant of each scheme, followed by the key.
final class KeyFormat {
  private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final byte[] P256 =
      HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");
  private static final byte[] ML_DSA_65 =
      HexFormat.of().parseHex("308207b2300b0609608648016503040312038207a100");
  private static final byte[] ED25519_PRIVATE =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private KeyFormat() {}

  /// Nothing if the key is not a point of its curve, as far as that is known here.
  static Optional<byte[]> subjectPublicKeyInfo(PublicKey key) {
    byte[] value = key.value().trusted();
    return switch (key.scheme()) {
      case ED25519 -> Optional.of(concat(ED25519, value));
      case P256 -> P256Point.uncompressed(value).map(point -> concat(P256, point));
      case ML_DSA_65 -> Optional.of(concat(ML_DSA_65, value));
    };
  }

  static PublicKey publicKey(java.security.PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "Ed25519", "EdDSA" -> publicKey(SchemeId.ED25519, ED25519, key);
      case "EC" -> p256(key);
      case "ML-DSA", "ML-DSA-65" -> publicKey(SchemeId.ML_DSA_65, ML_DSA_65, key);
      default -> throw new IllegalArgumentException("No scheme of ours: " + key.getAlgorithm());
    };
  }

  /// PKCS #8 of an Ed25519 seed (RFC 8410 §7).
  static byte[] ed25519PrivateKeyInfo(Seed seed) {
    return concat(ED25519_PRIVATE, seed.reveal());
  }

  private static PublicKey p256(java.security.PublicKey key) {
    if (!(key instanceof ECPublicKey point)) {
      throw new IllegalArgumentException("No point to be read from a key of " + key.getClass());
    }
    return new PublicKey(SchemeId.P256, Bytes.ofTrusted(P256Point.compressed(point.getW())));
  }

  private static PublicKey publicKey(SchemeId scheme, byte[] prefix, java.security.PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded.length != prefix.length + scheme.publicKeyBytes()
        || !Arrays.equals(encoded, 0, prefix.length, prefix, 0, prefix.length)) {
      throw new IllegalArgumentException("Not a key of " + scheme);
    }
    return new PublicKey(
        scheme, Bytes.ofTrusted(Arrays.copyOfRange(encoded, prefix.length, encoded.length)));
  }

  private static byte[] concat(byte[] prefix, byte[] value) {
    byte[] whole = Arrays.copyOf(prefix, prefix.length + value.length);
    System.arraycopy(value, 0, whole, prefix.length, value.length);
    return whole;
  }
}
