package kz.digitaltenge.ledger.supply;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.State.Token;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.MalformedException;

/// The transaction on which two nodes differ: how it was decided, and all its outputs.
public record PairWitness(FinalityProof decision, List<StateProof> outputs) {
  public PairWitness {
    outputs = List.copyOf(outputs);
  }

  /// What passed by it, when all its outputs are shown. Whether the log has the decision is for the
  /// caller to verify.
  public OptionalLong tiyn(Pair pair) {
    long tiyn = 0;
    for (int i = 0; i < outputs.size(); i++) {
      StateProof output = outputs.get(i);
      if (output.index() != i || !output.id().equals(Optional.of(decision.id()))) {
        return OptionalLong.empty();
      }
      try {
        if (output.state() instanceof Token token
            && token.asset().equals(pair.asset())
            && token.custodian().equals(pair.to())) {
          tiyn = Math.addExact(tiyn, token.amount().tiyn());
        }
      } catch (MalformedException | ArithmeticException _) {
        return OptionalLong.empty();
      }
    }
    if (outputs.size() != decision.decision().created()) {
      return OptionalLong.empty();
    }
    boolean spent = decision.decision().attestedBy(pair.from(), Role.SPEND);
    return OptionalLong.of(spent ? tiyn : 0);
  }

  public void writeTo(CborWriter out) {
    decision.writeTo(out.array(2));
    Encoding.list(out, outputs, StateProof::writeTo);
  }

  public static PairWitness readFrom(CborReader in) {
    in.arrayOf(2);
    return new PairWitness(
        FinalityProof.readFrom(in),
        Encoding.list(in, Transaction.OUTPUTS_MAX, StateProof::readFrom));
  }
}
