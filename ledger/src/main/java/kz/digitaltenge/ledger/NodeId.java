package kz.digitaltenge.ledger;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;

/// The name of a participant's node: its business identifier code (BIC), 8 to 11 upper-case letters
/// and digits.
public record NodeId(String value) implements Comparable<NodeId> {
  static final int LENGTH_MAX = 11;

  private static final Pattern FORM = Pattern.compile("[A-Z0-9]{8,11}");

  public NodeId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a node id of 8 to 11 letters and digits".formatted(value));
    }
  }

  byte[] ascii() {
    return value.getBytes(StandardCharsets.US_ASCII);
  }

  public void writeTo(CborWriter out) {
    out.text(value);
  }

  public static NodeId readFrom(CborReader in) {
    String value = in.text(LENGTH_MAX);
    if (!FORM.matcher(value).matches()) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return new NodeId(value);
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
