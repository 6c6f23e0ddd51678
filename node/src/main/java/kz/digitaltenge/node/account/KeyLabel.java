package kz.digitaltenge.node.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import kz.digitaltenge.ledger.crypto.Hash;

/// Names one derived secret of a node: the one-time key and the tag nonce of one state. Derived
/// from what the transaction itself says (payment, attempt, place), so that a vault restored from
/// an old backup finds the keys of tokens it has never seen. 128 bits of SHA-256; not secret.
public record KeyLabel(long high, long low) {
  /// Bytes of a label.
  public static final int SIZE_BYTES = 16;

  /// The label of the words; each word is length-prefixed, so `("a", "bc")` and `("ab", "c")`
  /// differ.
  public static KeyLabel of(String... words) {
    var parts = new byte[2 * words.length][];
    for (int i = 0; i < words.length; i++) {
      byte[] word = words[i].getBytes(StandardCharsets.UTF_8);
      parts[2 * i] = ByteBuffer.allocate(Integer.BYTES).putInt(word.length).array();
      parts[2 * i + 1] = word;
    }
    return fromBytes(Hash.sha256(parts).trusted());
  }

  /// Reads the first sixteen bytes.
  public static KeyLabel fromBytes(byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes);
    return new KeyLabel(buffer.getLong(), buffer.getLong());
  }

  /// The sixteen bytes of the label.
  public byte[] toBytes() {
    return ByteBuffer.allocate(SIZE_BYTES).putLong(high).putLong(low).array();
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(toBytes());
  }
}
