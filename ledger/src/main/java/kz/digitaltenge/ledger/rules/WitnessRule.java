package kz.digitaltenge.ledger.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kz.digitaltenge.ledger.Condition;
import kz.digitaltenge.ledger.State;
import kz.digitaltenge.ledger.Witness;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// The owner of each input agreed: its condition holds under the witness, every signature is good,
/// and nothing is superfluous.
///
/// A signature or preimage that no condition asks for is refused, so that nobody can alter a stored
/// transaction unseen.
final class WitnessRule {
  private WitnessRule() {}

  static Verdict check(Proposal proposal, SignatureVerifier verifier) {
    Witness witness = proposal.witness();
    for (int i = 0; i < proposal.inputs().size(); i++) {
      Condition condition = proposal.inputs().get(i).condition();
      if (!witness.satisfies(condition, proposal.transaction().header().window())) {
        return Verdict.rejected(
            Refusal.CONDITION_NOT_MET, "the condition of input %d".formatted(i));
      }
    }
    if (!asksForAll(proposal)) {
      return Verdict.rejected(
          Refusal.WITNESS_SUPERFLUOUS, "a signature or preimage that no input asks for");
    }
    return witness.signaturesVerify(
            proposal.network().networkId(), proposal.transaction().id(), verifier)
        ? Verdict.accepted()
        : Verdict.rejected(Refusal.SIGNATURE_WRONG, "a signature over the transaction is wrong");
  }

  private static boolean asksForAll(Proposal proposal) {
    Set<PublicKey> keys =
        IssuanceRule.keys(proposal).collect(Collectors.toCollection(HashSet::new));
    var images = new HashSet<Hash>();
    for (State input : proposal.inputs()) {
      collect(input.condition(), keys, images);
    }
    List<Witness.KeySignature> signatures = proposal.witness().signatures();
    return signatures.stream().allMatch(each -> keys.remove(each.key()))
        && proposal.witness().preimages().stream()
            .allMatch(each -> images.remove(Hash.sha256(each.trusted())));
  }

  private static void collect(Condition condition, Set<PublicKey> keys, Set<Hash> images) {
    switch (condition) {
      case Condition.Signed(PublicKey key) -> keys.add(key);
      case Condition.Preimage(Hash image) -> images.add(image);
      case Condition.All(List<Condition> parts) ->
          parts.forEach(part -> collect(part, keys, images));
      case Condition.Any(List<Condition> parts) ->
          parts.forEach(part -> collect(part, keys, images));
      case Condition.AtLeast(_, List<Condition> parts) ->
          parts.forEach(part -> collect(part, keys, images));
      case Condition.After _, Condition.Before _ -> {}
    }
  }
}
