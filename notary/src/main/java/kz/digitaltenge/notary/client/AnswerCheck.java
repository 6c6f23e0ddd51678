package kz.digitaltenge.notary.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import kz.digitaltenge.api.notary.NeverStatement;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// Decides whether an answer is proved. What is not counts as no answer at all.
final class AnswerCheck {

  private final Hash networkId;
  private final IntFunction<Map<String, PublicKey>> membersOfEpoch;
  private final SignatureVerifier verifier;

  AnswerCheck(
      Hash networkId,
      IntFunction<Map<String, PublicKey>> membersOfEpoch,
      SignatureVerifier verifier) {
    this.networkId = networkId;
    this.membersOfEpoch = membersOfEpoch;
    this.verifier = verifier;
  }

  /// What is wrong with an answer about the transaction with this id and header; nothing when it is
  /// proved.
  Optional<String> fault(NotaryAnswer answer, TransactionId id, TearOff header) {
    return switch (answer) {
      case NotaryAnswer.Final(FinalityProof proof) -> fault(proof, id, true);
      case NotaryAnswer.Voided(FinalityProof proof) -> fault(proof, id, false);
      case NotaryAnswer.Never(NeverStatement statement, List<MemberSignature> signatures) ->
          fault(statement, signatures, id, header);
      case NotaryAnswer.Archived(Instant retainedFrom) ->
          header.header().window().until().isBefore(retainedFrom)
              ? Optional.empty()
              : Optional.of("archived, but the window is within the retained index");
      case NotaryAnswer.Refused _, NotaryAnswer.Busy _, NotaryAnswer.Unknown _ -> Optional.empty();
    };
  }

  private Optional<String> fault(FinalityProof proof, TransactionId id, boolean isFinal) {
    if (!proof.id().equals(id) || proof.decision().isFinal() != isFinal) {
      return Optional.of("the proof is of another decision");
    }
    return proves(proof) ? Optional.empty() : Optional.of("the proof does not hold");
  }

  boolean proves(FinalityProof proof) {
    return isOurs(proof.head()) && proof.verifies(members(proof.head()), verifier);
  }

  /// Whether a majority of the members of its epoch signed the head.
  boolean holds(SignedHead head) {
    return isOurs(head) && head.isSignedByMajorityOf(members(head), verifier);
  }

  private boolean isOurs(SignedHead head) {
    return head.head().networkId().equals(networkId) && !members(head).isEmpty();
  }

  private Map<String, PublicKey> members(SignedHead head) {
    return membersOfEpoch.apply(head.head().epoch());
  }

  private Optional<String> fault(
      NeverStatement statement,
      List<MemberSignature> signatures,
      TransactionId id,
      TearOff header) {
    boolean fits =
        statement.networkId().equals(networkId)
            && statement.id().equals(id)
            && statement.until().equals(header.header().window().until());
    Map<String, PublicKey> members = membersOfEpoch.apply(statement.epoch());
    return fits
            && !members.isEmpty()
            && statement.isSignedByMajorityOf(members, signatures, verifier)
        ? Optional.empty()
        : Optional.of("the statement that it never happens does not hold");
  }
}
