package kz.digitaltenge.ledger.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import kz.digitaltenge.ledger.codec.Bytes;

/// Signatures by providers of the Java Cryptography Architecture, one for each scheme.
///
/// What is valid does not depend on the provider: [Pinned] decides the corners in which they
/// differ, and [#selfTest()] refuses a provider that differs elsewhere. Immutable.
public final class JcaSignatures implements SignatureVerifier {
  private final Map<SchemeId, Provider> providers;

  private JcaSignatures(Map<SchemeId, Provider> providers) {
    this.providers = new EnumMap<>(providers);
  }

  /// Everything by the JDK itself.
  public static JcaSignatures ofJdk() {
    Map<SchemeId, Provider> providers = new EnumMap<>(SchemeId.class);
    providers.put(SchemeId.ED25519, jdkProvider("SunEC"));
    providers.put(SchemeId.P256, jdkProvider("SunEC"));
    providers.put(SchemeId.ML_DSA_65, jdkProvider("SUN"));
    return new JcaSignatures(providers);
  }

  /// The same with another provider for one scheme. A hardware module goes into an instance that
  /// only signs: verifying is for software.
  public JcaSignatures with(SchemeId scheme, Provider provider) {
    Map<SchemeId, Provider> changed = new EnumMap<>(providers);
    changed.put(scheme, provider);
    return new JcaSignatures(changed);
  }

  @Override
  public boolean verify(PublicKey key, byte[] message, SignatureBytes signature) {
    return key.scheme() == signature.scheme()
        && Pinned.permits(key, signature)
        && providerAccepts(key, message, signature);
  }

  /// A signer for a private key of this scheme's provider. That both keys belong together is the
  /// caller's word; if they do not, nobody accepts the signatures.
  public Signer signer(PublicKey publicKey, PrivateKey privateKey) {
    boolean isElsewhere = privateKey.getEncoded() == null;
    return new JcaSigner(publicKey, privateKey, isElsewhere, provider(publicKey.scheme()));
  }

  /// Throws [ProviderDisagreesException] unless each provider decides every edge vector as pinned.
  /// To be called when a process starts.
  public void selfTest() {
    for (EdgeVector vector : EdgeVector.all()) {
      if (verify(vector.key(), vector.message().trusted(), vector.signature()) != vector.valid()) {
        throw new ProviderDisagreesException(
            "%s %s what must be %s: %s"
                .formatted(
                    provider(vector.key().scheme()).getName(),
                    vector.valid() ? "refuses" : "accepts",
                    vector.valid() ? "valid" : "refused",
                    vector.name()));
      }
    }
  }

  Provider provider(SchemeId scheme) {
    return Objects.requireNonNull(providers.get(scheme));
  }

  static String signatureAlgorithm(SchemeId scheme) {
    return switch (scheme) {
      case ED25519 -> "Ed25519";
      case P256 -> "SHA256withECDSAinP1363Format";
      case ML_DSA_65 -> "ML-DSA";
    };
  }

  private boolean providerAccepts(PublicKey key, byte[] message, SignatureBytes signature) {
    Optional<byte[]> encodedKey = KeyFormat.subjectPublicKeyInfo(key);
    if (encodedKey.isEmpty()) {
      return false;
    }
    Provider provider = provider(key.scheme());
    KeyFactory keys;
    Signature verification;
    try {
      keys = KeyFactory.getInstance(keyAlgorithm(key.scheme()), provider);
      verification = Signature.getInstance(signatureAlgorithm(key.scheme()), provider);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(provider.getName() + " does not know " + key.scheme(), e);
    }
    try {
      verification.initVerify(keys.generatePublic(new X509EncodedKeySpec(encodedKey.get())));
      verification.update(message);
      return verification.verify(signature.value().trusted());
    } catch (GeneralSecurityException _) {
      // The key is no point of its curve, or the signature cannot be read: nothing that was signed.
      return false;
    }
  }

  static String keyAlgorithm(SchemeId scheme) {
    return switch (scheme) {
      case ED25519 -> "Ed25519";
      case P256 -> "EC";
      case ML_DSA_65 -> "ML-DSA-65";
    };
  }

  private static Provider jdkProvider(String name) {
    return Optional.ofNullable(Security.getProvider(name))
        .orElseThrow(() -> new IllegalStateException("This Java has no provider " + name));
  }

  /// @param isElsewhere whether the private key only names one in a security module, whose own
  ///   provider signs
  private record JcaSigner(
      PublicKey publicKey, PrivateKey privateKey, boolean isElsewhere, Provider provider)
      implements Signer {
    @Override
    public SignatureBytes sign(byte[] message) {
      SchemeId scheme = publicKey.scheme();
      try {
        Signature signing =
            isElsewhere
                ? Signature.getInstance(signatureAlgorithm(scheme))
                : Signature.getInstance(signatureAlgorithm(scheme), provider);
        signing.initSign(privateKey);
        signing.update(message);
        byte[] signature = signing.sign();
        return new SignatureBytes(
            scheme,
            Bytes.ofTrusted(scheme == SchemeId.P256 ? Pinned.withLowS(signature) : signature));
      } catch (GeneralSecurityException e) {
        throw new SigningException(provider.getName() + " did not sign with " + scheme, e);
      }
    }

    /// Without the private key, which providers print at will.
    @Override
    public String toString() {
      return "Signer[" + publicKey + "]";
    }
  }
}
