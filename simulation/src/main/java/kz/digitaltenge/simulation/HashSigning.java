package kz.digitaltenge.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SchemeId;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.account.KeyLabel;
import kz.digitaltenge.node.account.KeyRing;

/// Signatures that cost a hash: a secret that only this class knows, hashed with key and message.
///
/// They bind as real ones do, since nothing in a simulation makes one but a [Signer] from here: a
/// signature under another key, over another message or with a bit changed does not verify. A
/// hundredth of the price lets thousands of seeds be played a minute.
final class HashSigning implements Signing, SignatureVerifier {
  private static final byte[] SECRET = "what no part of the network knows".getBytes(UTF_8);
  private static final byte COMPRESSED_POINT = 2;

  @Override
  public Signer signer(SchemeId scheme, String name) {
    return signer(publicKey(scheme, name));
  }

  @Override
  public KeyRing keys(String node) {
    return new KeyRing() {
      @Override
      public PublicKey address(AccountId account, KeyLabel label) {
        return publicKey(SchemeId.ED25519, node + "/" + account.value() + "/" + label);
      }

      @Override
      public Signer signer(AccountId account, KeyLabel label, PublicKey address) {
        return HashSigning.signer(address(account, label));
      }
    };
  }

  @Override
  public SignatureVerifier verifier() {
    return this;
  }

  @Override
  public boolean verify(PublicKey key, byte[] message, SignatureBytes signature) {
    return signature.scheme() == key.scheme()
        && Arrays.equals(signature.value().trusted(), seal(key, message));
  }

  private static PublicKey publicKey(SchemeId scheme, String name) {
    byte[] hash = Hash.sha256(name.getBytes(UTF_8)).trusted();
    byte[] value = new byte[scheme.publicKeyBytes()];
    int offset = value.length - hash.length;
    if (offset > 0) {
      value[0] = COMPRESSED_POINT;
    }
    System.arraycopy(hash, 0, value, offset, hash.length);
    return new PublicKey(scheme, Bytes.ofTrusted(value));
  }

  private static Signer signer(PublicKey key) {
    return new Signer() {
      @Override
      public PublicKey publicKey() {
        return key;
      }

      @Override
      public SignatureBytes sign(byte[] message) {
        return new SignatureBytes(key.scheme(), Bytes.ofTrusted(seal(key, message)));
      }
    };
  }

  private static byte[] seal(PublicKey key, byte[] message) {
    byte[] hash = Hash.sha256(SECRET, key.value().trusted(), message).trusted();
    return Arrays.copyOf(hash, key.scheme().signatureBytes());
  }
}
