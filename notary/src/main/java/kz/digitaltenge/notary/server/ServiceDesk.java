package kz.digitaltenge.notary.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryLimits;
import kz.digitaltenge.api.notary.NotaryRefusal;
import kz.digitaltenge.api.stream.Handler;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.api.trace.Trace;
import kz.digitaltenge.ledger.BlockOrder;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.Reply;
import kz.digitaltenge.notary.OrdersSeen;
import kz.digitaltenge.notary.core.Entry;
import kz.digitaltenge.notary.core.RequestVerifier;
import kz.digitaltenge.notary.core.Standing;

/// The service for nodes and operators: what arrives on network threads is handed on at once.
final class ServiceDesk {

  private static final Duration RETRY = Duration.ofMillis(50);

  private final Consensus consensus;
  private final Intake<Intake.Waiting> intake;
  private final Proposer proposer;
  private final CutDesk cuts;
  private final StatusDesk desk;
  private final Heads heads;
  private final RequestVerifier verifier;
  private final Supplier<Standing> standing;
  private final MemberConfig.Tuning tuning;

  ServiceDesk(
      Consensus consensus,
      Intake<Intake.Waiting> intake,
      Proposer proposer,
      StatusDesk desk,
      CutDesk cuts,
      Heads heads,
      RequestVerifier verifier,
      Supplier<Standing> standing,
      MemberConfig.Tuning tuning) {
    this.consensus = consensus;
    this.intake = intake;
    this.proposer = proposer;
    this.desk = desk;
    this.cuts = cuts;
    this.heads = heads;
    this.verifier = verifier;
    this.standing = standing;
    this.tuning = tuning;
  }

  Handler handler() {
    Map<Integer, Handler.KindHandler> kinds = new HashMap<>(cuts.kinds());
    kinds.putAll(
        Map.of(
            NotaryProtocol.SUBMIT, this::submit,
            NotaryProtocol.STATUS, this::status,
            NotaryProtocol.REFRESH, (peer, body) -> onDesk(peer, body, this::refresh),
            NotaryProtocol.CONSISTENCY, (peer, body) -> onDesk(peer, body, this::consistency),
            NotaryProtocol.HEAD, (_, _) -> head(),
            NotaryProtocol.ORDER, (peer, body) -> onDesk(peer, body, this::order),
            NotaryProtocol.PARAMETERS, (peer, body) -> onDesk(peer, body, this::parameters),
            NotaryProtocol.PARAMETERS_OF, (peer, body) -> onDesk(peer, body, this::parametersOf),
            NotaryProtocol.LEAVES, this::leaves));
    kinds.put(NotaryProtocol.ORDERS, (_, _) -> orders());
    return Handler.byKind(NotaryProtocol.SERVICE, kinds);
  }

  private CompletableFuture<byte[]> submit(PeerIdentity peer, byte[] body) {
    if (!consensus.leads()) {
      return replied(new Reply.NotLeader(consensus.leader()));
    }
    if (body.length > NotaryLimits.REQUEST_BYTES_MAX) {
      return replied(
          Verifiers.refusal(
              NotaryRefusal.MALFORMED,
              "a request has at most %d bytes".formatted(NotaryLimits.REQUEST_BYTES_MAX)));
    }
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    Trace.current().filter(Trace::sampled).ifPresent(trace -> tellEnd(trace, peer, reply));
    var waiting = new Intake.Waiting(peer.name(), Bytes.ofTrusted(body), reply);
    return intake.offer(peer.name(), waiting)
        ? reply.thenApply(Reply::encode)
        : replied(new Reply.Answered(new NotaryAnswer.Busy(RETRY)));
  }

  /// What is replicated names no trace, so the end is told here, where the request came in.
  private static void tellEnd(Trace trace, PeerIdentity peer, CompletableFuture<Reply> reply) {
    var _ =
        reply.thenApply(
            said ->
                trace.during(
                    () -> {
                      Trace.tell(() -> end(peer, said));
                      return said;
                    }));
  }

  private static String end(PeerIdentity peer, Reply said) {
    return said instanceof Reply.Answered(NotaryAnswer.Final(FinalityProof proof))
        ? "The notary: %s of %s is decision %d".formatted(proof.id(), peer.name(), proof.position())
        : "The notary: a request of %s is answered otherwise".formatted(peer.name());
  }

