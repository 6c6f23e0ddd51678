package kz.digitaltenge.notary.testkit;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.JcaSignatures;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.Signer;

/// Keys for tests: real ones, and ones whose signatures are empty for tests that look at rules
/// only.
public final class Keys {

  public static final JcaSignatures SIGNATURES = JcaSignatures.ofJdk();

  private Keys() {}

  public static Signer ed25519() {
    return real("Ed25519", null);
  }

  public static Signer p256() {
    return real("EC", new ECGenParameterSpec("secp256r1"));
  }

  private static Signer real(
      String algorithm, @org.jspecify.annotations.Nullable ECGenParameterSpec spec) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (spec != null) {
        generator.initialize(spec);
      }
      KeyPair pair = generator.generateKeyPair();
      return SIGNATURES.signer(PublicKey.of(pair.getPublic()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A signer whose signatures say nothing.
  public static Signer empty(SchemeId scheme, int seed) {
    byte[] key = new byte[scheme.publicKeyBytes()];
    byte[] random = Hash.sha256(new byte[] {(byte) seed}).toArray();
    System.arraycopy(random, 0, key, key.length - random.length, random.length);
    if (scheme == SchemeId.P256) {
      key[0] = 2;
    }
    PublicKey publicKey = new PublicKey(scheme, Bytes.of(key));
    return new Signer() {
      @Override
      public PublicKey publicKey() {
        return publicKey;
      }

      @Override
      public SignatureBytes sign(byte[] message) {
        return new SignatureBytes(scheme, Bytes.of(new byte[scheme.signatureBytes()]));
      }
    };
  }
}
