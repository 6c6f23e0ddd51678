package kz.digitaltenge.centralbank.supply;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.notary.NotaryCuts;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.Attester;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.StateProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.supply.BucketClaim;
import kz.digitaltenge.ledger.supply.Dispute;
import kz.digitaltenge.ledger.supply.Dispute.Creation;
import kz.digitaltenge.ledger.supply.LiveBucket;
import kz.digitaltenge.ledger.supply.SetHash;
import kz.digitaltenge.ledger.supply.TreeKey;

/// Finds out why the nodes' references are not those that are live: compares bucket by bucket, has
/// both sides list those that differ, and asks how the references in question came about.
final class Disputes {
  private static final System.Logger LOG = System.getLogger(Disputes.class.getName());
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /// What is wrong once is usually wrong a few times; a proof stays a file that can be sent.
  private static final int BUCKETS_MAX = 16;

  private static final int CREATIONS_MAX = 64;

  private final CutRound round;
  private final NotaryCuts notary;
  private final Tasks tasks;

  Disputes(CutRound round, NotaryCuts notary, Tasks tasks) {
    this.round = round;
    this.notary = notary;
    this.tasks = tasks;
  }

  /// @param complete whether everybody has spoken; otherwise what nobody claims may be that of a
  ///   silent node, and only what is claimed twice is in question
  List<Dispute> of(SignedHead cut, boolean complete) {
    var disputes = new ArrayList<Dispute>();
    List<SetHash> live = tasks.await(notary.bucketHashes(cut.head().size()), TIMEOUT);
    List<SetHash> claimed = claimed();
    for (int bucket = 0; bucket < TreeKey.BUCKETS && disputes.size() < BUCKETS_MAX; bucket++) {
      if (!live.get(bucket).equals(claimed.get(bucket))) {
        disputes.add(dispute(cut, bucket, complete));
      }
    }
    return disputes;
  }

  private List<SetHash> claimed() {
    Map<NodeId, List<SetHash>> hashes =
        round.ask(
            desk -> desk.bucketHashes(round.self()), peer -> peer.wire().bucketHashes(peer.node()));
    var sums = new ArrayList<SetHash>();
    for (int bucket = 0; bucket < TreeKey.BUCKETS; bucket++) {
      SetHash sum = SetHash.EMPTY;
      for (List<SetHash> each : hashes.values()) {
        sum = bucket < each.size() ? sum.plus(each.get(bucket)) : sum;
      }
      sums.add(sum);
    }
    return sums;
  }

  private Dispute dispute(SignedHead cut, int bucket, boolean complete) {
    NotaryCuts.Said<LiveBucket> live = tasks.await(notary.bucket(cut, bucket), TIMEOUT);
    Map<NodeId, BucketClaim> claims =
        round.ask(
            desk -> desk.bucket(round.self(), bucket),
            peer -> peer.wire().bucket(peer.node(), bucket));
    var creations = new ArrayList<Creation>();
    for (StateRef reference : inQuestion(live.statement(), claims, complete)) {
      if (creations.size() < CREATIONS_MAX) {
        creation(reference).ifPresent(creations::add);
      }
    }
    return new Dispute(live.statement(), live.members(), List.copyOf(claims.values()), creations);
  }

  /// Live references that nobody claims, or more than one.
  private static Set<StateRef> inQuestion(
      LiveBucket live, Map<NodeId, BucketClaim> claims, boolean complete) {
    Map<StateRef, Integer> claimants = new TreeMap<>();
    for (BucketClaim claim : claims.values()) {
      claim.references().forEach(reference -> claimants.merge(reference, 1, Integer::sum));
    }
    var inQuestion = new TreeSet<StateRef>();
    for (StateRef reference : live.references()) {
      int number = claimants.getOrDefault(reference, 0);
      if (number > 1 || (number == 0 && complete)) {
        inQuestion.add(reference);
      }
    }
    return inQuestion;
  }

  private Optional<Creation> creation(StateRef reference) {
    FinalityProof decision;
    try {
      decision = tasks.await(notary.decided(reference.transaction()), TIMEOUT);
    } catch (PlatformException e) {
      LOG.log(WARNING, () -> "Nobody tells how %s came about.".formatted(reference));
      return Optional.empty();
    }
    var nodes = new LinkedHashSet<NodeId>();
    decision.decision().attesters().stream().map(Attester::node).forEach(nodes::add);
    Optional<StateProof> shown = Optional.empty();
    for (NodeId node : nodes) {
      if (shown.isEmpty()) {
        shown = show(node, reference);
      }
    }
    return Optional.of(new Creation(reference, decision, shown));
  }

  private Optional<StateProof> show(NodeId node, StateRef reference) {
    return round
        .ask(
            node,
            desk -> desk.show(round.self(), reference),
            peer -> peer.wire().show(peer.node(), reference))
        .filter(state -> state.id().equals(Optional.of(reference.transaction())));
  }
}
