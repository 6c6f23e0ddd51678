package kz.digitaltenge.app.audit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import kz.digitaltenge.ledger.DecisionSummary;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.MerklePath;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.NodeHasher;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// Checks heads of the log and proofs under them: by signatures and hashes alone, and then against
/// the log that the audit rebuilt from the notary's decisions.
final class ProofCheck {
  private final ParameterChain chain;
  private final SignatureVerifier verifier;
  private final MemberBook notary;
  private final Spot decisions;
  private Optional<SignedHead> newest = Optional.empty();

  ProofCheck(
      ParameterChain chain, SignatureVerifier verifier, MemberBook notary, AuditNotes notes) {
    this.chain = chain;
    this.verifier = verifier;
    this.notary = notary;
    this.decisions = notes.store(notary.name() + " decisions");
  }

  /// Whether a majority signed the head and it is one of this log.
  boolean holds(SignedHead signed, Spot spot) {
    spot.notes().checked("heads");
    LogHead head = signed.head();
    boolean good =
        spot.require(head.networkId().equals(chain.networkId()), "the head is of another network")
            && spot.require(
                signed.isSignedByMajorityOf(chain.headKeys(head.epoch()), verifier),
                "no majority of the notary's members signed the head of size %d",
                head.size())
            && spot.require(
                head.size() <= notary.log().size(),
                "the head has %d decisions, and the notary keeps %d",
                head.size(),
                notary.log().size())
            && spot.require(
                !notary.sound() || head.root().equals(notary.log().rootAt(head.size())),
                "the head's root is not that of the notary's first %d decisions",
                head.size());
    if (good && newest.map(known -> known.head().size() < head.size()).orElse(true)) {
      newest = Optional.of(signed);
    }
    return good;
  }

  /// Whether the decision is in the log under a good head, and is the one that the notary keeps.
  boolean holds(FinalityProof proof, Spot spot) {
    spot.notes().checked("proofs");
    Optional<Hash> root = proof.path().rootFrom(proof.decision().leafHash(), NodeHasher.RFC9162);
    LogHead head = proof.head().head();
    boolean included =
        spot.require(
            proof.path().size() == head.size() && root.equals(Optional.of(head.root())),
            "the path does not lead from the decision to the head");
    if (!included || !holds(proof.head(), spot)) {
      return false;
    }
    // Only now the proof is beyond doubt, so whatever differs is wrong at the notary.
    return decisions
        .row("position " + proof.position())
        .require(
            notary.log().leaf(proof.position()).equals(proof.decision().leafHash()),
            "it is not the decision that the proof in %s, %s shows",
            spot.store(),
            spot.row());
  }

  /// The proof under the newest good head, whatever head it came with: a proof that was fresh when
  /// it was used is judged as fresh.
  FinalityProof renewed(FinalityProof proof) {
    boolean known =
        proof.position() < notary.log().size()
            && notary.log().leaf(proof.position()).equals(proof.decision().leafHash());
    return known ? underNewest(proof.decision(), proof.position()).orElse(proof) : proof;
  }

  /// The notary's own proof of a transaction that its node has not settled yet.
  Optional<FinalityProof> fromLog(TransactionId id) {
    OptionalLong position = notary.position(id);
    return position.isEmpty()
        ? Optional.empty()
        : notary
            .decision(position.getAsLong())
            .flatMap(decision -> underNewest(decision.summary(), position.getAsLong()));
  }

  private Optional<FinalityProof> underNewest(DecisionSummary decision, long position) {
    if (!notary.sound()) {
      return Optional.empty();
    }
    return newest
        .filter(head -> head.head().size() > position)
        .map(
            head -> {
              long size = head.head().size();
              List<Hash> path = notary.log().path(position, size);
              return new FinalityProof(decision, new MerklePath(position, size, path), head);
            });
  }
}
