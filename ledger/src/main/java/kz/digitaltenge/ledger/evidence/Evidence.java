package kz.digitaltenge.ledger.evidence;

import java.util.List;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;

/// A node's word with the content that makes it false. Holds only what its keeper had seen anyway,
/// and of that no more than the judgement needs.
public sealed interface Evidence {
  /// A node attested a transaction that breaks a rule.
  ///
  /// @param provenance where the inputs come from, one each, in order
  record BrokenRule(Word word, Transaction transaction, List<Provenance> provenance)
      implements Evidence {
    public BrokenRule {
      provenance = List.copyOf(provenance);
    }
  }

  /// A node attested what its header and the groups shown prove to be no transaction of the
  /// network.
  record BrokenForm(Attestation attestation, TearOff tearOff) implements Evidence {}

  /// A node agreed to spend, and none of the inputs is in its custody.
  ///
  /// @param tearOff inputs shown
  /// @param provenance whose the inputs are, one each, in order
  record ForeignSpend(Word word, TearOff tearOff, List<Provenance> provenance) implements Evidence {
    public ForeignSpend {
      provenance = List.copyOf(provenance);
    }
  }

  /// A custodian agreed to spend a token that was gone. Only its own word can have consumed it
  /// before, so it gave that word twice.
  ///
  /// @param refusal the notary's decision: void, naming the token
  /// @param tearOff of the refused transaction, inputs shown
  /// @param token the token as its creator's transaction has it
  record SpentTwice(FinalityProof refusal, TearOff tearOff, Provenance.Notarised token)
      implements Evidence {}

  /// A node made a transaction final without the word of the node that an output is for: nobody can
  /// ever take that token.
  record WordWithheld(FinalityProof decision, StateProof output) implements Evidence {}

  default void writeTo(CborWriter out) {
    switch (this) {
      case BrokenRule(Word word, Transaction transaction, List<Provenance> provenance) -> {
        word.writeTo(out.array(4).uint(1));
        out.item(transaction.encode());
        Encoding.list(out, provenance, Provenance::writeTo);
      }
      case BrokenForm(Attestation attestation, TearOff tearOff) -> {
        attestation.writeTo(out.array(3).uint(2));
        tearOff.writeTo(out);
      }
      case ForeignSpend(Word word, TearOff tearOff, List<Provenance> provenance) -> {
        word.writeTo(out.array(4).uint(3));
        tearOff.writeTo(out);
        Encoding.list(out, provenance, Provenance::writeTo);
      }
      case SpentTwice(FinalityProof refusal, TearOff tearOff, Provenance.Notarised token) -> {
        refusal.writeTo(out.array(4).uint(4));
        tearOff.writeTo(out);
        token.writeTo(out);
      }
      case WordWithheld(FinalityProof decision, StateProof output) -> {
        decision.writeTo(out.array(3).uint(5));
        output.writeTo(out);
      }
    }
  }

  static Evidence readFrom(CborReader in) {
    int items = in.array(4);
    int kind = (int) in.uint(5);
    if (items != (kind == 2 || kind == 5 ? 3 : 4)) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return switch (kind) {
      case 1 ->
          new BrokenRule(Word.readFrom(in), Transaction.decode(in.item()), readProvenance(in));
      case 2 -> new BrokenForm(Attestation.readFrom(in), TearOff.readFrom(in));
      case 3 -> new ForeignSpend(Word.readFrom(in), TearOff.readFrom(in), readProvenance(in));
      case 4 -> new SpentTwice(FinalityProof.readFrom(in), TearOff.readFrom(in), readNotarised(in));
      case 5 -> new WordWithheld(FinalityProof.readFrom(in), StateProof.readFrom(in));
      default -> throw in.refusal(Malformed.BAD_VALUE);
    };
  }

  private static List<Provenance> readProvenance(CborReader in) {
    return Encoding.list(in, Transaction.INPUTS_MAX, Provenance::readFrom);
  }

  private static Provenance.Notarised readNotarised(CborReader in) {
    if (Provenance.readFrom(in) instanceof Provenance.Notarised notarised) {
      return notarised;
    }
    throw in.refusal(Malformed.BAD_VALUE);
  }
}
