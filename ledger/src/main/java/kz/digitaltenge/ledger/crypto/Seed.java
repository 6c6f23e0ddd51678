package kz.digitaltenge.ledger.crypto;

import java.security.MessageDigest;

/// 32 secret random bytes from which keys and nonces are made.
///
/// Never shown by [#toString()], compared in constant time. Where they come from and how they rest
/// on disk is the business of whoever owns them.
public final class Seed {
  public static final int SIZE_BYTES = 32;

  /// A salt that is not given is as many zeros as a hash has bytes.
  private static final HmacSha256 NO_SALT = HmacSha256.keyedBy(new byte[Hash.SIZE_BYTES]);

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

  /// HKDF-SHA256 without salt (RFC 5869): the seed is random already. Written out, because it is
  /// two lines over HMAC and the JDK's `KDF` looks up providers and copies keys for each of the
  /// five derivations of a payment, at eight times the price.
  byte[] expand(int sizeBytes, byte[] info) {
    var out = new byte[sizeBytes];
    var run = new HashRun();
    HmacSha256 key = HmacSha256.keyedBy(NO_SALT.mac(run, secret));
    byte[] block = {};
    for (int end = 0, number = 1; end < sizeBytes; number++) {
      block = key.mac(run, block, info, new byte[] {(byte) number});
      int more = Math.min(block.length, sizeBytes - end);
      System.arraycopy(block, 0, out, end, more);
      end += more;
    }
    return out;
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
