package kz.digitaltenge.ledger.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// 32 secret random bytes from which keys and nonces are made.
///
/// Never shown by [#toString()], compared in constant time. Where they come from and how they rest
/// on disk is the business of whoever owns them.
public final class Seed {
  public static final int SIZE_BYTES = 32;

  private final byte[] secret;

  private Seed(byte[] secret) {
    this.secret = secret;
  }

  /// Refuses any other size than 32 with [IllegalArgumentException].
  public static Seed of(byte[] secret) {
    if (secret.length != SIZE_BYTES) {
      throw new IllegalArgumentException("A seed has 32 bytes, not " + secret.length);
    }
    return new Seed(secret.clone());
  }

  /// Another seed for the purpose named by `info`; who knows it learns nothing about this one.
  ///
  /// The parts follow each other without separators: a purpose fixes the sizes of all of them but
  /// one.
  public Seed derive(byte[]... info) {
    return new Seed(expand(SIZE_BYTES, Domain.SEED.message(info)));
  }

  /// HKDF-SHA256 without salt (RFC 5869): the seed is random already.
  byte[] expand(int sizeBytes, byte[] info) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(HKDFParameterSpec.ofExtract().addIKM(secret).thenExpand(info, sizeBytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java derives no keys with HKDF-SHA256", e);
    }
  }

  /// The secret itself, for whoever seals it or makes a key of it.
  public byte[] reveal() {
    return secret.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Seed that && MessageDigest.isEqual(secret, that.secret);
  }

  /// From a hash of the secret, so that a dump of a hash table tells nothing about it.
  @Override
  public int hashCode() {
    return Hash.sha256(secret).hashCode();
  }

  @Override
  public String toString() {
    return "Seed[secret]";
  }
}
