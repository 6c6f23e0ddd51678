package kz.digitaltenge.ledger.supply;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kz.digitaltenge.ledger.Attester;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Role;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.supply.Dispute.Creation;

/// (a): the nodes' references are, without overlap, those that the notary has as live.
///
/// The hashes decide whether; the disputes, if there are any, tell which reference and who.
final class SetCheck {
  private final SupplyProof proof;
  private final Hash networkId;
  private final Map<Integer, NetworkParameters> epochs;
  private final SignatureVerifier verifier;

  SetCheck(
      SupplyProof proof,
      Hash networkId,
      Map<Integer, NetworkParameters> epochs,
      SignatureVerifier verifier) {
    this.proof = proof;
    this.networkId = networkId;
    this.epochs = epochs;
    this.verifier = verifier;
  }

  /// @param complete whether every node has made its statement; otherwise there can be less than is
  ///   live, and never more
  void check(
      Map<NodeId, NodeStatement> statements, boolean complete, List<SupplyFinding> findings) {
    SetHash claimed = SetHash.EMPTY;
    long references = 0;
    for (NodeStatement statement : statements.values()) {
      claimed = claimed.plus(statement.set());
      references += statement.references();
    }
    boolean addsUp =
        complete
            ? references == proof.live().references() && claimed.equals(proof.live().set())
            : references <= proof.live().references();
    if (addsUp) {
      return;
    }
    findings.add(new SupplyFinding.SetsDiffer(references, proof.live().references()));
    for (Dispute dispute : proof.disputes()) {
      if (isOfThisCut(dispute.live(), dispute)) {
        settle(dispute, complete, findings);
      }
    }
  }

  private boolean isOfThisCut(LiveBucket live, Dispute dispute) {
    NetworkParameters parameters = epochs.get(live.epoch());
    return live.networkId().equals(networkId)
        && live.position() == proof.position()
        && parameters != null
        && live.isSignedByMajorityOf(parameters.headKeys(), dispute.members(), verifier);
  }

  private void settle(Dispute dispute, boolean complete, List<SupplyFinding> findings) {
    Map<StateRef, Set<NodeId>> claimants = claimants(dispute, findings);
    Set<StateRef> live = new TreeSet<>(dispute.live().references());
    claimants.forEach(
        (reference, nodes) -> {
          if (!live.contains(reference)) {
            nodes.forEach(node -> findings.add(new SupplyFinding.NotLive(reference, node)));
          } else if (nodes.size() > 1) {
            findings.add(
                new SupplyFinding.ClaimedTwice(reference, wrongly(dispute, reference, nodes)));
          }
        });
    for (StateRef reference : live) {
      // What nobody claims may be a silent node's.
      if (complete && !claimants.containsKey(reference)) {
        findings.add(new SupplyFinding.Unclaimed(reference, answerable(dispute, reference)));
      }
    }
  }

  private Map<StateRef, Set<NodeId>> claimants(Dispute dispute, List<SupplyFinding> findings) {
    Map<StateRef, Set<NodeId>> claimants = new TreeMap<>();
    for (BucketClaim claim : dispute.claims()) {
      if (isBy(claim, dispute)) {
        var once = new HashSet<StateRef>();
        for (StateRef reference : claim.references()) {
          claimants.computeIfAbsent(reference, _ -> new TreeSet<>()).add(claim.node());
          if (!once.add(reference)) {
            findings.add(new SupplyFinding.ClaimedTwice(reference, Set.of(claim.node())));
          }
        }
      }
    }
    return claimants;
  }

  private boolean isBy(BucketClaim claim, Dispute dispute) {
    return claim.networkId().equals(networkId)
        && claim.bucket() == dispute.live().bucket()
        && claim.cut().equals(NodeStatement.cut(proof.cut().head()))
        && Optional.ofNullable(epochs.get(proof.cut().head().epoch()))
            .flatMap(parameters -> parameters.participant(claim.node()))
            .map(participant -> claim.verifies(participant.identityKey(), verifier))
            .orElse(false);
  }

  /// Those who claim it and are not its custodian.
  private Set<NodeId> wrongly(Dispute dispute, StateRef reference, Set<NodeId> claimants) {
    var wrongly = new TreeSet<>(claimants);
    creation(dispute, reference).flatMap(this::custodian).ifPresent(wrongly::remove);
    return wrongly;
  }

  /// Its custodian, when it is shown and attested the transaction; otherwise those whose spend
  /// attestation created it.
  private Set<NodeId> answerable(Dispute dispute, StateRef reference) {
    Optional<Creation> creation = creation(dispute, reference);
    if (creation.isEmpty()) {
      return Set.of();
    }
    FinalityProof decision = creation.get().decision();
    Optional<NodeId> custodian =
        custodian(creation.get())
            .filter(
                node ->
                    decision.decision().attestedBy(node, Role.RECEIVE)
                        || decision.decision().attestedBy(node, Role.SPEND));
    if (custodian.isPresent()) {
      return Set.of(custodian.get());
    }
    var spenders = new TreeSet<NodeId>();
    for (Attester attester : decision.decision().attesters()) {
      if (attester.role() == Role.SPEND) {
        spenders.add(attester.node());
      }
    }
    return spenders;
  }

  private Optional<Creation> creation(Dispute dispute, StateRef reference) {
    return dispute.creations().stream()
        .filter(creation -> creation.reference().equals(reference))
        .filter(creation -> creation.decision().id().equals(reference.transaction()))
        .filter(creation -> LeafCheck.isLogged(creation.decision(), networkId, epochs, verifier))
        .findFirst();
  }

  private Optional<NodeId> custodian(Creation creation) {
    Optional<StateProof> state =
        creation
            .state()
            .filter(
                shown ->
                    shown.index() == creation.reference().index()
                        && shown.id().equals(Optional.of(creation.reference().transaction())));
    try {
      return state.map(shown -> shown.state().custodian());
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }
}
