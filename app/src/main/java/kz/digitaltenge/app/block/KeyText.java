package kz.digitaltenge.app.block;

import java.util.Base64;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.node.operator.TypedText;

/// A node's public key as people hand it on: base64url without padding of the compressed point.
public final class KeyText {
  private KeyText() {}

  public static String of(PublicKey key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key.value().toArray());
  }

  /// @throws kz.digitaltenge.api.error.PlatformException `MALFORMED_REQUEST`
  static PublicKey key(String field, String typed) {
    try {
      byte[] point = Base64.getUrlDecoder().decode(typed.strip());
      return new PublicKey(SchemeId.P256, Bytes.ofTrusted(point));
    } catch (IllegalArgumentException _) {
      throw TypedText.malformed(
          field, "it is no key as ./dt resolution administrator shows it: 44 characters");
    }
  }
}
