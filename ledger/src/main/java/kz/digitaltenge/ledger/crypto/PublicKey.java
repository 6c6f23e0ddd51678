package kz.digitaltenge.ledger.crypto;

import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;

/// A public key in the one form its scheme has here: see [SchemeId].
///
/// The size is checked here; that the bytes are a point which may sign is checked by
/// [SignatureVerifier#verify], where it costs nothing extra.
public record PublicKey(SchemeId scheme, Bytes value) {
  public PublicKey {
    if (value.size() != scheme.publicKeyBytes()) {
      throw new IllegalArgumentException(
          "A key of " + scheme + " has " + scheme.publicKeyBytes() + " bytes, not " + value.size());
    }
    if (scheme == SchemeId.P256 && !isCompressedPoint(value)) {
      throw new IllegalArgumentException("A key of P256 is a compressed point");
    }
  }

  /// From the JDK's form of the key; refuses an algorithm that is no scheme of ours.
  public static PublicKey of(java.security.PublicKey key) {
    return KeyFormat.publicKey(key);
  }

  public static PublicKey readFrom(CborReader reader) {
    reader.arrayOf(2);
    SchemeId scheme =
        SchemeId.fromCode(reader.uint()).orElseThrow(() -> reader.refusal(Malformed.BAD_VALUE));
    Bytes value = Bytes.ofTrusted(reader.bytesOf(scheme.publicKeyBytes()));
    if (scheme == SchemeId.P256 && !isCompressedPoint(value)) {
      throw reader.refusal(Malformed.BAD_VALUE);
    }
    return new PublicKey(scheme, value);
  }

  public CborWriter writeTo(CborWriter writer) {
    return writer.array(2).uint(scheme.code()).bytes(value);
  }

  private static boolean isCompressedPoint(Bytes value) {
    return value.at(0) == 2 || value.at(0) == 3;
  }
}
