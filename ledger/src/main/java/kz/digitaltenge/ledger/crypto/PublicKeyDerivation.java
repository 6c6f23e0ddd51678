package kz.digitaltenge.ledger.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/// How the public half of an Ed25519 private key is found.
///
/// The standard interfaces of Java offer no way; a fast provider usually has one of its own, which
/// the application hands in. The answer is checked against known keys by [Ed25519Keys#selfTest].
@FunctionalInterface
public interface PublicKeyDerivation {
  /// `privateKey` is what the provider's own key factory made of the seed.
  java.security.PublicKey publicKeyOf(java.security.PrivateKey privateKey);

  /// Works on every JDK, slowly: its key generator is made to draw the seed.
  static PublicKeyDerivation ofJdk() {
    return privateKey -> {
      byte[] encoded = privateKey.getEncoded();
      byte[] seed = Arrays.copyOfRange(encoded, encoded.length - Seed.SIZE_BYTES, encoded.length);
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519", "SunEC");
        generator.initialize(NamedParameterSpec.ED25519, new OneDraw(seed));
        return generator.generateKeyPair().getPublic();
      } catch (GeneralSecurityException e) {
        throw new SigningException("This Java makes no Ed25519 keys", e);
      }
    };
  }
}
