package kz.digitaltenge.ledger.testkit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import kz.digitaltenge.ledger.Attester;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.DecisionSummary;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.MerklePath;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.Transaction;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;
import org.jspecify.annotations.Nullable;

/// A notary that believes everything: it keeps a real log and signs real heads, and checks nothing.
///
/// Its log time stands still until it is set. For one thread.
public final class TestNotary {
  private final TestNetwork network;
  private final List<Hash> leaves = new ArrayList<>();
  private final Map<TransactionId, DecisionSummary> decisions = new HashMap<>();
  private final Map<TransactionId, Integer> positions = new HashMap<>();
  private @Nullable MerkleTree tree;
  private @Nullable SignedHead head;
  private Instant logTime = TestNetwork.NOW.plusSeconds(1);
  private int epoch = 1;

  public TestNotary(TestNetwork network) {
    this.network = network;
  }

  public void logTime(Instant time) {
    logTime = time;
    head = null;
  }

  public void epoch(int current) {
    epoch = current;
    head = null;
  }

  /// Makes the log this much longer, with leaves of nothing.
  public void pad(int count) {
    for (int i = 0; i < count; i++) {
      append(Hash.sha256(ByteBuffer.allocate(4).putInt(leaves.size()).array()));
    }
  }

  public FinalityProof finalise(Transaction transaction, List<Attester> attesters) {
    return log(
        new Decision(
                transaction.id(),
                new Decision.Outcome.Finalised(),
                transaction.inputs(),
                transaction.tags(),
                logTime,
                attesters,
                epoch)
            .summary());
  }

  public FinalityProof refuse(
      TransactionId id, VoidReason reason, Optional<StateRef> conflict, List<Attester> attesters) {
    return log(
        new Decision(
                id,
                new Decision.Outcome.Voided(reason, conflict),
                List.of(),
                List.of(),
                logTime,
                attesters,
                epoch)
            .summary());
  }

  public FinalityProof log(DecisionSummary decision) {
    positions.put(decision.id(), leaves.size());
    decisions.put(decision.id(), decision);
    append(decision.leafHash());
    return proof(decision.id());
  }

  /// Under the newest head.
  public FinalityProof proof(TransactionId id) {
    int position = Objects.requireNonNull(positions.get(id), "not in the log");
    DecisionSummary decision = Objects.requireNonNull(decisions.get(id));
    var path = new MerklePath(position, leaves.size(), tree().path(position));
    return new FinalityProof(decision, path, head());
  }

  /// Signed by every member.
  public SignedHead head() {
    SignedHead current = head;
    if (current == null) {
      Hash root = leaves.isEmpty() ? MerkleTree.emptyLog() : tree().root();
      current = sign(new LogHead(network.networkId(), epoch, leaves.size(), root, logTime));
      head = current;
    }
    return current;
  }

  public SignedHead sign(LogHead unsigned) {
    byte[] message = unsigned.message();
    return new SignedHead(
        unsigned,
        network.headSigners().entrySet().stream()
            .map(each -> new MemberSignature(each.getKey(), each.getValue().sign(message)))
            .toList());
  }

  private void append(Hash leaf) {
    leaves.add(leaf);
    tree = null;
    head = null;
  }

  private MerkleTree tree() {
    MerkleTree current = tree;
    if (current == null) {
      current = MerkleTree.of(NodeHasher.RFC9162, leaves);
      tree = current;
    }
    return current;
  }
}
