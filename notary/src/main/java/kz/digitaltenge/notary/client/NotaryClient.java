package kz.digitaltenge.notary.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.Notary;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryForkException;
import kz.digitaltenge.api.notary.NotaryLimits;
import kz.digitaltenge.api.notary.NotaryRequest;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.api.trace.Trace;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.MerklePath;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.notary.Accuser;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.Paths;
import kz.digitaltenge.notary.NotaryProtocol.Reply;
import kz.digitaltenge.notary.client.MemberChoice.Asked;
import org.jspecify.annotations.Nullable;

/// The port [Notary] over streams to the members.
///
/// The first attempt of a call costs no thread. Only when it does not settle the matter, a task is
/// started that waits and repeats the same bytes, at another member when the one asked does not
/// lead, does not answer or is silent for too long, until the patience ends. A final answer is
/// returned once its proof holds; that its head continues the newest one known is proved beside it,
/// and a contradiction fails this client's calls from then on.
public final class NotaryClient implements Notary {
  private static final Duration MOVING_ON = Duration.ofMillis(1);
  private static final NotaryAnswer SILENT =
      new NotaryAnswer.Unknown("the member of the notary that was asked is silent");

  private final MemberChoice members;
  private final NewerParameters newer;
  private final ArchivedWord archived;
  private final AnswerCheck check;
  private final HeadKeeper heads;
  private final Tasks tasks;
  private final InstantSource clock;
  private final Patience patience;

  /// How long a call goes on.
  ///
  /// @param whole after this a call ends with what is known
  /// @param attempt after this a repeated attempt counts as without answer, should the link not say
  ///   so itself
  /// @param silence after this another member is asked; a leader that stands still keeps its
  ///   connections
  /// @param pause between attempts when the notary does not say how long
  public record Patience(Duration whole, Duration attempt, Duration silence, Duration pause) {
    public static Patience standard() {
      return new Patience(
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofMillis(50));
    }
  }

  /// @param verifier best one that remembers: many answers come under one head
  /// @param known the newest head of an earlier run
  /// @param moved takes each newer head, to be kept over restarts; called on network threads
  /// @param accuser keeps what proves a member's lie to others
  public NotaryClient(
      Hash networkId,
      NotaryMembers notary,
      SignatureVerifier verifier,
      Tasks tasks,
      InstantSource clock,
      Patience patience,
      Optional<SignedHead> known,
      Consumer<SignedHead> moved,
      Accuser accuser) {
    this.members = new MemberChoice(notary::links, clock);
    this.newer = new NewerParameters(notary);
    this.archived = new ArchivedWord(members, tasks, patience.silence());
    this.check = new AnswerCheck(networkId, notary::keysOf, verifier);
    this.heads = new HeadKeeper(known, new MembersProofs(), moved, accuser);
    this.tasks = tasks;
    this.clock = clock;
    this.patience = patience;
  }

  @Override
  public CompletableFuture<NotaryAnswer> submit(NotaryRequest request) {
    return submit(request.tearOff().id(), request, Bytes.ofTrusted(request.encode()));
  }

  @Override
  public CompletableFuture<NotaryAnswer> submit(
      TransactionId id, NotaryRequest request, Bytes encoded) {
    return settled(
        NotaryProtocol.SUBMIT, encoded.trusted(), id, request.tearOff(), NotaryClient::endsSubmit);
  }

  @Override
  public CompletableFuture<NotaryAnswer> status(TearOff header) {
    return settled(
        NotaryProtocol.STATUS,
        header.encode(),
        header.id(),
        header,
        answer -> !(answer instanceof NotaryAnswer.Busy));
  }

  /// Whether an answer to a submission is worth returning: what is unknown is asked again.
  private static boolean endsSubmit(NotaryAnswer answer) {
    return answer.isTerminal() || answer instanceof NotaryAnswer.Refused;
  }

  /// When an answer needs no further attempt.
  private interface Enough {
    boolean test(NotaryAnswer answer);
  }

  private CompletableFuture<NotaryAnswer> settled(
      int kind, byte[] body, TransactionId id, TearOff header, Enough enough) {
    Optional<NotaryForkException> fork = heads.fork();
    if (fork.isPresent()) {
      return CompletableFuture.failedFuture(fork.get());
    }
    Attempt attempt = new Attempt(kind, body, id, header);
    return attempt
        .once()
        .thenCompose(
            answer ->
                enough.test(answer)
                    ? CompletableFuture.completedFuture(answer)
                    : repeated(attempt, answer, enough));
  }

