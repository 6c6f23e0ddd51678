package kz.digitaltenge.notary.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kz.digitaltenge.api.notary.NotaryForkException;
import kz.digitaltenge.ledger.LogHead;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.evidence.Evidence.TwoHeads;
import kz.digitaltenge.notary.Accuser;
import kz.digitaltenge.notary.core.HeadWitness;
import org.jspecify.annotations.Nullable;

/// Keeps the newest head that this node has verified, and moves it on only by proof that the new
/// head continues it. Two heads that do not belong to one log are an alarm, and the keeper stays
/// with what it knew.
///
/// One proof is fetched at a time: while one is under way, later heads are joined to it or wait for
/// the next.
final class HeadKeeper {

  /// Fetches consistency proofs.
  interface Proofs {
    /// How many members can be asked.
    int sources();

    /// As one of the members gives it: the proof between two sizes, or of one size the log's root.
    CompletableFuture<List<Hash>> of(List<Long> sizes, int source);
  }

  /// Log time between two heads that are followed: under load there are hundreds a second.
  private static final Duration FOLLOW_PAUSE = Duration.ofMillis(200);

  private static final int HEADS_REMEMBERED = 256;

  private final Proofs proofs;
  private final Consumer<SignedHead> keep;
  private final Accuser accuser;
  private final HeadWitness witness = new HeadWitness(HEADS_REMEMBERED);
  private final ReentrantLock lock = new ReentrantLock();

  /// Written under `lock`.
  private volatile @Nullable SignedHead newest;

  private volatile @Nullable NotaryForkException fork;

  /// Whether a head seen in passing is being linked. Guarded by `lock`.
  private boolean following;

  /// @param known the head kept from an earlier run
  /// @param keep takes each new head, to be kept over restarts
  /// @param accuser keeps what proves a member's lie to others
  HeadKeeper(
      Optional<SignedHead> known, Proofs proofs, Consumer<SignedHead> keep, Accuser accuser) {
    this.newest = known.orElse(null);
    this.proofs = proofs;
    this.keep = keep;
    this.accuser = accuser;
    known.ifPresent(witness::see);
  }

  Optional<SignedHead> newest() {
    return Optional.ofNullable(newest);
  }

  /// The contradiction found, if any.
  Optional<NotaryForkException> fork() {
    return Optional.ofNullable(fork);
  }

  /// Links a head that came with an answer, beside the answer's way and one at a time: those that
  /// come meanwhile are passed over, since the next one covers them.
  void follow(SignedHead head) {
    SignedHead known = newest;
    if (known != null && !isDue(head.head(), known.head())) {
      return;
    }
    lock.lock();
    try {
      if (following) {
        return;
      }
      following = true;
    } finally {
      lock.unlock();
    }
    var _ =
        link(head)
            .whenComplete(
                (_, _) -> {
                  lock.lock();
                  try {
                    following = false;
                  } finally {
                    lock.unlock();
                  }
                });
  }

  private static boolean isDue(LogHead head, LogHead known) {
    return head.size() > known.size()
        && !head.logTime().isBefore(known.logTime().plus(FOLLOW_PAUSE));
  }

  /// Proves that a head, whose signatures hold, and the newest one known are of one log.
  CompletableFuture<@Nullable Void> link(SignedHead head) {
    NotaryForkException found = fork;
    if (found != null) {
      return CompletableFuture.failedFuture(found);
    }
    witness.see(head).forEach(accuser::accuse);
    SignedHead known = newest;
    if (known == null) {
      return moved(head);
    }
    LogHead older = older(known, head).head();
    LogHead newer = older.equals(known.head()) ? head.head() : known.head();
    if (older.size() == newer.size() || older.size() == 0) {
      return MerkleTree.consistent(
              older.size(), older.root(), newer.size(), newer.root(), List.of())
          ? moved(head)
          : contradiction(known, head);
    }
    return linked(new Question(known, head, older, newer), 0, Optional.empty());
  }

  /// Whether two heads are of one log.
  private record Question(SignedHead known, SignedHead shown, LogHead older, LogHead newer) {
    boolean isSettledBy(List<Hash> proof) {
      return MerkleTree.consistent(older.size(), older.root(), newer.size(), newer.root(), proof);
    }

