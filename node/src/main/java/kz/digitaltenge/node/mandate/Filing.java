package kz.digitaltenge.node.mandate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.node.mandate.Filed.Stage;
import kz.digitaltenge.node.mandate.MandateBook.Step;

/// Asks signatories about something and takes their decisions, whatever it is.
final class Filing {
  /// How long signatories have.
  static final Duration PATIENCE = Duration.ofDays(3);

  /// How long after that what they approved is tried when it is held up.
  static final Duration HELD_UP_MAX = Duration.ofDays(3);

  private final Mandates mandates;
  private final SignatureVerifier verifier;
  private final InstantSource clock;

  /// @param clock of days
  Filing(Mandates mandates, SignatureVerifier verifier, InstantSource clock) {
    this.mandates = mandates;
    this.verifier = verifier;
    this.clock = clock;
  }

  /// A decision as it is brought.
  record Word(String signatory, Decision.Answer answer, String signature, long evidence) {}

  /// Has it wait, unless its key is taken; returns what waits under it.
  Filed file(Matter matter, long evidence) {
    Instant now = now();
    return mandates
        .book()
        .file(
            new Filed(
                matter,
                Stage.AWAITING_APPROVAL,
                now,
                now.plus(PATIENCE),
                now,
                Optional.empty(),
                Note.NONE,
                evidence));
  }

  Optional<Filed> find(String key) {
    return mandates.book().find(key).map(this::expired);
  }

  Filed expired(Filed filed) {
    return filed.stage() == Stage.AWAITING_APPROVAL && !now().isBefore(filed.until())
        ? move(
            filed, Stage.AWAITING_APPROVAL, Step.to(Stage.EXPIRED, "it was not approved in time"))
        : filed;
  }

  /// Whether what is held up is not to be paid any more.
  boolean isTooLate(Filed heldUp) {
    return !now().isBefore(heldUp.until().plus(HELD_UP_MAX));
  }

  /// Takes a decision of a signatory.
  Filed decide(Filed filed, Word word) {
    return decide(filed, word, () -> {});
  }

  /// Takes a decision of a signatory, unless it were the last that is missing and something stands
  /// in the way.
  ///
  /// @param requirePayable throws what stands in the way
  Filed decide(Filed filed, Word word, Runnable requirePayable) {
    Matter matter = filed.matter();
    Mandate mandate =
        mandates
            .inForce(matter.payer())
            .orElseThrow(() -> refused(matter, "its payer's mandate has ended"));
    Signatory by =
        mandate
            .signatory(word.signatory())
            .orElseThrow(
                () ->
                    refused(matter, "nobody signs for its payer as \"" + word.signatory() + "\""));
    if (!ApprovalSignature.verifies(
        verifier, by, word.signature(), matter.content(word.answer()))) {
      throw refused(
          matter,
          "it is not signed by the key of \"%s\" over this %s's content"
              .formatted(word.signatory(), kind(matter)));
    }
    var decision =
        new Decision(
            filed.key(),
            word.signatory(),
            word.answer(),
            by.key(),
            mandate.version(),
            word.signature(),
            now(),
            word.evidence());
    // Asked before the unit of work, which must not ask for another.
    Optional<PlatformException> obstacle = obstacle(word, requirePayable);
    Filed after =
        mandates
            .book()
            .decide(decision, all -> unhindered(leads(mandate, matter.amount(), all), obstacle));
    requireNoted(after, decision);
    return after;
  }

  /// Takes back what waits.
  Filed withdraw(Filed before, String reason) {
    Filed after = move(before, Stage.AWAITING_APPROVAL, Step.to(Stage.WITHDRAWN, reason));
    if (after.stage() != Stage.WITHDRAWN) {
      throw refused(before.matter(), "its state is " + after.stage());
    }
    return after;
  }

  Filed move(Filed filed, Stage from, Step step) {
    Filed now = mandates.book().move(filed.key(), from, step, now());
    if (!now.stage().isOpen() && now.matter() instanceof Matter.Payment payment) {
      mandates.ids().ended(payment.order().id());
    }
    return now;
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Optional<PlatformException> obstacle(Word word, Runnable requirePayable) {
    if (word.answer() == Decision.Answer.APPROVE) {
      try {
        requirePayable.run();
      } catch (PlatformException e) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }

  /// What is thrown here undoes the unit of work, and the decision with it.
  private static Step unhindered(Step step, Optional<PlatformException> obstacle) {
    if (step.to() == Stage.APPROVED && obstacle.isPresent()) {
      throw obstacle.get();
    }
    return step;
  }

  private static Step leads(Mandate mandate, Amount amount, List<Decision> all) {
    if (mandate.isAgreed(amount, Mandates.seats(mandate, all, Decision.Answer.APPROVE))) {
      return Step.to(Stage.APPROVED, "");
    }
    return mandate.canAgree(amount, Mandates.seats(mandate, all, Decision.Answer.REFUSE))
        ? Step.to(Stage.AWAITING_APPROVAL, "")
        : Step.refused(ErrorCode.PAYMENT_NOT_APPROVED, "its signatories refused it");
  }

  /// What was said before says the same now; anything else comes too late.
  private void requireNoted(Filed after, Decision decision) {
    Decision noted =
        mandates.book().decisions(after.key()).stream()
            .filter(each -> each.signatory().equals(decision.signatory()))
            .findFirst()
            .orElseThrow(() -> refused(after.matter(), "its state is " + after.stage()));
    if (noted.answer() != decision.answer() || !noted.key().equals(decision.key())) {
      throw refused(after.matter(), "\"%s\" has decided otherwise".formatted(decision.signatory()));
    }
  }

  private static String kind(Matter matter) {
    return switch (matter) {
      case Matter.Payment _ -> "payment";
      case Matter.Register _ -> "register";
      case Matter.Standing _ -> "standing order";
    };
  }

  /// Of a standing order.
  static PlatformException refused(String order, String reason) {
    return Problem.of(ErrorCode.STANDING_APPROVAL_REFUSED, "order", order, "reason", reason)
        .exception();
  }

  static PlatformException refused(Matter matter, String reason) {
    return switch (matter) {
      case Matter.Payment payment ->
          Problem.of(ErrorCode.APPROVAL_REFUSED, "payment", payment.key(), "reason", reason)
              .exception();
      case Matter.Register register ->
          Problem.of(
                  ErrorCode.REGISTER_APPROVAL_REFUSED, "register", register.id(), "reason", reason)
              .exception();
      case Matter.Standing order -> refused(order.id(), reason);
    };
  }
}
