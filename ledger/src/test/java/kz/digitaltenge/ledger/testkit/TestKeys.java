package kz.digitaltenge.ledger.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

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

  /// Its signatures are the same in every run too.
  public static Signer p256(String name) {
    return new FixedP256Signer(seed(name));
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
