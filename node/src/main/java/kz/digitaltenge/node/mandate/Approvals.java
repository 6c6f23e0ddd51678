package kz.digitaltenge.node.mandate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.node.mandate.FiledPayment.Stage;
import kz.digitaltenge.node.mandate.MandateBook.Step;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;

/// Payments that wait for the signatories of their payers, and what becomes of them.
///
/// A decision and what it leads to are noted in one unit of work. What is approved is then paid
/// under its own id, which is paid once whoever asks how often; who died in between pays again. A
/// refusal for good is noted, and the guard lets nothing pass under that id any more.
///
/// Different payments go side by side; blocking; any thread may call.
public final class Approvals {
  /// How long signatories have.
  static final Duration PATIENCE = Duration.ofDays(3);

  private static final int DUE_AT_ONCE_MAX = 200;

  private final Mandates mandates;
  private final Place place;

  /// Payments that somebody carries out now.
  private final Set<PaymentId> inHand = ConcurrentHashMap.newKeySet();

  /// What approvals act on.
  ///
  /// @param clock of days
  public record Place(
      NodeId self, PaymentService payments, SignatureVerifier verifier, InstantSource clock) {}

  public Approvals(Mandates mandates, Place place) {
    this.mandates = mandates;
    this.place = place;
  }

  /// Goes on with everything that is approved, and ends what nobody approved in time: after a
  /// start, and again and again.
  public void resume() {
    for (FiledPayment each : mandates.book().due(now(), DUE_AT_ONCE_MAX)) {
      var _ = advance(expired(each));
    }
  }

  /// Empty for what needs nobody's approval, or was ordered before it did.
  Optional<FiledPayment> file(PaymentOrder order, String purpose, long evidence) {
    if (mandates.inForce(order.payer()).isEmpty()) {
      return Optional.empty();
    }
    Optional<FiledPayment> known = mandates.book().find(order.id());
    if (known.isPresent()) {
      return Optional.of(advance(expired(same(known.get(), order, purpose))));
    }
    if (place.payments().outcome(order).isPresent()) {
      return Optional.empty();
    }
    if (order.payer().equals(FiledPayment.payee(order))) {
      throw Problem.of(ErrorCode.SELF_PAYMENT, "account", order.payer()).exception();
    }
    Instant now = now();
    FiledPayment kept =
        mandates
            .book()
            .file(
                new FiledPayment(
                    order,
                    purpose,
                    Stage.AWAITING_APPROVAL,
                    now,
                    now.plus(PATIENCE),
                    now,
                    Optional.empty(),
                    "",
                    evidence));
    return Optional.of(same(kept, order, purpose));
  }

  FiledPayment find(PaymentId id) {
    return mandates
        .book()
        .find(id)
        .map(this::expired)
        .orElseThrow(
            () ->
                Problem.of(ErrorCode.UNKNOWN_PAYMENT, "payment", id, "bank", place.self())
                    .exception());
  }

  List<FiledPayment> waitingAfter(String id, int limit) {
    return mandates.book().waitingAfter(id, limit);
  }

  /// Takes a decision of the signatory, and pays when it was the last that was missing.
  FiledPayment decide(
      PaymentId id, String signatory, Decision.Answer answer, String signature, long evidence) {
    FiledPayment filed = find(id);
    Mandate mandate = mandates.inForce(filed.order().payer()).orElseThrow();
    Signatory by =
        mandate
            .signatory(signatory)
            .orElseThrow(() -> refused(id, "nobody signs for its payer as \"" + signatory + "\""));
    String content = ApprovalSignature.content(filed.order(), filed.purpose(), answer);
    if (!ApprovalSignature.verifies(place.verifier(), by, signature, content)) {
      throw refused(
          id, "it is not signed by the key of \"" + signatory + "\" over this payment's content");
    }
    var decision =
        new Decision(
            id, signatory, answer, by.key(), mandate.version(), signature, now(), evidence);
    FiledPayment after =
        mandates.book().decide(decision, all -> leads(mandate, filed.order().amount(), all));
    requireNoted(after, decision);
    return advance(after);
  }

