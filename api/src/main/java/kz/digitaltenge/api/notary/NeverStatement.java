package kz.digitaltenge.api.notary;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// What each member says when it has applied everything up to a log time past the window and the id
/// is not there. It is true for good: log time never goes back.
///
/// @param epoch the parameters that list the members who say so
/// @param until the end of the transaction's window
public record NeverStatement(Hash networkId, int epoch, TransactionId id, Instant until) {

  public byte[] message() {
    return Domain.NEVER.message(Encoding.encode(this, NeverStatement::writeTo));
  }

  /// Whether a majority of `members`, listed by name with their head keys, said this.
  public boolean isSignedByMajorityOf(
      Map<String, PublicKey> members,
      List<MemberSignature> signatures,
      SignatureVerifier verifier) {
    return MemberSignature.byMajorityOf(members, message(), signatures, verifier);
  }

  public void writeTo(CborWriter out) {
    out.array(4);
    networkId.writeTo(out);
    out.uint(epoch);
    id.writeTo(out);
    Encoding.instant(out, until);
  }

  public static NeverStatement readFrom(CborReader in) {
    in.arrayOf(4);
    return new NeverStatement(
        Hash.readFrom(in),
        Encoding.positiveInt(in),
        TransactionId.readFrom(in),
        Encoding.instant(in));
  }
}
