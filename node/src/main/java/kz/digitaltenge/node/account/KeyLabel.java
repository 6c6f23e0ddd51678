package kz.digitaltenge.node.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names one derived secret of a node: the one-time key and the tag nonce of one state. Derived
/// from what the transaction itself says (payment, attempt, place), so that a vault restored from
/// an old backup finds the keys of tokens it has never seen. 128 bits of SHA-256; not secret.
public record KeyLabel(long high, long low) {
  /// Bytes of a label.
  public static final int SIZE_BYTES = 16;

  /// The label of the words; each word is length-prefixed, so `("a", "bc")` and `("ab", "c")`
  /// differ.
  public static KeyLabel of(String... words) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var word : words) {
        var bytes = word.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
      }
      return fromBytes(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
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
