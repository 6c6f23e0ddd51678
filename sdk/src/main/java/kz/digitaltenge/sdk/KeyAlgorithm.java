package kz.digitaltenge.sdk;

import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.util.Optional;

/// How keys of a kind sign: the key decides, never the message alone.
enum KeyAlgorithm {
  /// Both halves side by side, not in DER (RFC 7518).
  ES256("SHA256withECDSAinP1363Format"),
  EDDSA("Ed25519");

  private static final int P256_BITS = 256;

  private final String jca;

  KeyAlgorithm(String jca) {
    this.jca = jca;
  }

  String jca() {
    return jca;
  }

  /// The value of `alg`.
  String jws() {
    return switch (this) {
      case ES256 -> "ES256";
      case EDDSA -> "EdDSA";
    };
  }

  static Optional<KeyAlgorithm> named(String jws) {
    return switch (jws) {
      case "ES256" -> Optional.of(ES256);
      case "EdDSA", "Ed25519" -> Optional.of(EDDSA);
      default -> Optional.empty();
    };
  }

  /// @throws IllegalArgumentException when the key is of another kind
  static KeyAlgorithm of(X509Certificate certificate) {
    return switch (certificate.getPublicKey()) {
      case ECPublicKey key when key.getParams().getOrder().bitLength() == P256_BITS -> ES256;
      case EdECPublicKey key when key.getParams().getName().equals("Ed25519") -> EDDSA;
      default -> throw new IllegalArgumentException("a certificate's key is P-256 or Ed25519");
    };
  }
}
