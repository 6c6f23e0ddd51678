package kz.digitaltenge.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.ledger.codec.Bytes;

/// A secret as a file may keep it beside a security module: nobody opens it without that module.
///
/// ECIES over P-256: the module's key and one that is made for this secret alone and forgotten
/// agree on what HKDF-SHA256 makes the key of AES-256-GCM from. The secret's name is bound, so one
/// does not pass for another.
///
/// @param sender the public half of the forgotten key
/// @param sealed the nonce's 12 bytes, the secret under the key, the tag's 16 bytes
record SealedSeed(PublicKey sender, Bytes sealed) {
  private static final String PURPOSE = "digital tenge sealed seed, version 1: ";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_SIZE_BYTES = 12;
  private static final int TAG_SIZE_BITS = 128;
  private static final int KEY_SIZE_BYTES = 32;

  /// Of the module's key: what it agrees on with this public key.
  @FunctionalInterface
  interface Agreement {
    byte[] with(PublicKey other) throws GeneralSecurityException;
  }

  /// Seals for whoever has the private half of a key.
  static SealedSeed of(String name, byte[] secret, PublicKey recipient, Entropy entropy)
      throws GeneralSecurityException {
    KeyPair once = KeyKind.P256.make(entropy);
    byte[] shared = agreement(once.getPrivate()).with(recipient);
    byte[] nonce = entropy.bytes(NONCE_SIZE_BYTES);
    byte[] sealed =
        cipher(Cipher.ENCRYPT_MODE, key(name, shared, once.getPublic()), nonce).doFinal(secret);
    byte[] whole = Arrays.copyOf(nonce, nonce.length + sealed.length);
    System.arraycopy(sealed, 0, whole, nonce.length, sealed.length);
    return new SealedSeed(once.getPublic(), Bytes.ofTrusted(whole));
  }

  /// The secret again.
  ///
  /// @throws GeneralSecurityException when it is sealed for another key or under another name, or
  ///   was changed
  byte[] open(String name, Agreement recipient) throws GeneralSecurityException {
    byte[] whole = sealed.trusted();
    if (whole.length < NONCE_SIZE_BYTES) {
      throw new GeneralSecurityException("it is cut off");
    }
    byte[] nonce = Arrays.copyOf(whole, NONCE_SIZE_BYTES);
    return cipher(Cipher.DECRYPT_MODE, key(name, recipient.with(sender), sender), nonce)
        .doFinal(whole, NONCE_SIZE_BYTES, whole.length - NONCE_SIZE_BYTES);
  }

  /// Of a key in memory.
  static Agreement agreement(PrivateKey own) {
    return other -> {
      var agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(own);
      agreement.doPhase(other, true);
      return agreement.generateSecret();
    };
  }

  private static SecretKey key(String name, byte[] shared, PublicKey sender)
      throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256")
        .deriveKey(
            "AES",
            HKDFParameterSpec.ofExtract()
                .addIKM(shared)
                .addSalt(sender.getEncoded())
                .thenExpand((PURPOSE + name).getBytes(UTF_8), KEY_SIZE_BYTES));
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(
        mode,
        new SecretKeySpec(key.getEncoded(), "AES"),
        new GCMParameterSpec(TAG_SIZE_BITS, nonce));
    return cipher;
  }
}
