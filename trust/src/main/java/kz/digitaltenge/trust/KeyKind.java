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
  ED25519("EdDSA", "Ed25519", "Ed25519"),
  /// GOST 34.10-2015 with 512 bits and Streebog: what the national authority certifies. For
  /// signatures of participants alone; TLS has no use for it.
  GOST_2015_512(
      "ECGOST3410-2012",
      "Tc26-Gost-3410-12-512-paramSetA",
      "GOST3411-2012-512WITHECGOST3410-2012-512");

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
      default -> Gost2015.is(key) ? Optional.of(GOST_2015_512) : Optional.empty();
    };
  }

  public KeyPair make(Entropy entropy) {
    try {
      var generator = generator();
      generator.initialize(parameters(), new EntropyRandom(entropy));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java makes no keys " + this, e);
    }
  }

  private KeyPairGenerator generator() throws GeneralSecurityException {
    return switch (this) {
      case P256, ED25519 -> KeyPairGenerator.getInstance(algorithm);
      case GOST_2015_512 -> KeyPairGenerator.getInstance(algorithm, Gost2015.PROVIDER);
    };
  }

  private KeyFactory factory() throws GeneralSecurityException {
    return switch (this) {
      case P256, ED25519 -> KeyFactory.getInstance(algorithm);
      case GOST_2015_512 -> KeyFactory.getInstance(algorithm, Gost2015.PROVIDER);
    };
  }

  /// What computes such signatures.
  ///
  /// @param name the signature's, in the form that is wanted
  public Signature signature(String name) throws GeneralSecurityException {
    return switch (this) {
      case P256, ED25519 -> Signature.getInstance(name);
      case GOST_2015_512 -> Signature.getInstance(name, Gost2015.PROVIDER);
    };
  }

  /// The key as a certificate has it.
  public PublicKey certified(PublicKey key) {
    return switch (this) {
      case P256, ED25519 -> key;
      case GOST_2015_512 -> Gost2015.certified(key);
    };
  }

  /// The key of a certificate as signatures are verified with it.
  public PublicKey verifying(PublicKey key) throws GeneralSecurityException {
    return switch (this) {
      case P256, ED25519 -> key;
      case GOST_2015_512 -> Gost2015.usable(key.getEncoded());
    };
  }

  private AlgorithmParameterSpec parameters() {
    return switch (this) {
      case P256, GOST_2015_512 -> new ECGenParameterSpec(curve);
      case ED25519 -> new NamedParameterSpec(curve);
    };
  }

  public PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
    return factory().generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  public PublicKey publicKey(byte[] x509) throws GeneralSecurityException {
    return switch (this) {
      case P256, ED25519 -> factory().generatePublic(new X509EncodedKeySpec(x509));
      case GOST_2015_512 -> Gost2015.usable(x509);
    };
  }

  /// Whether the two belong together, shown by a signature.
  public boolean match(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
    var signer = signature(signature);
    signer.initSign(privateKey);
    signer.update(TRIAL);
    var verifier = signature(signature);
    verifier.initVerify(verifying(publicKey));
    verifier.update(TRIAL);
    return verifier.verify(signer.sign());
  }

  /// The order of the curve tells it from others of its size.
  private static boolean isP256(ECPublicKey key) {
    return key.getParams().getOrder().equals(P256_ORDER);
  }
}
