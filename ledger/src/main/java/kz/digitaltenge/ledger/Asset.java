package kz.digitaltenge.ledger;

import java.util.regex.Pattern;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;

/// What an amount is an amount of: the issuer's node and its code, 3 to 12 upper-case letters and
/// digits.
///
/// Digital tenge are `KZT` of the central bank; tokens of different issuers never mix, whatever
/// their codes.
public record Asset(NodeId issuer, String code) implements Comparable<Asset> {
  private static final int CODE_LENGTH_MAX = 12;
  private static final Pattern CODE = Pattern.compile("[A-Z0-9]{3,12}");

  public Asset {
    if (!CODE.matcher(code).matches()) {
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
    NodeId issuer = NodeId.readFrom(in);
    String code = in.text(CODE_LENGTH_MAX);
    if (!CODE.matcher(code).matches()) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return new Asset(issuer, code);
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
