package kz.digitaltenge.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;

/// What the notary decided about a transaction, whole: the leaf of the transparency log.
///
/// @param outcome final, or void for a reason; nothing else is ever logged
/// @param consumed the references it took out of the live set, in the transaction's order; none
///   when void
/// @param tags the custodian tags of the outputs it created, one each; none when void
/// @param logTime the log's time at the decision
/// @param attesters who attested it, in the order shown to the notary
/// @param epoch the notary's parameters at the decision
public record Decision(
    TransactionId id,
    Outcome outcome,
    List<StateRef> consumed,
    List<Hash> tags,
    Instant logTime,
    List<Attester> attesters,
    int epoch) {
  public static final int ATTESTERS_MAX = 64;

  public sealed interface Outcome {
    /// The inputs are consumed and the outputs live.
    record Finalised() implements Outcome {}

    /// It will never be final.
    ///
    /// @param conflict the reference that is gone, and nothing about who spent it
    record Voided(VoidReason reason, Optional<StateRef> conflict) implements Outcome {}
  }

  public Decision {
    consumed = List.copyOf(consumed);
    tags = List.copyOf(tags);
    attesters = List.copyOf(attesters);
    Encoding.wholeMillis(logTime);
    if (outcome instanceof Outcome.Voided && !(consumed.isEmpty() && tags.isEmpty())) {
      throw new IllegalArgumentException("a void transaction consumes and creates nothing");
    }
  }

  public boolean isFinal() {
    return outcome instanceof Outcome.Finalised;
  }

  /// Number of outputs created.
  public int created() {
    return tags.size();
  }

  public boolean attestedBy(NodeId node, Role role) {
    return attesters.contains(new Attester(node, role));
  }

  /// The leaf hash of RFC 9162 over the canonical bytes.
  public Hash leafHash() {
    return MerkleTree.logLeaf(encode());
  }

  public byte[] encode() {
    return Encoding.encode(this, Decision::writeTo);
  }

  public static Decision decode(byte[] bytes) {
    return Encoding.decode(bytes, Decision::readFrom);
  }

  public void writeTo(CborWriter out) {
    out.array(7);
    id.writeTo(out);
    switch (outcome) {
      case Outcome.Finalised() -> out.array(1).uint(1);
      case Outcome.Voided(VoidReason reason, Optional<StateRef> conflict) -> {
        out.array(3).uint(2).uint(reason.code());
        Encoding.optional(out, conflict, StateRef::writeTo);
      }
    }
    Encoding.list(out, consumed, StateRef::writeTo);
    Encoding.list(out, tags, Hash::writeTo);
    Encoding.instant(out, logTime);
    Encoding.list(out, attesters, Attester::writeTo);
    out.uint(epoch);
  }

  public static Decision readFrom(CborReader in) {
    in.arrayOf(7);
    return new Decision(
        TransactionId.readFrom(in),
        readOutcome(in),
        Encoding.list(in, Transaction.INPUTS_MAX, StateRef::readFrom),
        Encoding.list(in, Transaction.OUTPUTS_MAX, Hash::readFrom),
        Encoding.instant(in),
        Encoding.list(in, ATTESTERS_MAX, Attester::readFrom),
        Encoding.positiveInt(in));
  }

  private static Outcome readOutcome(CborReader in) {
    int items = in.array(3);
    int kind = (int) in.uint(2);
    if (kind == 1 && items == 1) {
      return new Outcome.Finalised();
    }
    if (kind == 2 && items == 3) {
      VoidReason reason = Encoding.constant(in, VoidReason.values(), VoidReason::code);
      return new Outcome.Voided(reason, Encoding.optional(in, StateRef::readFrom));
    }
    throw in.refusal(Malformed.BAD_VALUE);
  }
}
