package kz.digitaltenge.ledger;

import java.util.regex.Pattern;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.PublicKey;

/// A node of the network as the parameters list it.
///
/// @param name what people call it, up to 256 bytes of UTF-8
/// @param bankCode the three digits that its account numbers carry
/// @param endpoint where its peers reach it, `host:port`
/// @param identityKey P-256; certifies the keys it attests with
public record Participant(
    NodeId node, String name, String bankCode, String endpoint, PublicKey identityKey, Kind kind) {
  private static final int NAME_BYTES_MAX = 256;
  private static final int ENDPOINT_BYTES_MAX = 256;
  private static final int CODE_LENGTH = 3;
  private static final Pattern CODE = Pattern.compile("[0-9]{3}");

  public enum Kind {
    CENTRAL_BANK(1),
    BANK(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  public Participant {
    Encoding.text(name, NAME_BYTES_MAX, "name");
    Encoding.text(endpoint, ENDPOINT_BYTES_MAX, "endpoint");
    if (!CODE.matcher(bankCode).matches()) {
      throw new IllegalArgumentException(
          "bank code '%s' does not have three digits".formatted(bankCode));
    }
  }

  void writeTo(CborWriter out) {
    out.array(6);
    node.writeTo(out);
    out.text(name).text(bankCode).text(endpoint);
    identityKey.writeTo(out);
    out.uint(kind.code());
  }

  static Participant readFrom(CborReader in) {
    in.arrayOf(6);
    return new Participant(
        NodeId.readFrom(in),
        in.text(NAME_BYTES_MAX),
        in.text(CODE_LENGTH),
        in.text(ENDPOINT_BYTES_MAX),
        PublicKey.readFrom(in),
        Encoding.constant(in, Kind.values(), Kind::code));
  }
}
