package kz.digitaltenge.trust;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import kz.digitaltenge.api.task.Entropy;

/// P-256 key pairs: made, read and checked.
final class P256Keys {
  private static final String ALGORITHM = "EC";
  private static final String CURVE = "secp256r1";
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final byte[] TRIAL = {1, 2, 3};

  private P256Keys() {}

  static KeyPair make(Entropy entropy) {
    try {
      var generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(new ECGenParameterSpec(CURVE), new EntropyRandom(entropy));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java makes no P-256 keys", e);
    }
  }

  static PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  static PublicKey publicKey(byte[] x509) throws GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(x509));
  }

  /// Whether the two belong together, shown by a signature.
  static boolean match(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
    var signer = Signature.getInstance(SIGNATURE);
    signer.initSign(privateKey);
    signer.update(TRIAL);
    var verifier = Signature.getInstance(SIGNATURE);
    verifier.initVerify(publicKey);
    verifier.update(TRIAL);
    return verifier.verify(signer.sign());
  }
}
