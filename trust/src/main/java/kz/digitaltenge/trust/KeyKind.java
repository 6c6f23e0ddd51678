package kz.digitaltenge.trust;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import kz.digitaltenge.api.task.Entropy;

/// A kind of key that certificates are given for: how such keys are made, read and signed with.
public enum KeyKind {
  /// ECDSA over P-256 with SHA-256: what security modules hold.
  P256("EC", "secp256r1", "SHA256withECDSA"),
  ED25519("EdDSA", "Ed25519", "Ed25519");

  /// n of FIPS 186-5.
  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private static final byte[] TRIAL = {1, 2, 3};

  private final String algorithm;
  private final String curve;
  private final String signature;

  KeyKind(String algorithm, String curve, String signature) {
    this.algorithm = algorithm;
    this.curve = curve;
    this.signature = signature;
  }

  /// The JDK's name of the signature made with such a key.
  public String signature() {
    return signature;
  }

  /// The kind of a key, empty when it is none that is certified.
  public static Optional<KeyKind> of(PublicKey key) {
    return switch (key) {
      case ECPublicKey ec when isP256(ec) -> Optional.of(P256);
      case EdECPublicKey ed when ed.getParams().getName().equals(ED25519.curve) ->
          Optional.of(ED25519);
      default -> Optional.empty();
    };
  }

  public KeyPair make(Entropy entropy) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(parameters(), new EntropyRandom(entropy));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java makes no keys " + this, e);
    }
  }

  private AlgorithmParameterSpec parameters() {
    return switch (this) {
      case P256 -> new ECGenParameterSpec(curve);
      case ED25519 -> new NamedParameterSpec(curve);
    };
  }

  public PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  public PublicKey publicKey(byte[] x509) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(x509));
  }

  /// Whether the two belong together, shown by a signature.
  public boolean match(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
    var signer = Signature.getInstance(signature);
    signer.initSign(privateKey);
    signer.update(TRIAL);
    var verifier = Signature.getInstance(signature);
    verifier.initVerify(publicKey);
    verifier.update(TRIAL);
    return verifier.verify(signer.sign());
  }

  /// The order of the curve tells it from others of its size.
  private static boolean isP256(ECPublicKey key) {
    return key.getParams().getOrder().equals(P256_ORDER);
  }
}
