package kz.digitaltenge.node.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.evidence.Evidence;
import kz.digitaltenge.ledger.evidence.EvidenceJudge;
import kz.digitaltenge.ledger.evidence.Judgement;
import kz.digitaltenge.ledger.evidence.NetworkHistory;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import kz.digitaltenge.node.evidence.EvidenceBook;

/// Evidence with its judgements, in memory. Nothing that an honest network does may get here.
public final class MemoryEvidence implements EvidenceBook {
  private final EvidenceJudge judge;
  private final List<Judgement> judgements = new ArrayList<>();

  MemoryEvidence(TestNetwork keys, SignatureVerifier verifier) {
    this.judge =
        new EvidenceJudge(
            NetworkHistory.of(keys.networkId(), List.of(keys.signed(keys.parameters())), verifier)
                .orElseThrow(),
            verifier);
  }

  @Override
  public void found(NodeId suspect, Supplier<Evidence> evidence) {
    judgements.add(judge.judge(evidence.get()));
  }

  public List<Judgement> judgements() {
    return List.copyOf(judgements);
  }
}
