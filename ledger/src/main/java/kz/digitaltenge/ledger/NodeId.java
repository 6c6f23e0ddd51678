package kz.digitaltenge.ledger;

import java.nio.charset.StandardCharsets;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// The name of a participant's node: its business identifier code (BIC), 8 to 11 upper-case letters
/// and digits.
public record NodeId(String value) implements Comparable<NodeId> {
  static final int LENGTH_MAX = 11;

  private static final int LENGTH_MIN = 8;

  public NodeId {
    if (!isCode(value, LENGTH_MIN, LENGTH_MAX)) {
      throw new IllegalArgumentException(
          "'%s' is not a node id of 8 to 11 letters and digits".formatted(value));
    }
  }

  /// Whether `text` has capital letters and digits only, and so many of them.
  static boolean isCode(String text, int lengthMin, int lengthMax) {
    if (text.length() < lengthMin || text.length() > lengthMax) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if ((each < 'A' || each > 'Z') && (each < '0' || each > '9')) {
        return false;
      }
    }
    return true;
  }

  byte[] ascii() {
    return value.getBytes(StandardCharsets.US_ASCII);
  }

  public void writeTo(CborWriter out) {
    out.text(value);
  }

  public static NodeId readFrom(CborReader in) {
    return new NodeId(in.text(LENGTH_MAX));
  }

  @Override
  public int compareTo(NodeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
