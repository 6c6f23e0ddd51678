package kz.digitaltenge.ledger;

import java.util.Map;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.NodeHasher;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// Shows that the notary logged a decision: the decision, its place in the log, and a head that a
/// majority signed.
///
/// @param path from the decision's leaf to the head's root; `path.index()` is the log position
public record FinalityProof(DecisionSummary decision, MerklePath path, SignedHead head) {
  /// Without the path and the signatures.
  private static final int FRAME_USUAL_BYTES = 384;

  private static final int PATH_HASH_BYTES = 34;
  private static final int SIGNATURE_USUAL_BYTES = 112;

  public long position() {
    return path.index();
  }

  public TransactionId id() {
    return decision.id();
  }

  /// Whether the decision is in the log under a head that a majority of `members` signed.
  public boolean verifies(Map<String, PublicKey> members, SignatureVerifier verifier) {
    return path.size() == head.head().size()
        && path.rootFrom(decision.leafHash(), NodeHasher.RFC9162)
            .equals(java.util.Optional.of(head.head().root()))
        && head.isSignedByMajorityOf(members, verifier);
  }

  public byte[] encode() {
    return Encoding.encode(this, sizeUsualBytes(), FinalityProof::writeTo);
  }

  /// How many canonical bytes it has at most, usually.
  int sizeUsualBytes() {
    return FRAME_USUAL_BYTES
        + PATH_HASH_BYTES * path.hashes().size()
        + SIGNATURE_USUAL_BYTES * head.signatures().size();
  }

  public static FinalityProof decode(byte[] bytes) {
    return Encoding.decode(bytes, FinalityProof::readFrom);
  }

  public void writeTo(CborWriter out) {
    out.array(3);
    decision.writeTo(out);
    path.writeTo(out);
    head.writeTo(out);
  }

  public static FinalityProof readFrom(CborReader in) {
    in.arrayOf(3);
    return new FinalityProof(
        DecisionSummary.readFrom(in), MerklePath.readFrom(in), SignedHead.readFrom(in));
  }
}
