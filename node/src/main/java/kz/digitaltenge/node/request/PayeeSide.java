package kz.digitaltenge.node.request;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.peer.PayRequest;
import kz.digitaltenge.node.peer.RequestDesk;
import kz.digitaltenge.node.peer.RequestPeers;
import kz.digitaltenge.node.peer.RequestWord;
import kz.digitaltenge.node.request.Request.Stage;
import kz.digitaltenge.node.request.RequestBook.Change;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.Settlement;

/// What the payee's bank does with a request that it made: has the payer's bank take it or give it
/// up, and believes the end that it is told, of money only what its own vault has. Blocking.
final class PayeeSide {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);
  private static final Set<Stage> UNDECIDED_HERE =
      Set.of(Stage.ORDERED, Stage.OPEN, Stage.CANCELLING);

  /// Money that is here counts for more than any other end.
  private static final Set<Stage> UNPAID_HERE =
      Set.of(
          Stage.ORDERED,
          Stage.OPEN,
          Stage.CANCELLING,
          Stage.REFUSED,
          Stage.CANCELLED,
          Stage.EXPIRED);

  private final RequestBook book;
  private final NodeParts parts;
  private final RequestPeers peers;
  private final RequestDesk self;

  /// @param self answers when both customers are this bank's
  PayeeSide(RequestBook book, NodeParts parts, RequestPeers peers, RequestDesk self) {
    this.book = book;
    this.parts = parts;
    this.peers = peers;
    this.self = self;
  }

  /// Goes as far as can be now.
  Request advance(Request now) {
    return switch (now.stage()) {
      case ORDERED -> delivered(now);
      case CANCELLING -> {
        // It must be there before it can be taken back, or it might arrive afterwards.
        Request there = delivered(now);
        yield there.stage() == Stage.CANCELLING ? withdrawn(there) : there;
      }
      case OPEN -> isOver(now) ? over(now) : now;
      case AWAITING_APPROVAL, ACCEPTED, PAID, REFUSED, CANCELLED, EXPIRED -> now;
    };
  }

  private Request delivered(Request now) {
    try {
      RequestWord word =
          now.peer().equals(parts.self())
              ? self.take(parts.self(), now.terms())
              : await(peers.take(now.peer(), now.terms()));
      return heard(now, word);
    } catch (PlatformException e) {
      return failed(now, e.problem());
    }
  }

  private Request withdrawn(Request now) {
    if (isOver(now)) {
      return over(now);
    }
    try {
      RequestWord word =
          now.peer().equals(parts.self())
              ? self.withdraw(parts.self(), now.id())
              : await(peers.withdraw(now.peer(), now.id()));
      return word.state() == RequestWord.State.ACCEPTED
          ? told(now, Set.of(Stage.CANCELLING), Stage.OPEN, Note.of("the payer has accepted it"))
          : heard(now, word);
    } catch (PlatformException e) {
      return move(now, Set.of(Stage.CANCELLING), Stage.CANCELLING, Note.of(e.problem()));
    }
  }

  /// What the payer's bank says counts, but for the money, which must be here.
  Request heard(Request now, RequestWord word) {
    return switch (word.state()) {
      case OPEN, ACCEPTED ->
          now.stage() == Stage.CANCELLING
              ? told(now, Set.of(Stage.CANCELLING), Stage.CANCELLING, now.note())
              : told(now, Set.of(Stage.ORDERED), Stage.OPEN, Note.NONE);
      case PAID -> {
        if (!isPaid(now)) {
          throw Problem.of(ErrorCode.PAYMENT_OUTCOME_UNKNOWN, "payment", now.payment(parts.self()))
              .exception();
        }
        yield told(now, UNPAID_HERE, Stage.PAID, Note.NONE);
      }
      case REFUSED -> told(now, UNDECIDED_HERE, Stage.REFUSED, Note.of(word.reason()));
      case CANCELLED -> told(now, UNDECIDED_HERE, Stage.CANCELLED, Note.NONE);
      case EXPIRED -> told(now, UNDECIDED_HERE, Stage.EXPIRED, Note.NONE);
    };
  }

  /// A bank that says no for good ends the request, after its time because of the time; one that is
  /// away is asked again until it is over.
  private Request failed(Request now, Problem problem) {
    if (new PaymentResult.Refused(now.id(), problem).isForGood()) {
      return now().isBefore(now.terms().expiresAt())
          ? book.move(
              now.id(), UNDECIDED_HERE, Change.because(Stage.REFUSED, now.told(), problem), now())
          : over(now);
    }
    return isOver(now) ? over(now) : move(now, Set.of(now.stage()), now.stage(), Note.of(problem));
  }

  /// Whether the payer's bank is not waited for any more.
  private boolean isOver(Request now) {
    return !now().isBefore(now.terms().expiresAt().plus(RequestBook.GRACE));
  }

  private Request over(Request now) {
    return isPaid(now)
        ? told(now, UNDECIDED_HERE, Stage.PAID, Note.NONE)
        : move(now, UNDECIDED_HERE, Stage.EXPIRED, Note.NONE);
  }

  private boolean isPaid(Request now) {
    return transactions(now.peer(), now.payment(parts.self())).stream()
        .anyMatch(each -> isFinal(each) && pays(each, now.terms()));
  }

  /// Whether money has come by the name of a request that is forgotten: it must not stand for
  /// another.
  boolean isPaidBefore(NodeId payerBank, PaymentId name) {
    return transactions(payerBank, Request.payment(parts.self(), name)).stream()
        .anyMatch(PayeeSide::isFinal);
  }

  private List<KnownTransaction> transactions(NodeId payerBank, PaymentId payment) {
    boolean onUs = payerBank.equals(parts.self());
    return parts
        .tasks()
        .await(
            onUs ? parts.vault().attempts(payment) : parts.vault().received(payerBank, payment),
            READ_TIMEOUT);
  }

  private static boolean pays(KnownTransaction known, PayRequest terms) {
    List<OwnState> received =
        known
            .stored()
            .map(stored -> stored.receives())
            .orElseGet(() -> known.committed().orElseThrow().receives());
    Amount sum =
        received.stream()
            .filter(state -> state.account().equals(terms.payee()))
            .filter(state -> state.holding().equals(Holding.of(terms.asset())))
            .map(OwnState::amount)
            .reduce(Amount.ZERO, Amount::plus);
    return sum.compareTo(terms.amount()) >= 0;
  }

  private static boolean isFinal(KnownTransaction known) {
    return known.settlement().filter(end -> end.outcome() == Settlement.Outcome.FINAL).isPresent();
  }

  /// By what the payer's bank said or has done: so it has the request.
  private Request told(Request now, Set<Stage> from, Stage to, Note note) {
    return now.sent() && now.stage() == to && now.note().equals(note)
        ? now
        : book.move(now.id(), from, Change.heard(to, now.told(), note), now());
  }

  private Request move(Request now, Set<Stage> from, Stage to, Note note) {
    return now.stage() == to && now.note().equals(note)
        ? now
        : book.move(now.id(), from, new Change(to, now.told(), note), now());
  }

  private <T> T await(CompletableFuture<T> answer) {
    return parts.tasks().await(answer, ANSWER_TIMEOUT);
  }

  private Instant now() {
    return parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
