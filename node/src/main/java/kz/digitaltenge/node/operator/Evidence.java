package kz.digitaltenge.node.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.ledger.Attestation;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.DecisionSummary;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.VaultRecord;

/// What a node holds to prove a payment's state, in sentences.
final class Evidence {
  private Evidence() {}

  static List<String> of(VaultRecord.Committed record) {
    var sentences = new ArrayList<String>();
    sentences.add(
        "Transaction of %d bytes, consuming %d of this node's tokens, committed on disk."
            .formatted(record.transaction().size(), record.consumes().size()));
    NotaryRequest request = NotaryRequest.decode(record.request().trusted());
    request.attestations().forEach(attestation -> sentences.add(sentence(attestation)));
    return sentences;
  }

  static List<String> of(VaultRecord.Stored record) {
    return List.of(
        "Transaction of %d bytes with the proofs of its inputs, stored on disk before this node attested."
            .formatted(record.transaction().size()));
  }

  static List<String> of(Settlement settlement) {
    return switch (settlement.outcome()) {
      case FINAL, VOID -> ofProof(FinalityProof.decode(settlement.proof().trusted()));
      case NEVER ->
          List.of(
              "The notary's members signed that it was not logged by %s and never will be."
                  .formatted(settlement.logTime()));
    };
  }

  private static List<String> ofProof(FinalityProof proof) {
    LogHead head = proof.head().head();
    String signers =
        proof.head().signatures().stream()
            .map(MemberSignature::member)
            .collect(Collectors.joining(", "));
    return List.of(
        outcome(proof.decision())
            + " at position %d of the notary's log, %s."
                .formatted(proof.position(), proof.decision().logTime()),
        "Proved under the head of size %d (root %s…), signed by %s."
            .formatted(head.size(), head.root().hex().substring(0, 16), signers));
  }

  private static String outcome(DecisionSummary decision) {
    return switch (decision.outcome()) {
      case Decision.Outcome.Finalised() -> "Final";
      case Decision.Outcome.Voided(var reason, var conflict) ->
          "Void (" + reason + conflict.map(ref -> ", " + ref + " is gone").orElse("") + ")";
    };
  }

  private static String sentence(Attestation attestation) {
    return "%s attested %s under epoch %d."
        .formatted(attestation.node(), attestation.role(), attestation.epoch());
  }
}
