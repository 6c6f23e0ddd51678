package kz.digitaltenge.node.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Seed;

/// The one secret that all of a node's customers' keys and tag nonces derive from, and its form at
/// rest: AES-256-GCM under a sealing key that is kept elsewhere, 12 bytes of nonce in front.
public final class NodeSeed {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_SIZE_BYTES = 12;
  private static final int TAG_SIZE_BITS = 128;
  private static final byte[] PURPOSE = "digital tenge node seed, version 1".getBytes(UTF_8);

  private NodeSeed() {}

  /// A new seed of a new node.
  public static Seed fresh(Entropy entropy) {
    return Seed.of(entropy.bytes(Seed.SIZE_BYTES));
  }

  /// The seed as the vault may keep it.
  public static Bytes seal(Seed seed, Seed sealingKey, Entropy entropy) {
    byte[] nonce = entropy.bytes(NONCE_SIZE_BYTES);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, sealingKey, nonce).doFinal(seed.reveal());
      byte[] whole = Arrays.copyOf(nonce, nonce.length + sealed.length);
      System.arraycopy(sealed, 0, whole, nonce.length, sealed.length);
      return Bytes.ofTrusted(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has AES-GCM", e);
    }
  }

  /// The seed again.
  ///
  /// @throws kz.digitaltenge.api.error.PlatformException `DATA_FOLDER_CORRUPT` when the sealing key
  ///   is another, or the bytes were changed
  public static Seed open(Bytes sealed, Seed sealingKey) {
    byte[] whole = sealed.trusted();
    byte[] nonce = Arrays.copyOf(whole, NONCE_SIZE_BYTES);
    try {
      return Seed.of(
          cipher(Cipher.DECRYPT_MODE, sealingKey, nonce)
              .doFinal(whole, NONCE_SIZE_BYTES, whole.length - NONCE_SIZE_BYTES));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw Problem.of(
              ErrorCode.DATA_FOLDER_CORRUPT,
              "path",
              "the vault",
              "reason",
              "the node's sealed seed does not open with this sealing key")
          .exception(e);
    }
  }

  private static Cipher cipher(int mode, Seed key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(
        mode, new SecretKeySpec(key.reveal(), "AES"), new GCMParameterSpec(TAG_SIZE_BITS, nonce));
    cipher.updateAAD(PURPOSE);
    return cipher;
  }
}