  private CompletableFuture<byte[]> status(PeerIdentity peer, byte[] body) {
    return onDesk(
        peer,
        body,
        bytes ->
            desk.status(TearOff.decode(bytes))
                .completeOnTimeout(
                    new NotaryAnswer.Unknown("no majority of members has answered in time"),
                    tuning.answerTimeout().toMillis(),
                    TimeUnit.MILLISECONDS)
                .thenApply(answer -> new Reply.Answered(answer).encode()));
  }

  private CompletableFuture<byte[]> refresh(byte[] body) {
    return desk.refresh(NotaryProtocol.decodeNumbers(body));
  }

  private CompletableFuture<byte[]> consistency(byte[] body) {
    return CompletableFuture.completedFuture(desk.consistency(NotaryProtocol.decodeNumbers(body)));
  }

  /// The newest head, or none at all when this member has none yet.
  private CompletableFuture<byte[]> head() {
    return CompletableFuture.completedFuture(
        heads.newest().map(SignedHead::encode).orElse(new byte[0]));
  }

  private CompletableFuture<byte[]> orders() {
    Standing now = standing.get();
    Optional<BlockOrder> last =
        now.orders().isEmpty() ? Optional.empty() : Optional.of(now.orders().getLast());
    return CompletableFuture.completedFuture(new OrdersSeen(now.orderSequence(), last).encode());
  }

  private CompletableFuture<byte[]> order(byte[] body) {
    BlockOrder order = BlockOrder.decode(body);
    return alone(new Entry.Order(order), verifier.isSignedByOfficers(order, standing.get()));
  }

  private CompletableFuture<byte[]> parameters(byte[] body) {
    SignedParameters next = SignedParameters.decode(body);
    return alone(new Entry.Change(next), verifier.follows(next, standing.get()));
  }

  private CompletableFuture<byte[]> leaves(PeerIdentity peer, byte[] body) {
    return peer.kind() == PeerIdentity.Kind.OPERATOR
        ? onDesk(
            peer,
            body,
            position ->
                CompletableFuture.completedFuture(
                    desk.leaves(NotaryProtocol.decodePosition(position))))
        : CompletableFuture.failedFuture(
            Problem.of(
                    ErrorCode.CALLER_NOT_ADMITTED,
                    "caller",
                    peer.name(),
                    "service",
                    "the notary's leaves")
                .exception());
  }

  private CompletableFuture<byte[]> parametersOf(byte[] body) {
    return CompletableFuture.completedFuture(
        standing
            .get()
            .signedParametersOf(NotaryProtocol.decodeEpoch(body))
            .map(SignedParameters::encode)
            .orElse(new byte[0]));
  }

  private CompletableFuture<byte[]> alone(Entry.Content content, boolean valid) {
    if (!consensus.leads()) {
      return replied(new Reply.NotLeader(consensus.leader()));
    }
    if (!valid) {
      return replied(
          Verifiers.refusal(
              NotaryRefusal.ATTESTATION_IS_NOT_VALID,
              "the signatures do not put it in force after epoch %d, order %d"
                  .formatted(standing.get().epoch(), standing.get().orderSequence())));
    }
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    proposer.addAlone(content, reply);
    return reply.thenApply(Reply::encode);
  }

  private CompletableFuture<byte[]> onDesk(
      PeerIdentity peer, byte[] body, Function<byte[], CompletableFuture<byte[]>> work) {
    try {
      return desk.later(
          peer.name(),
          () -> {
            try {
              return work.apply(body);
            } catch (MalformedException | IllegalArgumentException e) {
              return CompletableFuture.failedFuture(malformed(e));
            }
          });
    } catch (RejectedExecutionException _) {
      return CompletableFuture.failedFuture(
          Problem.of(ErrorCode.OVERLOADED, "queue", "The notary's desk", "limit", "full")
              .exception());
    }
  }

  private static RuntimeException malformed(RuntimeException cause) {
    return Problem.of(ErrorCode.MALFORMED_MESSAGE, "reason", String.valueOf(cause.getMessage()))
        .exception(cause);
  }

  private static CompletableFuture<byte[]> replied(Reply reply) {
    return CompletableFuture.completedFuture(reply.encode());
  }
}
