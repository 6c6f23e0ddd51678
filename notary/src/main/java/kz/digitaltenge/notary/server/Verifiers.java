package kz.digitaltenge.notary.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryRefusal;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.notary.NotaryProtocol.Reply;
import kz.digitaltenge.notary.core.IdentifiedRequest;
import kz.digitaltenge.notary.core.RequestVerifier;
import kz.digitaltenge.notary.core.Ruling;
import kz.digitaltenge.notary.core.Standing;

/// The threads that read and verify requests before the leader proposes them: few, since the work
/// is computing only.
final class Verifiers implements AutoCloseable {

  /// Requests a thread takes at once; small, so that a few threads share a burst.
  private static final int TAKEN_MAX = 64;

  private final Intake<Intake.Waiting> intake;
  private final RequestVerifier verifier;
  private final Supplier<Standing> standing;
  private final Proposer proposer;
  private final List<Thread> threads = new ArrayList<>();

  Verifiers(
      Intake<Intake.Waiting> intake,
      RequestVerifier verifier,
      Supplier<Standing> standing,
      Proposer proposer) {
    this.intake = intake;
    this.verifier = verifier;
    this.standing = standing;
    this.proposer = proposer;
  }

  void start(int count) {
    for (int i = 1; i <= count; i++) {
      threads.add(Thread.ofPlatform().daemon().name("notary-verifier-" + i).start(this::run));
    }
  }

  private void run() {
    try {
      for (List<Intake.Waiting> taken = take(); !taken.isEmpty(); taken = take()) {
        Standing under = standing.get();
        List<Proposer.Verified> verified = new ArrayList<>(taken.size());
        for (Intake.Waiting waiting : taken) {
          verify(waiting, under).ifPresent(verified::add);
        }
        proposer.add(verified);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Intake.Waiting> take() throws InterruptedException {
    proposer.awaitRoom();
    return intake.take(TAKEN_MAX);
  }

  private Optional<Proposer.Verified> verify(Intake.Waiting waiting, Standing under) {
    try {
      IdentifiedRequest request = IdentifiedRequest.decode(waiting.encoded().trusted());
      Optional<Ruling.Refused> refused = verifier.check(request, under);
      refused.ifPresent(
          ruling -> waiting.reply().complete(refusal(ruling.reason(), ruling.evidence())));
      return refused.isPresent()
          ? Optional.empty()
          : Optional.of(new Proposer.Verified(waiting, request, under));
    } catch (MalformedException e) {
      waiting.reply().complete(refusal(NotaryRefusal.MALFORMED, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  static Reply refusal(NotaryRefusal reason, String evidence) {
    return new Reply.Answered(new NotaryAnswer.Refused(reason, evidence));
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    Reply leaving = new Reply.NotLeader(Optional.empty());
    intake.close().forEach(waiting -> waiting.reply().complete(leaving));
  }
}
