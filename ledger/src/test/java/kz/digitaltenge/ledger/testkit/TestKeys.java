package kz.digitaltenge.ledger.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import kz.digitaltenge.ledger.crypto.Ed25519Keys;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.Seed;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.Signer;

/// Keys that are the same in every run: a name gives its key.
public final class TestKeys {
  private static final Ed25519Keys ED25519 = Ed25519Keys.ofJdk();

  private TestKeys() {}

  public static Signer ed25519(String name) {
    return ED25519.signer(seed(name));
  }

  /// Its signatures are the same in every run too, on the same JDK.
  public static Signer p256(String name) {
    try {
      var generator = KeyPairGenerator.getInstance("EC", "SunEC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), new FixedRandom(seed(name)));
      KeyPair pair = generator.generateKeyPair();
      return new FixedP256Signer(pair, seed("nonces of " + name));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("This JDK makes no P-256 keys", e);
    }
  }

  /// Claims to be `claimed` and signs with another key.
  public static Signer impostor(PublicKey claimed) {
    Signer other = ed25519("impostor");
    return new Signer() {
      @Override
      public PublicKey publicKey() {
        return claimed;
      }

      @Override
      public SignatureBytes sign(byte[] message) {
        return other.sign(message);
      }
    };
  }

  public static Seed seed(String name) {
    return Seed.of(Hash.sha256(name.getBytes(UTF_8)).toArray());
  }
}
