package kz.digitaltenge.node.mandate;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.node.mandate.Filed.Stage;
import kz.digitaltenge.node.mandate.MandateBook.Step;
import kz.digitaltenge.node.payment.LegRules;
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
  private static final int DUE_AT_ONCE_MAX = 200;

  private final Mandates mandates;
  private final Place place;
  private final Filing filing;

  /// Payments that somebody carries out now.
  private final Set<String> inHand = ConcurrentHashMap.newKeySet();

  /// What approvals act on.
  ///
  /// @param clock of days
  public record Place(
      NodeId self, PaymentService payments, SignatureVerifier verifier, InstantSource clock) {}

  public Approvals(Mandates mandates, Place place) {
    this.mandates = mandates;
    this.place = place;
    this.filing = new Filing(mandates, place.verifier(), place.clock());
  }

  /// Pays for one of the node's own services when signatories have approved it.
  ///
  /// @param payments by which that service pays otherwise
  public PaymentService asking(PaymentService payments) {
    return new ApprovedPayments(this, payments);
  }

  /// Goes on with everything that is approved, and ends what nobody approved in time, registers as
  /// well: after a start, and again and again.
  public void resume() {
    for (Filed each : mandates.book().due(filing.now(), DUE_AT_ONCE_MAX)) {
      var _ = advance(filing.expired(each));
    }
  }

  /// Empty for what needs nobody's approval, or was ordered before it did.
  Optional<Filed> file(Matter.Payment payment, long evidence) {
    if (mandates.last(payment.payer()).isEmpty()) {
      return Optional.empty();
    }
    Optional<Filed> known = filing.find(payment.key());
    if (known.isPresent()) {
      return Optional.of(advance(same(known.get(), payment)));
    }
    if (mandates.inForce(payment.payer()).isEmpty()) {
      return Optional.empty();
    }
    // Nobody is asked to sign what could never be paid.
    Optional<Problem> never = LegRules.check(payment.order());
    if (never.isPresent()) {
      throw never.get().exception();
    }
    if (place.payments().outcome(payment.order()).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(same(filing.file(payment, evidence), payment));
  }

  Filed find(PaymentId id) {
    return filing
        .find(id.value())
        .orElseThrow(
            () ->
                Problem.of(ErrorCode.UNKNOWN_PAYMENT, "payment", id, "bank", place.self())
                    .exception());
  }

  List<Filed> waitingAfter(String id, int limit) {
    return mandates.book().waitingAfter(id, limit);
  }

  /// Takes a decision of the signatory, and pays when it was the last that was missing.
  Filed decide(PaymentId id, Filing.Word word) {
    return advance(filing.decide(find(id), word));
  }

  /// Takes a payment back that waits.
  Filed withdraw(PaymentId id, String reason) {
    return filing.withdraw(find(id), reason);
  }

  /// One at a time for each payment: what one caller was refused must not be paid by another while
  /// the first notes that it never will be. Who comes second learns how it stands.
  private Filed advance(Filed filed) {
    if (filed.stage() != Stage.APPROVED || !inHand.add(filed.key())) {
      return filed;
    }
    try {
      Filed now = mandates.book().find(filed.key()).orElseThrow();
      return now.stage() == Stage.APPROVED ? carriedOut(now) : now;
    } finally {
      inHand.remove(filed.key());
    }
  }

  private Filed carriedOut(Filed now) {
    return switch (now.matter()) {
      case Matter.Payment payment -> paid(now, payment);
      case Matter.Register _ -> now;
    };
  }

  private Filed paid(Filed now, Matter.Payment payment) {
    PaymentResult result;
    try {
      result = place.payments().pay(payment.order());
    } catch (PlatformException e) {
      return move(now, Step.to(Stage.APPROVED, e.problem().message()));
    }
    return switch (result) {
      case PaymentResult.Final last -> move(now, Step.paid(last.transaction()));
      case PaymentResult.Pending pending ->
          move(now, Step.to(Stage.APPROVED, pending.problem().message()));
      case PaymentResult.Refused no ->
          move(
              now,
              no.isForGood()
                  ? Step.refused(no.problem())
                  : Step.to(Stage.APPROVED, no.problem().message()));
    };
  }

  private Filed move(Filed now, Step step) {
    return filing.move(now, Stage.APPROVED, step);
  }

  private static Filed same(Filed kept, Matter.Payment payment) {
    if (!kept.matter().equals(payment)) {
      throw Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", payment.key()).exception();
    }
    return kept;
  }
}
