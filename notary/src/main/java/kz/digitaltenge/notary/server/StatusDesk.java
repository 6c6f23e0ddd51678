package kz.digitaltenge.notary.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import kz.digitaltenge.api.notary.NeverStatement;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryRefusal;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.MerklePath;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.Leaf;
import kz.digitaltenge.notary.NotaryProtocol.Leaves;
import kz.digitaltenge.notary.NotaryProtocol.Paths;
import kz.digitaltenge.notary.core.NotaryCore;
import kz.digitaltenge.notary.core.Progress;
import kz.digitaltenge.notary.core.TransparencyLog;
import org.jspecify.annotations.Nullable;

/// Answers what became of a transaction, and proves old decisions under new heads, from this
/// member's own state.
///
/// Everything here reads RocksDB, so it runs on few platform threads. Who asks waits in a bounded
/// queue of its own, and the callers are served in turn: a node that floods the desk delays itself.
final class StatusDesk implements AutoCloseable {

  private static final int THREADS = 2;
  private static final int QUEUED_PER_CALLER_MAX = 1024;

  private final MemberConfig config;
  private final MemberState state;
  private final Heads heads;
  private final MemberLinks links;
  private final Supplier<Boolean> signs;
  private final Intake<Runnable> waiting = new Intake<>(QUEUED_PER_CALLER_MAX);
  private final List<Thread> threads;

  /// @param signs whether this member still stands by its state
  StatusDesk(
      MemberConfig config,
      MemberState state,
      Heads heads,
      MemberLinks links,
      Supplier<Boolean> signs) {
    this.config = config;
    this.state = state;
    this.heads = heads;
    this.links = links;
    this.signs = signs;
    this.threads =
        IntStream.rangeClosed(1, THREADS)
            .mapToObj(
                number ->
                    Thread.ofPlatform().daemon().name("notary-desk-" + number).start(this::serve))
            .toList();
  }

