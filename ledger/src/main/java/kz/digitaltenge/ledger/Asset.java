package kz.digitaltenge.ledger;

import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;

/// What an amount is an amount of: the issuer's node and its code, 3 to 12 upper-case letters and
/// digits.
///
/// Digital tenge are `KZT` of the central bank; tokens of different issuers never mix, whatever
/// their codes.
public record Asset(NodeId issuer, String code) implements Comparable<Asset> {
  private static final int CODE_LENGTH_MIN = 3;
  private static final int CODE_LENGTH_MAX = 12;

  public Asset {
    if (!NodeId.isCode(code, CODE_LENGTH_MIN, CODE_LENGTH_MAX)) {
      throw new IllegalArgumentException(
          "'%s' is not an asset code of 3 to 12 letters and digits".formatted(code));
    }
  }

  public void writeTo(CborWriter out) {
    out.array(2);
    issuer.writeTo(out);
    out.text(code);
  }

  public static Asset readFrom(CborReader in) {
    in.arrayOf(2);
    return new Asset(NodeId.readFrom(in), in.text(CODE_LENGTH_MAX));
  }

  @Override
  public int compareTo(Asset other) {
    int byIssuer = issuer.compareTo(other.issuer);
    return byIssuer != 0 ? byIssuer : code.compareTo(other.code);
  }

  @Override
  public String toString() {
    return code + "@" + issuer;
  }
}
