package kz.digitaltenge.node.payment;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.notary.NeverStatement;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.api.notary.NotaryForkException;
import kz.digitaltenge.api.trace.Trace;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.node.payment.OpenTransactions.Open;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.Settlement.Outcome;
import kz.digitaltenge.node.vault.VaultRecord;

/// Takes committed transactions to their end, each in a task of its own: asks the notary, the same
/// request again and again, until the answer is final, void or never, and then tells purse, vault
/// and payee.
///
/// Reserved tokens come back by one of those three answers only, never by a local clock.
final class Follower {
  private static final System.Logger LOG = System.getLogger(Follower.class.getName());
  private static final Duration ASK_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration PAUSE_MIN = Duration.ofMillis(50);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

  private final NodeParts parts;
  private final Provenances provenances;
  private final OpenTransactions transactions;
  private final EndBook book;

  Follower(NodeParts parts, Provenances provenances, OpenTransactions transactions, EndBook book) {
    this.parts = parts;
    this.provenances = provenances;
    this.transactions = transactions;
    this.book = book;
  }

  /// Follows a transaction whose commit is on disk; `open` completes with its end.
  void follow(Open open, CommittedTransaction committed) {
    try {
      parts
          .tasks()
          .start("follow " + committed.id(), Trace.carried(() -> followToEnd(open, committed)));
    } catch (PlatformException e) {
      LOG.log(WARNING, () -> committed.id() + " waits for the next start: " + e.problem().forLog());
    }
  }

  private void followToEnd(Open open, CommittedTransaction committed) {
    NotaryAnswer answer = ask(committed, false);
    Duration pause = PAUSE_MIN;
    Optional<Ending> ending = ending(answer);
    while (ending.isEmpty()) {
      parts.tasks().sleep(pauseAfter(committed, answer, pause));
      pause = shorter(pause.multipliedBy(2), PAUSE_MAX);
      answer = ask(committed, answer instanceof NotaryAnswer.Refused);
      ending = ending(answer);
    }
    conclude(open, committed, ending.get(), answer);
    String end = ending.get().getClass().getSimpleName();
    Trace.tell(() -> "%s: %s ended: %s".formatted(parts.self(), committed.id(), end));
    open.end().complete(ending.get());
  }

  /// Never throws: a transaction that nobody follows would hold its tokens for good.
  ///
  /// @param statusOnly after a refusal: the request as it stands may be refused for good, for
  ///   instance when its epoch is over, while its status becomes certain when its window ends
  private NotaryAnswer ask(CommittedTransaction committed, boolean statusOnly) {
    try {
      CompletableFuture<NotaryAnswer> answer =
          statusOnly
              ? parts.notary().status(committed.signed().transaction().tearOff(Set.of()))
              : parts
                  .notary()
                  .submit(committed.id(), committed.request(), committed.record().request());
      return parts.tasks().await(answer, ASK_TIMEOUT);
    } catch (NotaryForkException e) {
      LOG.log(ERROR, "ALARM: " + e.getMessage());
      return new NotaryAnswer.Unknown("the notary contradicts itself");
    } catch (PlatformException e) {
      return new NotaryAnswer.Unknown(e.problem().whatHappened());
    } catch (RuntimeException e) {
      LOG.log(WARNING, "Asking the notary about " + committed.id() + " failed", e);
      return new NotaryAnswer.Unknown("asking failed");
    }
  }

  private static Optional<Ending> ending(NotaryAnswer answer) {
    return switch (answer) {
      case NotaryAnswer.Final(FinalityProof proof) -> Optional.of(new Ending.Final(proof));
      case NotaryAnswer.Voided(FinalityProof proof) -> Optional.of(new Ending.Voided(proof));
      case NotaryAnswer.Never _ -> Optional.of(new Ending.Never());
      case NotaryAnswer.Archived _,
          NotaryAnswer.Refused _,
          NotaryAnswer.Busy _,
          NotaryAnswer.Unknown _ ->
          Optional.empty();
    };
  }

