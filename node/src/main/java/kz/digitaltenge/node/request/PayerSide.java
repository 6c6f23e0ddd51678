package kz.digitaltenge.node.request;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.peer.PayRequest;
import kz.digitaltenge.node.peer.RequestDesk;
import kz.digitaltenge.node.peer.RequestPeers;
import kz.digitaltenge.node.peer.RequestWord;
import kz.digitaltenge.node.request.Request.Stage;
import kz.digitaltenge.node.request.RequestBook.Change;
import kz.digitaltenge.node.vault.Holding;

/// What the payer's bank does with a request that it was made: pays what was accepted, ends what is
/// over its time, and tells the payee's bank of an end until it knows. Blocking.
final class PayerSide {
  /// How long the payee's bank is told of an end that it does not take.
  static final Duration TELLING_MAX = Duration.ofDays(7);

  private static final Set<Stage> PAYING = Set.of(Stage.AWAITING_APPROVAL, Stage.ACCEPTED);
  private static final String NOT_APPROVED = "the payer's signatories did not approve it";
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

  private final RequestBook book;
  private final NodeParts parts;
  private final PaymentService payments;
  private final RequestPeers peers;
  private final RequestDesk self;

  /// @param self is told when both customers are this bank's
  PayerSide(
      RequestBook book,
      NodeParts parts,
      PaymentService payments,
      RequestPeers peers,
      RequestDesk self) {
    this.book = book;
    this.parts = parts;
    this.payments = payments;
    this.peers = peers;
    this.self = self;
  }

  /// Goes as far as can be now.
  Request advance(Request now) {
    return told(decided(now));
  }

  private Request decided(Request now) {
    return switch (now.stage()) {
      case OPEN -> isOver(now) ? end(now, Stage.OPEN, Stage.EXPIRED, Note.NONE) : now;
      case AWAITING_APPROVAL, ACCEPTED -> paid(now);
      case ORDERED, CANCELLING, PAID, REFUSED, CANCELLED, EXPIRED -> now;
    };
  }

  private Request paid(Request now) {
    PayRequest terms = now.terms();
    var order =
        new PaymentOrder(
                now.id(), terms.payer(), terms.payee(), Holding.of(terms.asset()), terms.amount())
            .telling(Remittance.ofPurpose(terms.purpose()));
    Optional<PaymentResult> result;
    try {
      // After its time nothing is begun; what was begun before may have paid.
      result =
          isOver(now)
              ? payments.end(order, "the request to pay has expired")
              : Optional.of(payments.pay(order));
    } catch (PlatformException e) {
      return move(now, PAYING, waitingFor(now, e.code()), Note.of(e.problem()));
    }
    return result
        .map(known -> after(now, known))
        .orElseGet(() -> end(now, now.stage(), Stage.EXPIRED, Note.NONE));
  }

  private static Stage waitingFor(Request now, ErrorCode code) {
    return switch (code) {
      case APPROVAL_REQUIRED -> Stage.AWAITING_APPROVAL;
      case PAYMENT_OUTCOME_UNKNOWN -> Stage.ACCEPTED;
      default -> now.stage();
    };
  }

  private Request after(Request now, PaymentResult result) {
    return switch (result) {
      case PaymentResult.Final _ -> end(now, now.stage(), Stage.PAID, Note.NONE);
      case PaymentResult.Pending pending ->
          move(now, PAYING, Stage.ACCEPTED, Note.of(pending.problem()));
      case PaymentResult.Refused no -> {
        Note why = Note.of(no.problem());
        if (isOver(now)) {
          yield end(now, now.stage(), Stage.EXPIRED, why);
        }
        if (no.problem().code() == ErrorCode.PAYMENT_NOT_APPROVED) {
          // Under its id nothing is paid any more. Signatories' reasons are not for the payee.
          yield book.move(
              now.id(),
              PAYING,
              new Change(
                  Stage.REFUSED,
                  false,
                  false,
                  Note.of(NOT_APPROVED),
                  Optional.of(no.problem().code())),
              now());
        }
        yield no.isForGood()
            ? book.move(now.id(), PAYING, Change.because(Stage.OPEN, true, no.problem()), now())
            : move(now, PAYING, Stage.ACCEPTED, why);
      }
    };
  }

  /// Tells the payee's bank of an end until it knows, or the end is long past.
  private Request told(Request now) {
    if (!now.stage().isEnd() || now.told()) {
      return now;
    }
    boolean isLongPast = !now().isBefore(now.changedAt().plus(TELLING_MAX));
    return isLongPast || knows(now)
        ? book.move(now.id(), Set.of(now.stage()), new Change(now.stage(), true, now.note()), now())
        : now;
  }

  private boolean knows(Request now) {
    try {
      if (now.peer().equals(parts.self())) {
        self.ended(parts.self(), word(now));
      } else {
        var _ = parts.tasks().await(peers.ended(now.peer(), word(now)), ANSWER_TIMEOUT);
      }
    } catch (PlatformException e) {
      // A bank that does not know its own request any more need not be told again.
      return e.code() == ErrorCode.UNKNOWN_REQUEST;
    }
    return true;
  }

  /// How it stands, as other banks are told.
  static RequestWord word(Request now) {
    PaymentId name = now.terms().name();
    return switch (now.stage()) {
      case ORDERED, OPEN, CANCELLING -> new RequestWord(name, RequestWord.State.OPEN, "");
      case AWAITING_APPROVAL, ACCEPTED -> new RequestWord(name, RequestWord.State.ACCEPTED, "");
      case PAID -> new RequestWord(name, RequestWord.State.PAID, "");
      case REFUSED -> new RequestWord(name, RequestWord.State.REFUSED, now.note().words());
      case CANCELLED -> new RequestWord(name, RequestWord.State.CANCELLED, "");
      case EXPIRED -> new RequestWord(name, RequestWord.State.EXPIRED, "");
    };
  }

  private Request move(Request now, Set<Stage> from, Stage to, Note note) {
    return now.stage() == to && now.note().equals(note)
        ? now
        : book.move(now.id(), from, new Change(to, now.told(), note), now());
  }

  private Request end(Request now, Stage from, Stage to, Note note) {
    return book.move(now.id(), Set.of(from), new Change(to, false, note), now());
  }

  /// Whether money has gone by the name of a request that is forgotten.
  boolean isPaidBefore(PaymentId payment) {
    return !parts.tasks().await(parts.vault().attempts(payment), ANSWER_TIMEOUT).isEmpty();
  }

  /// Whether its time is over.
  boolean isOver(Request request) {
    return !now().isBefore(request.terms().expiresAt());
  }

  private Instant now() {
    return parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
