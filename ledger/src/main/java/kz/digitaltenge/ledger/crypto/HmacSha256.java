package kz.digitaltenge.ledger.crypto;

import java.util.Arrays;

/// HMAC-SHA256 under one key, for many short messages.
///
/// Only the two padded keys are kept, and each message is hashed behind them: two blocks more for
/// the processor, and a tenth of the garbage of copied digests. Safe to share between threads. RFC
/// 2104.
public final class HmacSha256 {
  private final byte[] inner;
  private final byte[] outer;

  private HmacSha256(byte[] inner, byte[] outer) {
    this.inner = inner;
    this.outer = outer;
  }

  public static HmacSha256 keyedBy(byte[] key) {
    byte[] block = key.length > Sha256.BLOCK_BYTES ? Hash.sha256(key).trusted() : key;
    return new HmacSha256(padded(block, 0x36), padded(block, 0x5c));
  }

  /// 32 bytes over the parts one after another, with nothing between them.
  public byte[] mac(byte[]... parts) {
    return mac(new HashRun(), parts);
  }

  /// The same with a digest that the caller has already.
  public byte[] mac(HashRun run, byte[]... parts) {
    byte[][] message = new byte[parts.length + 1][];
    message[0] = inner;
    System.arraycopy(parts, 0, message, 1, parts.length);
    return run.finish(outer, run.finish(message).trusted()).trusted();
  }

  private static byte[] padded(byte[] key, int pad) {
    byte[] block = Arrays.copyOf(key, Sha256.BLOCK_BYTES);
    for (int i = 0; i < block.length; i++) {
      block[i] ^= (byte) pad;
    }
    return block;
  }
}
