package kz.digitaltenge.node.mandate;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.task.Apart;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.node.mandate.Filed.Stage;
import kz.digitaltenge.node.mandate.MandateBook.Step;
import kz.digitaltenge.node.payment.LegRules;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;

/// Payments that wait for the signatories of their payers, and what becomes of them.
///
/// A decision and what it leads to are noted in one unit of work. What is approved is then paid
/// under its own id, which is paid once whoever asks how often; who died in between pays again. A
/// refusal for good is noted, and the guard lets nothing pass under that id any more. What is
/// approved and held up is ended, by whoever takes it back or by time, only while nobody can begin
/// to pay it and nothing that was begun before may still pay.
///
/// Different payments go side by side; blocking; any thread may call.
public final class Approvals {
  private static final int DUE_AT_ONCE_MAX = 200;

  private final Mandates mandates;
  private final Place place;
  private final Filing filing;

  /// Payments that somebody carries out or ends now.
  private final Set<String> inHand = ConcurrentHashMap.newKeySet();

  /// What approvals act on.
  ///
  /// @param clock of days
  public record Place(
      NodeId self,
      PaymentService payments,
      SignatureVerifier verifier,
      Tasks tasks,
      InstantSource clock) {}

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

  /// Goes on with everything that is approved, and ends what nobody approved or what could not be
  /// paid in time, registers that nobody approved as well: after a start, and again and again.
  ///
  /// @throws PlatformException what went wrong first, when all were tried
  public void resume() {
    var apart = new Apart();
    var heldUp = new ArrayList<Filed>();
    for (Filed each : mandates.book().due(filing.now(), DUE_AT_ONCE_MAX)) {
      apart
          .tried(each.key(), () -> filing.expired(each))
          .filter(now -> now.stage() == Stage.APPROVED)
          .ifPresent(heldUp::add);
    }
    new HeldUp(place.tasks())
        .goOn(
            heldUp, each -> apart.tried(each.key(), () -> goOn(each)).flatMap(Function.identity()));
    apart.end();
  }

  private Optional<Problem> goOn(Filed heldUp) {
    if (filing.isTooLate(heldUp)) {
      var _ = ended(heldUp, Step.to(Stage.EXPIRED, "it could not be paid in time"));
      return Optional.empty();
    }
    return advance(heldUp).trouble();
  }

  /// Empty for what needs nobody's approval, or was ordered before it did.
  Optional<Filed> file(Matter.Payment payment, long evidence) {
    if (mandates.last(payment.payer()).isEmpty()) {
      return Optional.empty();
    }
    Optional<Filed> known = filing.find(payment.key());
    if (known.isPresent()) {
      return Optional.of(advance(same(known.get(), payment)).now());
    }
    if (mandates.inForce(payment.payer()).isEmpty()) {
      return Optional.empty();
    }
    // Nobody is asked to sign what could never be paid.
    Optional<Problem> never = LegRules.check(payment.order());
    if (never.isPresent()) {
      throw never.get().exception();
    }
    PaymentId id = payment.order().id();
    // From here on nobody else begins to pay under it; who had begun before is seen.
    try (var _ = mandates.ids().file(id, payment.payer())) {
      if (isTaken(payment.order())) {
        return Optional.empty();
      }
      try {
        return Optional.of(same(filing.file(payment, evidence), payment));
      } finally {
        // Not before: who finds nothing in the book under an open id takes it for ended. And also
        // when no answer came, for it may have been kept.
        mandates.ids().opened(id, payment.payer());
      }
    }
  }

  /// Whether something was paid under its id, or may have been. What came to nothing may be tried
  /// again, by those who approve it now.
  private boolean isTaken(PaymentOrder order) {
    return place.payments().outcome(order).filter(result -> !hasEndedUnpaid(result)).isPresent();
  }

  private static boolean hasEndedUnpaid(PaymentResult result) {
    return switch (result) {
      case PaymentResult.Final _, PaymentResult.Pending _ -> false;
      case PaymentResult.Refused no -> no.problem().code() != ErrorCode.PAYMENT_ID_REUSED;
    };
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
    return advance(filing.decide(find(id), word)).now();
  }

