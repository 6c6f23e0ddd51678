package kz.digitaltenge.ledger.supply;

import java.util.List;
import java.util.Map;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// What each member of the notary says of the live set at a cut. It follows from the log, so every
/// honest member says the same bytes.
///
/// @param epoch the parameters that list the members who say so
/// @param position the cut: every decision below it, and none from it on
/// @param root of the log at that size
public record LiveSetStatement(
    Hash networkId, int epoch, long position, Hash root, long references, SetHash set) {

  public byte[] message() {
    return Domain.LIVE_SET.message(Encoding.encode(this, LiveSetStatement::writeTo));
  }

  /// Whether a majority of `members`, listed by name with their head keys, said this.
  public boolean isSignedByMajorityOf(
      Map<String, PublicKey> members,
      List<MemberSignature> signatures,
      SignatureVerifier verifier) {
    return MemberSignature.byMajorityOf(members, message(), signatures, verifier);
  }

  public void writeTo(CborWriter out) {
    networkId.writeTo(out.array(6));
    out.uint(epoch).uint(position);
    root.writeTo(out);
    out.uint(references);
    set.writeTo(out);
  }

  public static LiveSetStatement readFrom(CborReader in) {
    in.arrayOf(6);
    return new LiveSetStatement(
        Hash.readFrom(in),
        Encoding.positiveInt(in),
        in.uint(),
        Hash.readFrom(in),
        in.uint(),
        SetHash.readFrom(in));
  }
}