  private CompletableFuture<NotaryAnswer> repeated(
      Attempt attempt, NotaryAnswer first, Enough enough) {
    CompletableFuture<NotaryAnswer> result = new CompletableFuture<>();
    try {
      tasks.start(
          "notary client",
          Trace.carried(
              () -> {
                try {
                  result.complete(repeat(attempt, first, enough));
                } catch (PlatformException e) {
                  result.complete(new NotaryAnswer.Unknown(e.problem().whatHappened()));
                }
              }));
    } catch (PlatformException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  private NotaryAnswer repeat(Attempt attempt, NotaryAnswer first, Enough enough) {
    NotaryAnswer answer = first;
    Instant end = clock.instant().plus(patience.whole());
    for (int tries = 1; !enough.test(answer); tries++) {
      Duration pause = pauseAfter(answer, tries);
      if (clock.instant().plus(pause).isAfter(end)) {
        return answer;
      }
      tasks.sleep(pause);
      answer = tasks.await(attempt.once(), patience.attempt().plusSeconds(1));
    }
    return answer;
  }

  private Duration pauseAfter(NotaryAnswer answer, int tries) {
    if (answer instanceof NotaryAnswer.Busy(Duration retryAfter)) {
      return retryAfter;
    }
    // A member that does not lead costs nothing to leave; after a round of all, it gets slower.
    boolean newRound = tries % members.count() == 0;
    return newRound ? patience.pause() : MOVING_ON;
  }

  /// One question with its bytes, which are the same at each attempt.
  private final class Attempt {
    private final int kind;
    private final byte[] body;
    private final TransactionId id;
    private final TearOff header;

    Attempt(int kind, byte[] body, TransactionId id, TearOff header) {
      this.kind = kind;
      this.body = body;
      this.id = id;
      this.header = header;
    }

    /// Asks the member chosen; what went wrong on the way becomes *unknown* or *busy*.
    CompletableFuture<NotaryAnswer> once() {
      Asked asked = members.current();
      CompletableFuture<NotaryAnswer> answer =
          asked.link().call(kind, body).handle((reply, failure) -> read(asked, reply, failure));
      tasks.settleAfter(answer, SILENT, patience.silence());
      return answer.thenCompose(said -> noted(asked, said));
    }

    private CompletableFuture<NotaryAnswer> noted(Asked asked, NotaryAnswer answer) {
      if (answer.equals(SILENT)) {
        members.silent(asked);
      }
      return answer instanceof NotaryAnswer.Archived word
          ? archived.confirmed(word, asked, header)
          : CompletableFuture.completedFuture(answer);
    }

    private NotaryAnswer read(Asked asked, byte @Nullable [] reply, @Nullable Throwable failure) {
      if (reply == null) {
        members.avoid(asked, Optional.empty());
        return new NotaryAnswer.Unknown("the notary did not answer: " + reason(failure));
      }
      members.answered(asked);
      try {
        return switch (Reply.decode(reply)) {
          case Reply.Answered(NotaryAnswer answer) -> believed(asked, answer);
          case Reply.NotLeader(Optional<String> leader) -> {
            members.avoid(asked, leader);
            yield new NotaryAnswer.Unknown("the notary is choosing a leader");
          }
          case Reply.InForce() -> new NotaryAnswer.Unknown("the notary answered something else");
        };
      } catch (MalformedException e) {
        members.avoid(asked, Optional.empty());
        return new NotaryAnswer.Unknown("the notary sent what cannot be read");
      }
    }

    private NotaryAnswer believed(Asked asked, NotaryAnswer answer) {
      if (newer.areNeededFor(answer)) {
        newer.fetch(asked.link());
        return new NotaryAnswer.Unknown("the notary has new parameters, which are being fetched");
      }
      Optional<String> fault = check.fault(answer, id, header);
      if (fault.isPresent()) {
        members.avoid(asked, Optional.empty());
        return new NotaryAnswer.Unknown("the notary's answer is not proved: " + fault.get());
      }
      if (answer instanceof NotaryAnswer.Final(FinalityProof proof)) {
        heads.follow(proof.head());
      } else if (answer instanceof NotaryAnswer.Voided(FinalityProof proof)) {
        heads.follow(proof.head());
      }
      return answer;
    }
  }

  private static String reason(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof PlatformException known
        ? known.problem().whatHappened()
        : String.valueOf(cause);
  }

  @Override
  public CompletableFuture<List<FinalityProof>> refresh(List<FinalityProof> proofs) {
    Optional<NotaryForkException> fork = heads.fork();
    if (fork.isPresent()) {
      return CompletableFuture.failedFuture(fork.get());
    }
    if (proofs.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    if (proofs.size() > NotaryLimits.REFRESH_MAX) {
      throw new IllegalArgumentException(
          "%d proofs at once, at most %d".formatted(proofs.size(), NotaryLimits.REFRESH_MAX));
    }
    byte[] body =
        NotaryProtocol.encodeNumbers(proofs.stream().map(FinalityProof::position).toList());
    return call(NotaryProtocol.REFRESH, body)
        .thenApply(Paths::decode)
        .thenCompose(paths -> refreshed(proofs, paths));
  }

  /// Linked first: a decision that is missing under a head of the same log would be the notary's
  /// lie.
  private CompletableFuture<List<FinalityProof>> refreshed(
      List<FinalityProof> proofs, Paths paths) {
    if (paths.paths().size() != proofs.size() || !check.holds(paths.head())) {
      return CompletableFuture.failedFuture(
          unproven("its head or the number of its paths does not hold"));
    }
    List<FinalityProof> refreshed = new ArrayList<>(proofs.size());
    for (int i = 0; i < proofs.size(); i++) {
      FinalityProof old = proofs.get(i);
      long size = paths.head().head().size();
      if (old.position() >= size) {
        return CompletableFuture.failedFuture(unproven("its newest head is older than the proof"));
      }
      FinalityProof proof =
          new FinalityProof(
              old.decision(),
              new MerklePath(old.position(), size, paths.paths().get(i)),
              paths.head());
      if (!check.proves(proof)) {
        return CompletableFuture.failedFuture(
            unproven(
                "decision %d of %s is not under its head".formatted(old.position(), old.id())));
      }
      refreshed.add(proof);
    }
    heads.follow(paths.head());
    return CompletableFuture.completedFuture(refreshed);
  }

  @Override
  public Optional<SignedHead> newestHead() {
    return heads.newest();
  }

  @Override
  public Optional<String> suspicion() {
    return members.suspicion();
  }

  @Override
  public CompletableFuture<@Nullable Void> witness(SignedHead head) {
    return check.holds(head)
        ? heads.link(head)
        : CompletableFuture.failedFuture(
            Problem.of(
                    ErrorCode.WRONG_SIGNATURE,
                    "subject",
                    "the log's head",
                    "signer",
                    "a majority of the notary's members")
                .exception());
  }

  /// What does not prove itself is no answer at all.
  private static PlatformException unproven(String reason) {
    return Problem.of(ErrorCode.NOTARY_UNAVAILABLE, "reason", reason).exception();
  }

  private final class MembersProofs implements HeadKeeper.Proofs {
    @Override
    public int sources() {
      return members.count();
    }

    @Override
    public CompletableFuture<List<Hash>> of(List<Long> sizes, int source) {
      byte[] asked = NotaryProtocol.encodeNumbers(sizes);
      return heard(members.after(source), NotaryProtocol.CONSISTENCY, asked)
          .thenApply(NotaryProtocol::decodeHashes);
    }
  }

  /// One attempt at each member, the one that led last first.
  private CompletableFuture<byte[]> call(int kind, byte[] body) {
    return call(kind, body, members.count());
  }

  private CompletableFuture<byte[]> call(int kind, byte[] body, int left) {
    Asked asked = members.current();
    return heard(asked, kind, body)
        .exceptionallyCompose(
            failure -> {
              members.avoid(asked, Optional.empty());
              return left > 1
                  ? call(kind, body, left - 1)
                  : CompletableFuture.failedFuture(failure);
            });
  }

  /// A member's answer; one that stands still counts as without.
  private CompletableFuture<byte[]> heard(Asked asked, int kind, byte[] body) {
    CompletableFuture<Optional<byte[]>> answer =
        asked.link().call(kind, body).thenApply(Optional::of);
    tasks.settleAfter(answer, Optional.empty(), patience.silence());
    return answer.thenCompose(
        said ->
            said.map(CompletableFuture::completedFuture)
                .orElseGet(
                    () -> CompletableFuture.failedFuture(unproven(asked.member() + " is silent"))));
  }
}