  private Duration pauseAfter(CommittedTransaction committed, NotaryAnswer answer, Duration pause) {
    return switch (answer) {
      case NotaryAnswer.Busy(Duration retryAfter) ->
          longer(PAUSE_MIN, shorter(retryAfter, PAUSE_MAX));
      case NotaryAnswer.Refused _, NotaryAnswer.Archived _ -> {
        LOG.log(
            WARNING, () -> "%s is not settled yet: %s".formatted(committed.id(), describe(answer)));
        yield PAUSE_MAX;
      }
      case NotaryAnswer.Final _,
          NotaryAnswer.Voided _,
          NotaryAnswer.Never _,
          NotaryAnswer.Unknown _ ->
          pause;
    };
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static String describe(NotaryAnswer answer) {
    return switch (answer) {
      case NotaryAnswer.Refused(var reason, String evidence) -> reason + " " + evidence;
      case NotaryAnswer.Unknown(String why) -> why;
      case NotaryAnswer.Archived(Instant from) -> "archived before " + from;
      case NotaryAnswer.Final _, NotaryAnswer.Voided _, NotaryAnswer.Never _, NotaryAnswer.Busy _ ->
          answer.getClass().getSimpleName();
    };
  }

  private void conclude(
      Open open, CommittedTransaction committed, Ending ending, NotaryAnswer answer) {
    parts.steps().reached(Step.PAYER_ANSWERED, committed.id());
    VaultRecord.Settled settled =
        switch (ending) {
          case Ending.Final(FinalityProof proof) -> {
            arrived(committed, proof);
            yield Effects.ofPaid(committed, proof, parts.self());
          }
          case Ending.Voided voided -> {
            parts.purse().settle(committed.id(), Outcome.VOID, gone(committed, voided));
            yield Effects.ofPaid(committed, voided.proof(), parts.self());
          }
          case Ending.Never() -> {
            parts.purse().settle(committed.id(), Outcome.NEVER);
            yield Effects.undone(committed, never(committed.id(), (NotaryAnswer.Never) answer));
          }
        };
    book.write(
        List.of(settled),
        () -> {
          transactions.remove(open);
          if (ending instanceof Ending.Final(FinalityProof proof)) {
            deliver(committed, proof);
          }
        });
  }

  /// In this order: a token that the purse gives out must be known where it comes from.
  private void arrived(CommittedTransaction committed, FinalityProof proof) {
    for (OwnState state : committed.receives()) {
      provenances.remember(committed.signed().transaction(), state.ref().index(), proof);
    }
    provenances.forget(committed.record().consumes());
    parts.purse().settle(committed.id(), Outcome.FINAL);
  }

  private void deliver(CommittedTransaction committed, FinalityProof proof) {
    parts.steps().reached(Step.PAYER_SETTLED, committed.id());
    // A payee that does not get it asks the notary itself.
    for (NodeId peer : committed.record().peers()) {
      var _ = parts.peers().deliver(peer, proof);
    }
  }

  /// An own token that the notary says is gone was spent by somebody with this node's keys.
  private Set<StateRef> gone(CommittedTransaction committed, Ending.Voided voided) {
    Decision.Outcome.Voided outcome = voided.outcome();
    if (outcome.reason() != VoidReason.CONFLICT || outcome.conflict().isEmpty()) {
      return Set.of();
    }
    StateRef conflict = outcome.conflict().get();
    LOG.log(
        ERROR,
        () ->
            "ALARM: %s conflicts: own token %s was spent elsewhere"
                .formatted(committed.id(), conflict));
    return Set.of(conflict);
  }

  static Settlement never(TransactionId id, NotaryAnswer.Never never) {
    NeverStatement statement = never.statement();
    return new Settlement(
        id,
        Outcome.NEVER,
        Bytes.ofTrusted(Encoding.encode(never, NotaryAnswer.Never::writeTo)),
        Settlement.NOT_LOGGED,
        statement.until());
  }
}
