package kz.digitaltenge.node.payment;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.notary.NeverStatement;
import kz.digitaltenge.api.notary.NotaryAnswer;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.FinalityProof;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.VoidReason;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.node.payment.PaymentSteps.Step;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.Settlement;
import kz.digitaltenge.node.vault.Settlement.Outcome;
import kz.digitaltenge.node.vault.VaultRecord;

/// Takes committed transactions to their end: asks the notary, the same request again and again,
/// until the answer is final, void or never, and then tells purse, vault and payee.
///
/// Reserved tokens come back by one of those three answers only, never by a local clock.
final class Follower {
  private static final System.Logger LOG = System.getLogger(Follower.class.getName());
  private static final Duration ASK_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration PAUSE_MIN = Duration.ofMillis(50);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

  private final NodeParts parts;
  private final Provenances provenances;

  Follower(NodeParts parts, Provenances provenances) {
    this.parts = parts;
    this.provenances = provenances;
  }

  /// Follows for at most `patience`; empty when the end is not known by then.
  Optional<Ending> follow(CommittedTransaction committed, Duration patience) {
    Instant until = parts.clock().instant().plus(patience);
    Duration pause = PAUSE_MIN;
    while (true) {
      NotaryAnswer answer = ask(committed);
      Optional<Ending> ending = ending(answer);
      if (ending.isPresent()) {
        conclude(committed, ending.get(), answer);
        return ending;
      }
      pause = pauseAfter(answer, committed, pause);
      if (parts.clock().instant().plus(pause).isAfter(until)) {
        return Optional.empty();
      }
      parts.tasks().sleep(pause);
    }
  }

  private NotaryAnswer ask(CommittedTransaction committed) {
    try {
      return parts.tasks().await(parts.notary().submit(committed.request()), ASK_TIMEOUT);
    } catch (PlatformException e) {
      return new NotaryAnswer.Unknown(e.problem().whatHappened());
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

  private static Duration pauseAfter(
      NotaryAnswer answer, CommittedTransaction committed, Duration pause) {
    if (answer instanceof NotaryAnswer.Busy(Duration retryAfter)) {
      return retryAfter;
    }
    // A refusal is about this request as it stands; the window's end will settle it.
    LOG.log(WARNING, () -> "%s is not settled yet: %s".formatted(committed.id(), describe(answer)));
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : doubled;
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

  private void conclude(CommittedTransaction committed, Ending ending, NotaryAnswer answer) {
    parts.steps().reached(Step.PAYER_ANSWERED, committed.id());
    switch (ending) {
      case Ending.Final(FinalityProof proof) -> conclude(committed, proof);
      case Ending.Voided voided -> {
        parts.purse().settle(committed.id(), Outcome.VOID, gone(committed, voided));
        record(committed, Effects.ofPaid(committed, voided.proof()), () -> {});
      }
      case Ending.Never() -> {
        parts.purse().settle(committed.id(), Outcome.NEVER);
        Settlement never = never(committed.id(), (NotaryAnswer.Never) answer);
        record(committed, Effects.withoutEffect(never), () -> {});
      }
    }
  }

  private void conclude(CommittedTransaction committed, FinalityProof proof) {
    for (OwnState state : committed.receives()) {
      provenances.remember(committed.signed().transaction(), state.ref().index(), proof);
    }
    provenances.forget(committed.record().consumes());
    parts.purse().settle(committed.id(), Outcome.FINAL);
    record(committed, Effects.ofPaid(committed, proof), () -> deliver(committed, proof));
  }

  private void deliver(CommittedTransaction committed, FinalityProof proof) {
    parts.steps().reached(Step.PAYER_SETTLED, committed.id());
    // A payee that does not get it asks the notary itself.
    if (committed.record().peer().isPresent()) {
      var _ = parts.peers().deliver(committed.record().peer().get(), proof);
    }
  }

  /// Lazy: what a crash loses here the notary tells again.
  private void record(
      CommittedTransaction committed, VaultRecord.Settled settled, Runnable recorded) {
    var _ =
        parts
            .vault()
            .append(settled)
            .whenComplete(
                (_, e) -> {
                  if (e == null) {
                    recorded.run();
                  } else {
                    LOG.log(WARNING, "The end of " + committed.id() + " is not recorded yet", e);
                  }
                });
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
