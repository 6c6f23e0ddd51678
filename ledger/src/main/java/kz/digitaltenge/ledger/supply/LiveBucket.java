package kz.digitaltenge.ledger.supply;

import java.util.List;
import java.util.Map;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// The references of one bucket that are live at a cut, as each member of the notary says.
///
/// @param epoch the parameters that list the members who say so
/// @param bucket as in [BucketClaim]
/// @param references by rising name
public record LiveBucket(
    Hash networkId, int epoch, long position, int bucket, List<StateRef> references) {
  public LiveBucket {
    if (bucket < 0 || bucket >= TreeKey.BUCKETS || references.size() > BucketClaim.REFERENCES_MAX) {
      throw new IllegalArgumentException(
          "bucket %d with %d references".formatted(bucket, references.size()));
    }
    references = List.copyOf(references);
  }

  public byte[] message() {
    return Domain.LIVE_BUCKET.message(Encoding.encode(this, LiveBucket::writeTo));
  }

  /// Whether a majority of `members`, listed by name with their head keys, said this.
  public boolean isSignedByMajorityOf(
      Map<String, PublicKey> members,
      List<MemberSignature> signatures,
      SignatureVerifier verifier) {
    return MemberSignature.byMajorityOf(members, message(), signatures, verifier);
  }

  public void writeTo(CborWriter out) {
    networkId.writeTo(out.array(5));
    out.uint(epoch).uint(position).uint(bucket);
    Encoding.list(out, references, StateRef::writeTo);
  }

  public static LiveBucket readFrom(CborReader in) {
    in.arrayOf(5);
    return new LiveBucket(
        Hash.readFrom(in),
        Encoding.positiveInt(in),
        in.uint(),
        (int) in.uint(TreeKey.BUCKETS - 1),
        Encoding.list(in, BucketClaim.REFERENCES_MAX, StateRef::readFrom));
  }
}