  /// Takes a payment back that waits, or is held up and not under way.
  Filed withdraw(PaymentId id, String reason) {
    Filed now = find(id);
    if (now.stage() != Stage.APPROVED) {
      return filing.withdraw(now, reason);
    }
    Filed after = ended(now, Step.to(Stage.WITHDRAWN, reason));
    if (after.stage() == Stage.WITHDRAWN) {
      return after;
    }
    throw Filing.refused(
        after.matter(),
        after.stage() == Stage.APPROVED
            ? "its payment is under way"
            : "its state is " + after.stage());
  }

  /// Ends what its service does not want paid any more, as time would, unless its payment is under
  /// way. Returns how it stands; empty when nobody was asked about it.
  Optional<Filed> end(PaymentOrder order, String reason) {
    Step step = Step.to(Stage.EXPIRED, reason);
    return filing
        .find(order.id().value())
        .filter(filed -> filed.matter().payer().equals(order.payer()))
        .map(
            filed ->
                filed.stage() == Stage.AWAITING_APPROVAL
                    ? filing.move(filed, Stage.AWAITING_APPROVAL, step)
                    : filed)
        .map(filed -> filed.stage() == Stage.APPROVED ? ended(filed, step) : filed);
  }

  /// How something stands after it was tried, and what stood in its way.
  private record Tried(Filed now, Optional<Problem> trouble) {
    static Tried as(Filed now) {
      return new Tried(now, Optional.empty());
    }
  }

  /// One at a time for each payment: what one caller was refused must not be paid by another while
  /// the first notes that it never will be. Who comes second learns how it stands.
  private Tried advance(Filed filed) {
    if (filed.stage() != Stage.APPROVED || !inHand.add(filed.key())) {
      return Tried.as(filed);
    }
    try {
      Filed now = mandates.book().find(filed.key()).orElseThrow();
      return now.stage() == Stage.APPROVED ? carriedOut(now) : Tried.as(now);
    } finally {
      inHand.remove(filed.key());
    }
  }

  private Tried carriedOut(Filed now) {
    return switch (now.matter()) {
      case Matter.Payment payment -> paid(now, payment);
      case Matter.Register _, Matter.Standing _ -> Tried.as(now);
    };
  }

  private Tried paid(Filed now, Matter.Payment payment) {
    PaymentResult result;
    try {
      result = place.payments().pay(payment.order());
    } catch (PlatformException e) {
      return heldUp(now, e.problem());
    }
    return switch (result) {
      case PaymentResult.Final last -> Tried.as(move(now, Step.paid(last.transaction())));
      case PaymentResult.Pending pending -> heldUp(now, pending.problem());
      case PaymentResult.Refused no ->
          no.isForGood()
              ? Tried.as(move(now, Step.refused(no.problem())))
              : heldUp(now, no.problem());
    };
  }

  /// That this node stops is nothing that stands in a payment's way: it goes on at the next start.
  private Tried heldUp(Filed now, Problem trouble) {
    if (trouble.code() == ErrorCode.STOPPING) {
      return new Tried(now, Optional.of(trouble));
    }
    return new Tried(move(now, Step.heldUp(trouble)), Optional.of(trouble));
  }

  /// Ends what is held up, unless somebody is paying it or what was begun may still pay; what has
  /// paid is noted as paid. Returns how it stands.
  private Filed ended(Filed heldUp, Step step) {
    if (!inHand.add(heldUp.key())) {
      return heldUp;
    }
    try {
      Filed now = mandates.book().find(heldUp.key()).orElseThrow();
      return now.stage() == Stage.APPROVED && now.matter() instanceof Matter.Payment payment
          ? mandates.ids().end(payment.order().id(), () -> ended(now, payment, step)).orElse(now)
          : now;
    } finally {
      inHand.remove(heldUp.key());
    }
  }

  private Filed ended(Filed now, Matter.Payment payment, Step step) {
    Optional<PaymentResult> begun = place.payments().outcome(payment.order());
    if (begun.isEmpty() || hasEndedUnpaid(begun.get())) {
      return move(now, step);
    }
    return switch (begun.get()) {
      case PaymentResult.Final last -> move(now, Step.paid(last.transaction()));
      case PaymentResult.Pending _ -> now;
      case PaymentResult.Refused no -> move(now, Step.refused(no.problem()));
    };
  }

  private Filed move(Filed now, Step step) {
    return filing.move(now, Stage.APPROVED, step);
  }

  private static Filed same(Filed kept, Matter.Payment payment) {
    if (!kept.isOf(payment)) {
      throw Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", payment.key()).exception();
    }
    return kept;
  }
}
