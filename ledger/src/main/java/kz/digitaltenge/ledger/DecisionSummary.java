package kz.digitaltenge.ledger;

import java.time.Instant;
import java.util.List;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;

/// A [Decision] with its two long lists as hashes: the leaf of the transparency log, and what a
/// finality proof carries.
///
/// Who knows the transaction knows the lists; so the proof of a token stays small when 256 outputs
/// were created with it.
///
/// @param consumed hash of the consumed references
/// @param created number of outputs created
/// @param tags hash of their custodian tags
public record DecisionSummary(
    TransactionId id,
    Decision.Outcome outcome,
    Hash consumed,
    int created,
    Hash tags,
    Instant logTime,
    List<Attester> attesters,
    int epoch) {
  public DecisionSummary {
    attesters = Encoding.atMost(Decision.ATTESTERS_MAX, attesters, "attesters");
    Encoding.wholeMillis(logTime);
    if (created < 0 || created > Transaction.OUTPUTS_MAX || epoch < 1) {
      throw new IllegalArgumentException(
          "a decision of epoch %d on %d outputs".formatted(epoch, created));
    }
  }

  public boolean isFinal() {
    return outcome instanceof Decision.Outcome.Finalised;
  }

  public boolean attestedBy(NodeId node, Role role) {
    return attesters.contains(new Attester(node, role));
  }

  /// The leaf hash of RFC 9162 over the canonical bytes.
  public Hash leafHash() {
    return MerkleTree.logLeaf(Encoding.encode(this, DecisionSummary::writeTo));
  }

  public void writeTo(CborWriter out) {
    out.array(8);
    id.writeTo(out);
    outcome.writeTo(out);
    consumed.writeTo(out);
    out.uint(created);
    tags.writeTo(out);
    Encoding.instant(out, logTime);
    Encoding.list(out, attesters, Attester::writeTo);
    out.uint(epoch);
  }

  public static DecisionSummary readFrom(CborReader in) {
    in.arrayOf(8);
    return new DecisionSummary(
        TransactionId.readFrom(in),
        Decision.Outcome.readFrom(in),
        Hash.readFrom(in),
        (int) in.uint(Transaction.OUTPUTS_MAX),
        Hash.readFrom(in),
        Encoding.instant(in),
        Encoding.list(in, Decision.ATTESTERS_MAX, Attester::readFrom),
        Encoding.positiveInt(in));
  }
}
