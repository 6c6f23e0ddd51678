package kz.digitaltenge.ledger;

import java.util.regex.Pattern;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.PublicKey;

/// A member of the notary cluster as the parameters list it.
///
/// @param name unique in the cluster, such as `notary-1`: folders and files are named after it
/// @param endpoint where nodes and other members reach its service, `host:port`
/// @param raftEndpoint where the other members reach its consensus, `host:port`
/// @param headKey Ed25519; signs heads of the log
public record NotaryMember(String name, String endpoint, String raftEndpoint, PublicKey headKey) {
  private static final int ENDPOINT_BYTES_MAX = 256;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

  public NotaryMember {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a notary member's name has 1 to 32 letters, digits, dots and dashes");
    }
    Encoding.text(endpoint, ENDPOINT_BYTES_MAX, "endpoint");
    Encoding.text(raftEndpoint, ENDPOINT_BYTES_MAX, "endpoint");
  }

  void writeTo(CborWriter out) {
    out.array(4).text(name).text(endpoint).text(raftEndpoint);
    headKey.writeTo(out);
  }

  static NotaryMember readFrom(CborReader in) {
    in.arrayOf(4);
    return new NotaryMember(
        in.text(SignedHead.MemberSignature.NAME_BYTES_MAX),
        in.text(ENDPOINT_BYTES_MAX),
        in.text(ENDPOINT_BYTES_MAX),
        PublicKey.readFrom(in));
  }
}
