package kz.digitaltenge.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.stream.Handler;
import kz.digitaltenge.api.stream.PeerIdentity;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.SignedHead.MemberSignature;
import kz.digitaltenge.ledger.TearOff;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.notary.NotaryProtocol;
import kz.digitaltenge.notary.NotaryProtocol.Paths;
import kz.digitaltenge.notary.NotaryProtocol.Reply;
import kz.digitaltenge.notary.core.Entry;
import kz.digitaltenge.notary.core.IdentifiedRequest;
import kz.digitaltenge.notary.core.NotaryCore;
import kz.digitaltenge.notary.core.RequestVerifier;
import kz.digitaltenge.notary.core.Ruling;

/// What one member answers to nodes, in the notary's own protocol.
final class NotaryDesk implements Handler {
  private static final Duration RETRY = Duration.ofMillis(50);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(30);

  private final SimulatedNotary notary;
  private final MemberState member;
  private final RequestVerifier verifier;
  private final MemberCuts cuts;

  NotaryDesk(SimulatedNotary notary, MemberState member, SignatureVerifier verifier) {
    this.notary = notary;
    this.member = member;
    this.verifier = new RequestVerifier(verifier);
    this.cuts = new MemberCuts(notary, member);
  }

  @Override
  public CompletableFuture<byte[]> handle(PeerIdentity peer, int kind, byte[] body) {
    return switch (kind) {
      case NotaryProtocol.SUBMIT -> submit(body).thenApply(Reply::encode);
      case NotaryProtocol.STATUS ->
          CompletableFuture.completedFuture(
              new Reply.Answered(status(TearOff.decode(body))).encode());
      case NotaryProtocol.REFRESH -> refresh(NotaryProtocol.decodeNumbers(body));
      case NotaryProtocol.CONSISTENCY -> consistency(NotaryProtocol.decodeNumbers(body));
      default ->
          cuts.handle(kind, body)
              .orElseGet(
                  () ->
                      CompletableFuture.failedFuture(
                          Problem.of(
                                  ErrorCode.UNKNOWN_MESSAGE_KIND, "kind", kind, "service", "notary")
                              .exception()));
    };
  }

  private CompletableFuture<Reply> submit(byte[] body) {
    Optional<String> leader = notary.leader();
    if (!leader.equals(Optional.of(member.name()))) {
      return CompletableFuture.completedFuture(new Reply.NotLeader(leader));
    }
    IdentifiedRequest request = IdentifiedRequest.decode(body);
    Optional<Ruling.Refused> refused = verifier.check(request, core().standing());
    return refused.isPresent()
        ? CompletableFuture.completedFuture(answered(request, refused.get()))
        : notary
            .add(new Entry.Requests(List.of(request)))
            .thenApply(ruling -> answered(request, ruling));
  }

  private Reply answered(IdentifiedRequest request, Ruling ruling) {
    return new Reply.Answered(
        switch (ruling) {
          case Ruling.Decided(long position, _) -> decided(position);
          case Ruling.DecidedBefore(long position) -> decided(position);
          case Ruling.Never _ -> status(request.request().tearOff());
          case Ruling.Archived(Instant from) -> new NotaryAnswer.Archived(from);
          case Ruling.TooEarly(Instant from, Instant at) -> busy(Duration.between(at, from));
          case Ruling.Refused(var reason, String evidence) ->
              new NotaryAnswer.Refused(reason, evidence);
          case Ruling.Stale(), Ruling.InForce() -> busy(RETRY);
        });
  }

  private static NotaryAnswer busy(Duration pause) {
    return new NotaryAnswer.Busy(pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause);
  }

  private NotaryAnswer decided(long position) {
    return notary
        .head(member)
        .map(head -> member.decided(position, head))
        .orElseGet(() -> new NotaryAnswer.Unknown("no majority has signed it yet"));
  }

  private NotaryAnswer status(TearOff header) {
    Optional<Long> position = member.position(header.id());
    if (position.isPresent()) {
      return decided(position.get());
    }
    Instant until = header.header().window().until();
    if (!core().progress().logTime().isAfter(until)) {
      return new NotaryAnswer.Unknown("not decided, and its window is open");
    }
    return until.isBefore(core().retainedFrom())
        ? new NotaryAnswer.Archived(core().retainedFrom())
        : never(header);
  }

  private NotaryAnswer never(TearOff header) {
    int epoch = core().standing().epoch();
    var statement = MemberState.statement(header, epoch);
    List<MemberSignature> words = notary.never(header, epoch);
    return words.size() > notary.names().size() / 2
        ? new NotaryAnswer.Never(statement, words)
        : new NotaryAnswer.Unknown("no majority has said yet that it never happens");
  }

  private CompletableFuture<byte[]> refresh(List<Long> positions) {
    Optional<SignedHead> head =
        notary
            .head(member)
            .filter(each -> positions.stream().allMatch(at -> at < each.head().size()));
    return head.isEmpty()
        ? notYet()
        : CompletableFuture.completedFuture(
            new Paths(head.get(), member.paths(positions, head.get().head().size())).encode());
  }

  private CompletableFuture<byte[]> consistency(List<Long> sizes) {
    return sizes.size() != 2 || sizes.get(1) > core().log().size() || sizes.get(0) > sizes.get(1)
        ? notYet()
        : CompletableFuture.completedFuture(
            NotaryProtocol.encodeHashes(core().log().consistency(sizes.get(0), sizes.get(1))));
  }

  private static CompletableFuture<byte[]> notYet() {
    return CompletableFuture.failedFuture(
        Problem.of(ErrorCode.OVERLOADED, "queue", "The notary's desk", "limit", "less")
            .exception());
  }

  private NotaryCore core() {
    return member.core();
  }
}
