package kz.digitaltenge.node.mandate;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SchemeId;

/// A signatory's own public key, which no bank has the other half of.
///
/// @param x base64url as in a JWK (RFC 7518 §6.2.1, RFC 8037 §2)
/// @param y the same, empty for Ed25519
record SignatoryKey(Curve curve, String x, String y) {
  private static final int COORDINATE_BYTES = 32;

  /// Curves that signatories' keys are on.
  enum Curve {
    ED25519("Ed25519"),
    P256("P-256");

    private final String jwkName;

    Curve(String jwkName) {
      this.jwkName = jwkName;
    }

    String jwkName() {
      return jwkName;
    }
  }

  SignatoryKey {
    var _ = publicKey(curve, x, y);
  }

  /// Refuses what is no key with an [IllegalArgumentException].
  static SignatoryKey of(String curveName, String x, String y) {
    for (Curve curve : Curve.values()) {
      if (curve.jwkName.equals(curveName)) {
        return new SignatoryKey(curve, x, y);
      }
    }
    throw new IllegalArgumentException("its curve is neither Ed25519 nor P-256");
  }

  PublicKey publicKey() {
    return publicKey(curve, x, y);
  }

  private static PublicKey publicKey(Curve curve, String x, String y) {
    return switch (curve) {
      case ED25519 -> {
        if (!y.isEmpty()) {
          throw new IllegalArgumentException("a key on Ed25519 has no y");
        }
        yield new PublicKey(SchemeId.ED25519, Bytes.ofTrusted(coordinate(x)));
      }
      case P256 -> point(new BigInteger(1, coordinate(x)), new BigInteger(1, coordinate(y)));
    };
  }

  private static PublicKey point(BigInteger x, BigInteger y) {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      var spec =
          new ECPublicKeySpec(
              new ECPoint(x, y), parameters.getParameterSpec(ECParameterSpec.class));
      return PublicKey.of(KeyFactory.getInstance("EC").generatePublic(spec));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("it is no point of P-256", e);
    }
  }

  private static byte[] coordinate(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (bytes.length != COORDINATE_BYTES
        || !Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("a coordinate is not 32 bytes in base64url");
    }
    return bytes;
  }
}
