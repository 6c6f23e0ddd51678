package kz.digitaltenge.ledger.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/// HMAC-SHA256 under one key, for many short messages.
///
/// The key is absorbed once into both digests and each message starts from copies of them: a third
/// of what a `Mac` a message costs, and safe to share between threads. RFC 2104.
public final class HmacSha256 {
  private final MessageDigest inner;
  private final MessageDigest outer;

  private HmacSha256(MessageDigest inner, MessageDigest outer) {
    this.inner = inner;
    this.outer = outer;
  }

  public static HmacSha256 keyedBy(byte[] key) {
    byte[] block = key.length > Sha256.BLOCK_BYTES ? Hash.sha256(key).trusted() : key;
    return new HmacSha256(absorb(block, 0x36), absorb(block, 0x5c));
  }

  /// 32 bytes over the parts one after another, with nothing between them.
  public byte[] mac(byte[]... parts) {
    MessageDigest first = Sha256.copy(inner);
    for (byte[] part : parts) {
      first.update(part);
    }
    MessageDigest second = Sha256.copy(outer);
    second.update(first.digest());
    return second.digest();
  }

  private static MessageDigest absorb(byte[] key, int pad) {
    byte[] block = Arrays.copyOf(key, Sha256.BLOCK_BYTES);
    for (int i = 0; i < block.length; i++) {
      block[i] ^= (byte) pad;
    }
    MessageDigest digest = Sha256.fresh();
    digest.update(block);
    return digest;
  }
}
