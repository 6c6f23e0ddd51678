package kz.digitaltenge.notary.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.crypto.PublicKey;
import org.jspecify.annotations.Nullable;

/// Collects the members' signatures over heads. A head counts once this member's own log has had it
/// and a majority of the members listed for its epoch have signed it; then it proves every decision
/// below its size.
///
/// Signatures come verified. Any thread may call; futures are completed without the lock.
final class Heads {

  /// Heads still short of a majority that are remembered.
  private static final int OPEN_MAX = 4096;

  private static final class Collected {
    private final Map<String, MemberSignature> signatures = new TreeMap<>();
    private boolean applied;
  }

  private final IntFunction<Map<String, PublicKey>> membersOfEpoch;
  private final ReentrantLock lock = new ReentrantLock();

  /// Guarded by `lock`.
  private final LinkedHashMap<LogHead, Collected> open = new LinkedHashMap<>();

  /// Who waits for a head of at least a size. Guarded by `lock`.
  private final NavigableMap<Long, CompletableFuture<SignedHead>> waiting = new TreeMap<>();

  private volatile @Nullable SignedHead newest;

  /// @param membersOfEpoch the members with their head keys; empty for an epoch that is not known
  Heads(IntFunction<Map<String, PublicKey>> membersOfEpoch) {
    this.membersOfEpoch = membersOfEpoch;
  }

  Optional<SignedHead> newest() {
    return Optional.ofNullable(newest);
  }

  /// Notes that this member's own log has had this head.
  void applied(LogHead head) {
    update(head, collected -> collected.applied = true);
  }

  /// Notes a verified signature.
  void signed(LogHead head, MemberSignature signature) {
    update(head, collected -> collected.signatures.put(signature.member(), signature));
  }

  /// A head signed by a majority of at least this size; shared, so it must not be completed by
  /// others.
  CompletableFuture<SignedHead> covering(long size) {
    lock.lock();
    try {
      SignedHead known = newest;
      if (known != null && known.head().size() >= size) {
        return CompletableFuture.completedFuture(known);
      }
      return waiting.computeIfAbsent(size, _ -> new CompletableFuture<>()).copy();
    } finally {
      lock.unlock();
    }
  }

  private interface Change {
    void apply(Collected collected);
  }

  private void update(LogHead head, Change change) {
    List<CompletableFuture<SignedHead>> ready = new ArrayList<>();
    SignedHead adopted = null;
    lock.lock();
    try {
      if (isOld(head)) {
        return;
      }
      Collected collected = open.computeIfAbsent(head, _ -> new Collected());
      change.apply(collected);
      List<MemberSignature> signatures = ofMembers(head, collected);
      if (collected.applied && signatures.size() > members(head).size() / 2) {
        adopted = new SignedHead(head, signatures);
        newest = adopted;
        open.keySet().removeIf(this::isOld);
        NavigableMap<Long, CompletableFuture<SignedHead>> covered =
            waiting.headMap(head.size(), true);
        ready.addAll(covered.values());
        covered.clear();
      } else if (open.size() > OPEN_MAX) {
        open.pollFirstEntry();
      }
    } finally {
      lock.unlock();
    }
    if (adopted != null) {
      for (CompletableFuture<SignedHead> each : ready) {
        each.complete(adopted);
      }
    }
  }

  private boolean isOld(LogHead head) {
    SignedHead known = newest;
    return known != null
        && head.size() <= known.head().size()
        && !head.logTime().isAfter(known.head().logTime());
  }

  private List<MemberSignature> ofMembers(LogHead head, Collected collected) {
    Map<String, PublicKey> members = members(head);
    return collected.signatures.values().stream()
        .filter(signature -> members.containsKey(signature.member()))
        .toList();
  }

  private Map<String, PublicKey> members(LogHead head) {
    return membersOfEpoch.apply(head.epoch());
  }

  /// Gives up on everything that waits: the member stops.
  void close(Throwable why) {
    List<CompletableFuture<SignedHead>> left;
    lock.lock();
    try {
      left = List.copyOf(waiting.values());
      waiting.clear();
    } finally {
      lock.unlock();
    }
    left.forEach(each -> each.completeExceptionally(why));
  }
}
