package kz.digitaltenge.notary.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.notary.NotaryProtocol.Reply;
import kz.digitaltenge.notary.core.Applied;
import kz.digitaltenge.notary.core.Ruling;
import kz.digitaltenge.notary.core.TransparencyLog;

/// Turns the rulings of an applied entry into answers, on a thread of its own: the applying thread
/// only hands over. A decision is answered when a majority has signed a head that covers its entry,
/// all of an entry under one head.
final class Answerer implements Proposer.Answering, AutoCloseable {

  private static final Duration PAUSE_MAX = Duration.ofSeconds(30);
  private static final Reply UNKNOWN =
      new Reply.Answered(
          new NotaryAnswer.Unknown("logged, but no majority of members has signed it yet"));

  private final Heads heads;
  private final StatusDesk desk;
  private final Intake<Intake.Waiting> intake;
  private final Duration timeout;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("notary-answers").factory());

  /// A request decided by the entry, waiting for a head.
  private record Decided(Proposer.Verified request, Ruling.Decided ruling) {}

  Answerer(Heads heads, StatusDesk desk, Intake<Intake.Waiting> intake, Duration timeout) {
    this.heads = heads;
    this.desk = desk;
    this.intake = intake;
    this.timeout = timeout;
  }

  @Override
  public void applied(List<Proposer.Verified> requests, Applied applied) {
    if (!requests.isEmpty()) {
      run(() -> sort(requests, applied));
    }
  }

  @Override
  public void applied(CompletableFuture<Reply> reply, Applied applied) {
    run(
        () -> {
          switch (applied.rulings().getFirst()) {
            case Ruling.InForce() -> reply.complete(new Reply.InForce());
            case Ruling.Refused(var reason, var evidence) ->
                reply.complete(Verifiers.refusal(reason, evidence));
            default ->
                reply.complete(new Reply.Answered(new NotaryAnswer.Busy(Duration.ofMillis(100))));
          }
        });
  }

  @Override
  public void again(Proposer.Verified request) {
    if (!intake.offer(request.waiting().node(), request.waiting())) {
      request.reply(busy(Duration.ofMillis(100)));
    }
  }

  private void sort(List<Proposer.Verified> requests, Applied applied) {
    List<Decided> decided = new ArrayList<>(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      Proposer.Verified request = requests.get(i);
      switch (applied.rulings().get(i)) {
        case Ruling.Decided ruling -> decided.add(new Decided(request, ruling));
        case Ruling.DecidedBefore(long position) -> fromDesk(request, () -> desk.proved(position));
        case Ruling.Never _ ->
            fromDesk(request, () -> desk.status(request.request().request().tearOff()));
        case Ruling.Archived(var from) ->
            request.reply(new Reply.Answered(new NotaryAnswer.Archived(from)));
        case Ruling.TooEarly(var from, var logTime) ->
            request.reply(busy(Duration.between(logTime, from)));
        case Ruling.Refused(var reason, var evidence) ->
            request.reply(Verifiers.refusal(reason, evidence));
        case Ruling.Stale(), Ruling.InForce() -> again(request);
      }
    }
    if (!decided.isEmpty()) {
      answerWhenCovered(decided, applied.head().size());
    }
  }

  private void answerWhenCovered(List<Decided> decided, long size) {
    var _ =
        heads
            .covering(size)
            .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (head, failure) -> {
                  if (failure != null) {
                    decided.forEach(each -> each.request().reply(UNKNOWN));
                  } else {
                    run(() -> answer(decided, head));
                  }
                });
  }

  private void answer(List<Decided> decided, SignedHead head) {
    TransparencyLog.View view = desk.view(head);
    for (Decided each : decided) {
      Ruling.Decided ruling = each.ruling();
      each.request()
          .reply(
              new Reply.Answered(
                  StatusDesk.answer(ruling.decision(), ruling.position(), head, view)));
    }
  }

  private void fromDesk(
      Proposer.Verified request, Supplier<CompletableFuture<NotaryAnswer>> question) {
    try {
      var _ =
          desk.later(request.waiting().node(), question)
              .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
              .whenComplete(
                  (answer, failure) ->
                      request.reply(failure == null ? new Reply.Answered(answer) : UNKNOWN));
    } catch (RejectedExecutionException _) {
      request.reply(busy(Duration.ofMillis(100)));
    }
  }

  private static Reply busy(Duration pause) {
    return new Reply.Answered(
        new NotaryAnswer.Busy(pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause));
  }

  private void run(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException _) {
      // The member stops; whoever waits is told so by its stream.
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
