package kz.digitaltenge.ledger.crypto;

import java.util.List;
import java.util.Optional;

/// Signature schemes. The code stands in every key and every signature, so that schemes can be
/// added and retired without asking what old bytes mean.
public enum SchemeId {
  /// RFC 8032: what signs on the ledger.
  ED25519(1, 32, 64),
  /// ECDSA on P-256 with SHA-256: keys that live in hardware modules, cards and secure elements. A
  /// key is the compressed point (SEC 1 §2.3.3), a signature is `r‖s` with `s` in the lower half.
  P256(2, 33, 64),
  /// FIPS 204: beside the others where a signature must outlive them.
  ML_DSA_65(3, 1952, 3309);

  private static final List<SchemeId> ALL = List.of(values());

  private final int code;
  private final int publicKeyBytes;
  private final int signatureBytes;

  SchemeId(int code, int publicKeyBytes, int signatureBytes) {
    this.code = code;
    this.publicKeyBytes = publicKeyBytes;
    this.signatureBytes = signatureBytes;
  }

  public static Optional<SchemeId> fromCode(long code) {
    for (SchemeId scheme : ALL) {
      if (scheme.code == code) {
        return Optional.of(scheme);
      }
    }
    return Optional.empty();
  }

  public int code() {
    return code;
  }

  public int publicKeyBytes() {
    return publicKeyBytes;
  }

  public int signatureBytes() {
    return signatureBytes;
  }
}