  /// Takes a payment back that waits.
  FiledPayment withdraw(PaymentId id, String reason) {
    FiledPayment before = find(id);
    FiledPayment after =
        mandates.book().move(id, Stage.AWAITING_APPROVAL, Step.to(Stage.WITHDRAWN, reason), now());
    if (after.stage() != Stage.WITHDRAWN) {
      throw refused(id, "it is " + before.stage());
    }
    return after;
  }

  private static Step leads(Mandate mandate, Amount amount, List<Decision> all) {
    int required = mandate.required(amount);
    int approved = Mandates.seats(mandate, all, Decision.Answer.APPROVE).size();
    int refused = Mandates.seats(mandate, all, Decision.Answer.REFUSE).size();
    if (approved >= required) {
      return Step.to(Stage.APPROVED, "");
    }
    return mandate.signatories().size() - refused < required
        ? Step.to(Stage.REFUSED, "its signatories refused it")
        : Step.to(Stage.AWAITING_APPROVAL, "");
  }

  /// What was said before says the same now; anything else comes too late.
  private void requireNoted(FiledPayment after, Decision decision) {
    Optional<Decision> noted =
        mandates.book().decisions(after.id()).stream()
            .filter(each -> each.signatory().equals(decision.signatory()))
            .findFirst();
    if (noted.isEmpty()) {
      throw refused(after.id(), "it is " + after.stage());
    }
    if (noted.get().answer() != decision.answer() || !noted.get().key().equals(decision.key())) {
      throw refused(after.id(), "\"%s\" has decided otherwise".formatted(decision.signatory()));
    }
  }

  private FiledPayment expired(FiledPayment filed) {
    return filed.stage() == Stage.AWAITING_APPROVAL && !now().isBefore(filed.until())
        ? mandates
            .book()
            .move(
                filed.id(),
                Stage.AWAITING_APPROVAL,
                Step.to(Stage.EXPIRED, "it was not approved in time"),
                now())
        : filed;
  }

  /// One at a time for each payment: what one caller was refused must not be paid by another while
  /// the first notes that it never will be. Who comes second learns how it stands.
  private FiledPayment advance(FiledPayment filed) {
    if (filed.stage() != Stage.APPROVED || !inHand.add(filed.id())) {
      return filed;
    }
    try {
      FiledPayment now = mandates.book().find(filed.id()).orElseThrow();
      return now.stage() == Stage.APPROVED ? paid(now) : now;
    } finally {
      inHand.remove(filed.id());
    }
  }

  private FiledPayment paid(FiledPayment now) {
    PaymentResult result;
    try {
      result = place.payments().pay(now.order());
    } catch (PlatformException e) {
      return move(now, Step.to(Stage.APPROVED, e.problem().message()));
    }
    return switch (result) {
      case PaymentResult.Final last ->
          move(now, new Step(Stage.PAID, Optional.of(last.transaction()), ""));
      case PaymentResult.Pending pending ->
          move(now, Step.to(Stage.APPROVED, pending.problem().message()));
      case PaymentResult.Refused no ->
          move(
              now,
              Step.to(no.isForGood() ? Stage.REFUSED : Stage.APPROVED, no.problem().message()));
    };
  }

  private FiledPayment move(FiledPayment now, Step step) {
    return mandates.book().move(now.id(), Stage.APPROVED, step, now());
  }

  private Instant now() {
    return place.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static FiledPayment same(FiledPayment kept, PaymentOrder order, String purpose) {
    if (!kept.order().equals(order) || !kept.purpose().equals(purpose)) {
      throw Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", order.id()).exception();
    }
    return kept;
  }

  private static PlatformException refused(PaymentId id, String reason) {
    return Problem.of(ErrorCode.APPROVAL_REFUSED, "payment", id, "reason", reason).exception();
  }
}
