package kz.digitaltenge.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;

/// What the notary decided about a transaction, whole, as it keeps it; the log's leaf is that of
/// its [DecisionSummary].
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
  /// As many as a transaction can have custodians of inputs and outputs.
  public static final int ATTESTERS_MAX = Transaction.INPUTS_MAX + Transaction.OUTPUTS_MAX;

  public sealed interface Outcome {
    /// The inputs are consumed and the outputs live.
    record Finalised() implements Outcome {}

    /// It will never be final.
    ///
    /// @param conflict the reference that is gone, and nothing about who spent it
    record Voided(VoidReason reason, Optional<StateRef> conflict) implements Outcome {}

    default void writeTo(CborWriter out) {
      switch (this) {
        case Finalised() -> out.array(1).uint(1);
        case Voided(VoidReason reason, Optional<StateRef> conflict) -> {
          out.array(3).uint(2).uint(reason.code());
          Encoding.optional(out, conflict, StateRef::writeTo);
        }
      }
    }

    static Outcome readFrom(CborReader in) {
      int items = in.array(3);
      int kind = (int) in.uint(2);
      if (kind == 1 && items == 1) {
        return new Finalised();
      }
      if (kind == 2 && items == 3) {
        VoidReason reason = Encoding.constant(in, VoidReason.values(), VoidReason::code);
        return new Voided(reason, Encoding.optional(in, StateRef::readFrom));
      }
      throw in.refusal(Malformed.BAD_VALUE);
    }
  }

  public Decision {
    consumed = Encoding.atMost(Transaction.INPUTS_MAX, consumed, "references");
    tags = Encoding.atMost(Transaction.OUTPUTS_MAX, tags, "tags");
    attesters = Encoding.atMost(ATTESTERS_MAX, attesters, "attesters");
    Encoding.wholeMillis(logTime);
    if (epoch < 1) {
      throw new IllegalArgumentException("epoch %d is not positive".formatted(epoch));
    }
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

  /// What proofs carry instead of the whole.
  public DecisionSummary summary() {
    return new DecisionSummary(
        id,
        outcome,
        Domain.DECISION_CONSUMED.hash(encode(consumed, StateRef::writeTo)),
        tags.size(),
        Domain.DECISION_TAGS.hash(encode(tags, Hash::writeTo)),
        logTime,
        attesters,
        epoch);
  }

  /// The leaf of the transparency log.
  public Hash leafHash() {
    return summary().leafHash();
  }

  private static <T> byte[] encode(List<T> items, BiConsumer<T, CborWriter> write) {
    return Encoding.encode(items, (list, out) -> Encoding.list(out, list, write));
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
    outcome.writeTo(out);
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
        Outcome.readFrom(in),
        Encoding.list(in, Transaction.INPUTS_MAX, StateRef::readFrom),
        Encoding.list(in, Transaction.OUTPUTS_MAX, Hash::readFrom),
        Encoding.instant(in),
        Encoding.list(in, ATTESTERS_MAX, Attester::readFrom),
        Encoding.positiveInt(in));
  }
}