    List<Long> sizes() {
      return List.of(older.size(), newer.size());
    }

    /// Whether a proof of the newer one leaves out its first hash, the root of the whole older
    /// tree: an honest one does after a power of two, and shows by itself only what that root is
    /// not.
    boolean leavesOutTheRoot() {
      return Long.bitCount(older.size()) == 1;
    }

    /// What is proved against each member that signed both, when a whole proof shows that the newer
    /// one continues another log than the older one's.
    List<TwoHeads> charges(List<Hash> proof) {
      boolean isDenied =
          MerkleTree.rootBefore(older.size(), newer.size(), newer.root(), proof)
              .filter(root -> !root.equals(older.root()))
              .isPresent();
      return isDenied ? chargesBy(proof) : List.of();
    }

    private List<TwoHeads> chargesBy(List<Hash> proof) {
      return signaturesOf(older).stream()
          .flatMap(
              first ->
                  signaturesOf(newer).stream()
                      .filter(second -> second.member().equals(first.member()))
                      .map(second -> new TwoHeads(older, first, newer, second, proof)))
          .toList();
    }

    private List<MemberSignature> signaturesOf(LogHead head) {
      return (head.equals(known.head()) ? known : shown).signatures();
    }
  }

  /// A proof that does not hold may be one member's fault: only when every member was asked and
  /// none had a better one do the heads contradict each other.
  ///
  /// @param unasked why a member before gave no proof at all, if one did not
  private CompletableFuture<@Nullable Void> linked(
      Question question, int source, Optional<Throwable> unasked) {
    return proofs
        .of(question.sizes(), source)
        .handle(Heard::new)
        .thenCompose(
            heard -> {
              if (heard.proof().filter(question::isSettledBy).isPresent()) {
                return moved(question.shown());
              }
              Optional<Throwable> without = unasked.or(heard::why);
              return whole(question, heard, source)
                  .thenCompose(
                      proof -> {
                        question.charges(proof).forEach(accuser::accuse);
                        return goneOn(question, source, without);
                      });
            });
  }

  private CompletableFuture<@Nullable Void> goneOn(
      Question question, int source, Optional<Throwable> without) {
    if (source + 1 < proofs.sources()) {
      return linked(question, source + 1, without);
    }
    return without
        .map(CompletableFuture::<@Nullable Void>failedFuture)
        .orElseGet(() -> contradiction(question.known(), question.shown()));
  }

  /// A proof that does not hold, with the first hash that it leaves out, as the same member says
  /// it; empty when there is none.
  private CompletableFuture<List<Hash>> whole(Question question, Heard heard, int source) {
    List<Hash> proof = heard.proof().orElse(List.of());
    if (proof.isEmpty() || !question.leavesOutTheRoot()) {
      return CompletableFuture.completedFuture(proof);
    }
    return proofs
        .of(List.of(question.older().size()), source)
        .thenApply(root -> Stream.concat(root.stream(), proof.stream()).toList())
        .exceptionally(_ -> List.of());
  }

  /// What a member gave: a proof, or a reason why not.
  private record Heard(Optional<List<Hash>> proof, Optional<Throwable> why) {
    Heard(@Nullable List<Hash> proof, @Nullable Throwable why) {
      this(Optional.ofNullable(proof), Optional.ofNullable(why));
    }
  }

  private static SignedHead older(SignedHead one, SignedHead other) {
    return one.head().size() <= other.head().size() ? one : other;
  }

  private CompletableFuture<@Nullable Void> moved(SignedHead head) {
    move(head);
    return CompletableFuture.completedFuture(null);
  }

  private CompletableFuture<@Nullable Void> contradiction(SignedHead known, SignedHead shown) {
    NotaryForkException found = new NotaryForkException(known, shown);
    fork = found;
    return CompletableFuture.failedFuture(found);
  }

  private void move(SignedHead head) {
    lock.lock();
    try {
      SignedHead known = newest;
      if (known != null && !isNewer(head.head(), known.head())) {
        return;
      }
      newest = head;
    } finally {
      lock.unlock();
    }
    keep.accept(head);
  }

  private static boolean isNewer(LogHead head, LogHead known) {
    return head.size() > known.size()
        || (head.size() == known.size() && head.logTime().isAfter(known.logTime()));
  }
}
