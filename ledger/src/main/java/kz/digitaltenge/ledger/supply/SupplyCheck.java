package kz.digitaltenge.ledger.supply;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kz.digitaltenge.ledger.AssetTerms;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;

/// Judges a supply proof from nothing but its bytes and the network's id: (a) the nodes' references
/// are the notary's live set, (b) each node's sum is its position, (c) both ends of each pair say
/// the same, (d) all sums together are what was issued and not redeemed, (e) the leaves that were
/// drawn are what the ledger says.
///
/// Of a node that did not answer nothing is held against anybody: what needs all nodes waits, and
/// the rest is checked.
public final class SupplyCheck {
  private final SupplyProof proof;
  private final Hash networkId;
  private final SignatureVerifier verifier;
  private final List<SupplyFinding> findings = new ArrayList<>();
  private final Map<Integer, NetworkParameters> epochs = new TreeMap<>();
  private final Map<NodeId, Silence> silences = new TreeMap<>();

  private SupplyCheck(SupplyProof proof, Hash networkId, SignatureVerifier verifier) {
    this.proof = proof;
    this.networkId = networkId;
    this.verifier = verifier;
  }

  public static SupplyVerdict judge(SupplyProof proof, Hash networkId, SignatureVerifier verifier) {
    return new SupplyCheck(proof, networkId, verifier).judge();
  }

  private SupplyVerdict judge() {
    if (!readParameters()) {
      return nothing(new SupplyFinding.ParametersFalse());
    }
    NetworkParameters parameters = epochs.get(proof.cut().head().epoch());
    if (parameters == null || !isSigned(proof.cut())) {
      return nothing(new SupplyFinding.HeadFalse("cut"));
    }
    checkChallenge();
    boolean liveSet = checkLiveSet();
    Map<NodeId, NodeStatement> statements = statements(parameters);
    boolean complete = statements.size() == parameters.participants().size();
    if (liveSet) {
      new SetCheck(proof, networkId, epochs, verifier).check(statements, complete, findings);
    }
    new BookCheck(parameters, complete, new PairCheck(proof, networkId, epochs, verifier))
        .check(statements, findings);
    List<SupplyVerdict.Total> totals = totals(parameters, statements);
    var leaves = new LeafCheck(proof, networkId, epochs, verifier);
    leaves.silent(statements.values()).forEach(node -> silent(node, Silence.What.OPENED_NOTHING));
    statements.keySet().removeAll(silences.keySet());
    leaves.check(parameters, statements, findings);
    return SupplyVerdict.of(totals, findings, List.copyOf(silences.values()));
  }

  private static SupplyVerdict nothing(SupplyFinding finding) {
    return SupplyVerdict.of(List.of(), List.of(finding), List.of());
  }

  private void silent(NodeId node, Silence.What what) {
    Optional<LogHead> since =
        proof.lastWords().stream()
            .filter(word -> word.node().equals(node))
            .filter(word -> word.cut().head().size() <= proof.position())
            .filter(word -> word.holds(networkId, epochs, verifier))
            .map(word -> word.cut().head())
            .findFirst();
    silences.put(node, new Silence(node, what, since));
  }

  private boolean readParameters() {
    NetworkParameters before = null;
    for (SignedParameters each : proof.parameters()) {
      boolean follows =
          before == null ? each.isGenesisOf(networkId, verifier) : each.follows(before, verifier);
      if (!follows) {
        return false;
      }
      before = each.parameters();
      epochs.put(before.epoch(), before);
    }
    return before != null;
  }

  private boolean isSigned(SignedHead head) {
    return head.head().networkId().equals(networkId)
        && head.isSignedByMajorityOf(members(head.head().epoch()), verifier);
  }

  private Map<String, PublicKey> members(int epoch) {
    return Optional.ofNullable(epochs.get(epoch)).map(NetworkParameters::headKeys).orElse(Map.of());
  }

  /// What draws the leaves must not have been there before the nodes committed.
  private void checkChallenge() {
    LogHead cut = proof.cut().head();
    LogHead challenge = proof.challenge().head();
    if (!isSigned(proof.challenge())
        || !challenge.logTime().isAfter(cut.logTime())
        || challenge.size() < cut.size()) {
      findings.add(new SupplyFinding.HeadFalse("challenge"));
    }
  }

  private boolean checkLiveSet() {
    LiveSetStatement live = proof.live();
    LogHead cut = proof.cut().head();
    boolean proven =
        live.networkId().equals(networkId)
            && live.position() == cut.size()
            && live.root().equals(cut.root())
            && live.isSignedByMajorityOf(members(live.epoch()), proof.members(), verifier);
    if (!proven) {
      findings.add(new SupplyFinding.LiveSetUnproven());
    }
    return proven;
  }

  private Map<NodeId, NodeStatement> statements(NetworkParameters parameters) {
    Hash cut = NodeStatement.cut(proof.cut().head());
    Map<NodeId, NodeStatement> valid = new TreeMap<>();
    for (Participant participant : parameters.participants()) {
      Optional<SignedStatement> said = proof.statement(participant.node());
      if (said.isEmpty()) {
        silent(participant.node(), Silence.What.STATED_NOTHING);
      } else if (!said.get().statement().networkId().equals(networkId)
          || !said.get().statement().cut().equals(cut)
          || !said.get().verifies(participant.identityKey(), verifier)) {
        findings.add(new SupplyFinding.StatementFalse(participant.node()));
      } else {
        valid.put(participant.node(), said.get().statement());
      }
    }
    return valid;
  }

  private static List<SupplyVerdict.Total> totals(
      NetworkParameters parameters, Map<NodeId, NodeStatement> statements) {
    var totals = new ArrayList<SupplyVerdict.Total>();
    for (AssetTerms terms : parameters.assets()) {
      Optional.ofNullable(statements.get(terms.asset().issuer()))
          .flatMap(statement -> statement.claim(terms.asset()))
          .ifPresent(
              claim ->
                  totals.add(
                      new SupplyVerdict.Total(terms.asset(), claim.issued(), claim.redeemed())));
    }
    return totals;
  }
}
