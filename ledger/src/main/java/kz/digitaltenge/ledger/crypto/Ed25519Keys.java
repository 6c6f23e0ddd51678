package kz.digitaltenge.ledger.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.PKCS8EncodedKeySpec;

/// Ed25519 keys made of a seed (RFC 8032 §5.1.5).
///
/// Whoever keeps the public key beside the seed saves its derivation, which with the JDK alone
/// takes longer than a signature.
public final class Ed25519Keys {
  private final JcaSignatures signatures;
  private final PublicKeyDerivation derivation;

  public Ed25519Keys(JcaSignatures signatures, PublicKeyDerivation derivation) {
    this.signatures = signatures;
    this.derivation = derivation;
  }

  public static Ed25519Keys ofJdk() {
    return new Ed25519Keys(JcaSignatures.ofJdk(), PublicKeyDerivation.ofJdk());
  }

  public PublicKey publicKey(Seed seed) {
    return PublicKey.of(derivation.publicKeyOf(privateKey(seed)));
  }

  public Signer signer(Seed seed) {
    PrivateKey privateKey = privateKey(seed);
    return signatures.signer(PublicKey.of(derivation.publicKeyOf(privateKey)), privateKey);
  }

  /// With the public key as it was kept since it was derived.
  public Signer signer(Seed seed, PublicKey publicKey) {
    return signatures.signer(publicKey, privateKey(seed));
  }

  /// Throws [ProviderDisagreesException] unless known seeds give their known keys and signatures.
  /// To be called when a process starts.
  public void selfTest() {
    for (EdgeVector.Signed vector : EdgeVector.signed()) {
      Signer signer = signer(vector.seed());
      if (!signer.publicKey().equals(vector.key())
          || !signer.sign(vector.message().trusted()).equals(vector.signature())) {
        throw new ProviderDisagreesException(
            "Another Ed25519 key or signature than RFC 8032 has for " + vector.key());
      }
    }
  }

  private PrivateKey privateKey(Seed seed) {
    Provider provider = signatures.provider(SchemeId.ED25519);
    try {
      return KeyFactory.getInstance(JcaSignatures.keyAlgorithm(SchemeId.ED25519), provider)
          .generatePrivate(new PKCS8EncodedKeySpec(KeyFormat.ed25519PrivateKeyInfo(seed)));
    } catch (GeneralSecurityException e) {
      throw new SigningException(provider.getName() + " takes no Ed25519 seed", e);
    }
  }
}