  private void serve() {
    try {
      for (List<Runnable> next = waiting.take(1); !next.isEmpty(); next = waiting.take(1)) {
        next.forEach(Runnable::run);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Runs a reading task; fails with [RejectedExecutionException] when too many of the caller's
  /// wait.
  <T> CompletableFuture<T> later(String caller, Supplier<CompletableFuture<T>> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    boolean taken =
        waiting.offer(
            caller,
            () -> {
              try {
                var _ = task.get().whenComplete((value, failure) -> settle(result, value, failure));
              } catch (RuntimeException e) {
                result.completeExceptionally(e);
              }
            });
    if (!taken) {
      throw new RejectedExecutionException("too much of " + caller + " waits");
    }
    return result;
  }

  private static <T> void settle(
      CompletableFuture<T> result, T value, @Nullable Throwable failure) {
    if (failure == null) {
      result.complete(value);
    } else {
      result.completeExceptionally(failure);
    }
  }

  /// What became of the transaction with this header.
  CompletableFuture<NotaryAnswer> status(TearOff header) {
    NotaryCore core = state.core();
    if (!header.header().networkId().equals(core.standing().networkId())) {
      return CompletableFuture.completedFuture(
          new NotaryAnswer.Refused(
              NotaryRefusal.NETWORK_IS_ANOTHER, header.header().networkId().hex()));
    }
    TransactionId id = header.id();
    // Log time is read before the index: whatever is logged later is logged at this time or later.
    Progress progress = core.progress();
    Optional<Long> position = position(id);
    if (position.isPresent()) {
      return proved(position.get());
    }
    Instant until = header.header().window().until();
    if (!progress.logTime().isAfter(until)) {
      return CompletableFuture.completedFuture(
          new NotaryAnswer.Unknown(
              "not decided at log time %s; the window ends at %s"
                  .formatted(progress.logTime(), until)));
    }
    return until.isBefore(core.retainedFrom())
        ? CompletableFuture.completedFuture(new NotaryAnswer.Archived(core.retainedFrom()))
        : never(header, id);
  }

  private Optional<Long> position(TransactionId id) {
    return Optional.ofNullable(state.live().find(List.of(), List.of(id)).positions().get(id));
  }

  /// The answer for a decided position, once a majority has signed a head above it.
  CompletableFuture<NotaryAnswer> proved(long position) {
    Optional<Decision> decision = state.decision(position);
    if (decision.isEmpty()) {
      return CompletableFuture.completedFuture(
          new NotaryAnswer.Archived(state.core().retainedFrom()));
    }
    return heads
        .covering(position + 1)
        .thenApply(head -> answer(decision.get(), position, head, view(head)));
  }

  /// The log as the head shows it.
  TransparencyLog.View view(SignedHead head) {
    return state.core().log().view(head.head().size());
  }

  /// The answer under a head, given the log as the head shows it.
  static NotaryAnswer answer(
      Decision decision, long position, SignedHead head, TransparencyLog.View view) {
    FinalityProof proof =
        new FinalityProof(
            decision.summary(),
            new MerklePath(position, view.size(), view.inclusion(position)),
            head);
    return decision.isFinal() ? new NotaryAnswer.Final(proof) : new NotaryAnswer.Voided(proof);
  }

  private CompletableFuture<NotaryAnswer> never(TearOff header, TransactionId id) {
    int epoch = state.core().standing().epoch();
    Optional<MemberSignature> own = signNever(header, epoch);
    List<CompletableFuture<Optional<MemberSignature>>> others = links.askNever(header, epoch);
    NeverStatement statement = statement(header, id, epoch);
    return CompletableFuture.allOf(others.toArray(CompletableFuture[]::new))
        .completeOnTimeout(
            null, config.tuning().answerTimeout().toMillis() / 2, TimeUnit.MILLISECONDS)
        .thenApply(_ -> neverAnswer(statement, own, others));
  }

  private NotaryAnswer neverAnswer(
      NeverStatement statement,
      Optional<MemberSignature> own,
      List<CompletableFuture<Optional<MemberSignature>>> others) {
    Map<String, PublicKey> members = state.membersOf(statement.epoch());
    byte[] message = statement.message();
    // One word a member: a member that repeats another's must not spoil the answer.
    Map<String, MemberSignature> words = new TreeMap<>();
    own.ifPresent(word -> words.put(word.member(), word));
    for (CompletableFuture<Optional<MemberSignature>> each : others) {
      each.getNow(Optional.empty())
          .filter(word -> isBy(members.get(word.member()), message, word))
          .ifPresent(word -> words.put(word.member(), word));
    }
    List<MemberSignature> signatures = List.copyOf(words.values());
    return statement.isSignedByMajorityOf(members, signatures, config.verifier())
        ? new NotaryAnswer.Never(statement, signatures)
        : new NotaryAnswer.Unknown("no majority of members has said yet that it never happens");
  }

  private boolean isBy(@Nullable PublicKey member, byte[] message, MemberSignature word) {
    return member != null && config.verifier().verify(member, message, word.signature());
  }

  /// This member's own word that the transaction never happens; nothing when its state does not say
  /// so.
  Optional<MemberSignature> signNever(TearOff header, int epoch) {
    NotaryCore core = state.core();
    Progress progress = core.progress();
    TransactionId id = header.id();
    Instant until = header.header().window().until();
    boolean sure =
        signs.get()
            && core.standing().knows(epoch)
            && header.header().networkId().equals(core.standing().networkId())
            && progress.logTime().isAfter(until)
            && !until.isBefore(core.retainedFrom())
            && position(id).isEmpty();
    return sure
        ? Optional.of(
            new MemberSignature(
                config.name(), config.headSigner().sign(statement(header, id, epoch).message())))
        : Optional.empty();
  }

  private static NeverStatement statement(TearOff header, TransactionId id, int epoch) {
    return new NeverStatement(
        header.header().networkId(), epoch, id, header.header().window().until());
  }

  /// Paths of old decisions under the newest head; those that it does not cover yet are waited for.
  CompletableFuture<byte[]> refresh(List<Long> positions) {
    long highest = positions.stream().mapToLong(Long::longValue).max().orElse(-1);
    if (highest >= state.core().log().size()) {
      throw new IllegalArgumentException("the log has no position " + highest);
    }
    return heads
        .covering(highest + 1)
        .thenApply(
            head -> {
              TransparencyLog.View view = view(head);
              return new Paths(head, positions.stream().map(view::inclusion).toList()).encode();
            });
  }

  /// The leaves from a position on, as many as one answer takes.
  byte[] leaves(long from) {
    TransparencyLog log = state.core().log();
    List<Leaf> leaves = new ArrayList<>();
    long end = Math.min(log.size(), from + NotaryProtocol.LEAVES_MAX);
    for (long position = from; position < end; position++) {
      Optional<Decision> decision = state.decision(position);
      leaves.add(
          decision.isPresent()
              ? new Leaf.Whole(decision.get())
              : new Leaf.Forgotten(log.leaf(position)));
    }
    return new Leaves(leaves).encode();
  }

  byte[] consistency(List<Long> sizes) {
    TransparencyLog log = state.core().log();
    List<Hash> hashes =
        switch (sizes.size()) {
          case 1 -> List.of(log.rootAt(sizes.getFirst()));
          case 2 -> log.consistency(sizes.getFirst(), sizes.getLast());
          default -> throw new IllegalArgumentException("a consistency proof is between two sizes");
        };
    return NotaryProtocol.encodeHashes(hashes);
  }

  @Override
  public void close() {
    waiting.close();
    threads.forEach(Thread::interrupt);
  }
}
