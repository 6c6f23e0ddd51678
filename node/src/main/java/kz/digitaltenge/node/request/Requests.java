package kz.digitaltenge.node.request;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.peer.PayRequest;
import kz.digitaltenge.node.peer.RequestDesk;
import kz.digitaltenge.node.peer.RequestPeers;
import kz.digitaltenge.node.peer.RequestWord;
import kz.digitaltenge.node.request.Request.Side;
import kz.digitaltenge.node.request.Request.Stage;
import kz.digitaltenge.node.request.RequestBook.Change;
import kz.digitaltenge.node.vault.Holding;
import kz.digitaltenge.node.vault.KnownTransaction;
import kz.digitaltenge.node.vault.OwnState;
import kz.digitaltenge.node.vault.Settlement;

/// Requests to pay, on both sides (E5).
///
/// The payer's bank decides: in its book a request goes from open to accepted, refused, cancelled
/// or expired once, whoever comes first. An accepted one is paid under the request's own payment
/// id, so it is paid once; when the payment is refused it is open again, until its time is over.
/// The payee's bank is told of the end until it knows, and takes "paid" for true only when its own
/// vault has the money. Each step is noted before what it allows is done, and may be taken again.
///
/// Blocking; any thread may call.
public final class Requests implements RequestDesk {
  /// How far ahead a request may end.
  private static final Duration TIME_MAX = Duration.ofDays(90);

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);
  private static final Set<Stage> UNDECIDED_HERE =
      Set.of(Stage.ORDERED, Stage.OPEN, Stage.CANCELLING);

  private final RequestBook book;
  private final NodeParts parts;
  private final PaymentService payments;
  private final RequestPeers peers;

  /// Requests that somebody is busy with now.
  private final Set<PaymentId> inHand = ConcurrentHashMap.newKeySet();

  public Requests(RequestBook book, NodeParts parts, PaymentService payments, RequestPeers peers) {
    this.book = book;
    this.parts = parts;
    this.payments = payments;
    this.peers = peers;
  }

  /// Asks a payer for a customer of this bank; the same again goes on.
  ///
  /// @param terms with a name of this bank's
  /// @throws PlatformException `PAYMENT_ID_REUSED`, `UNKNOWN_ACCOUNT`, `UNKNOWN_BANK`,
  ///   `MALFORMED_REQUEST`
  public Request ask(PayRequest terms) {
    Optional<Request> known = book.find(terms.name());
    if (known.isPresent()) {
      requireSame(known.get(), terms);
      return advance(known.get());
    }
    if (Request.isPayments(terms.name())) {
      throw malformed("Idempotency-Key", "it begins as the ids of payments of requests do");
    }
    if (parts.names().apply(terms.payee()).isEmpty()) {
      throw unknown(terms.payee());
    }
    NodeId peer =
        parts
            .network()
            .get()
            .current()
            .participantByBankCode(terms.payer().bankCode())
            .map(Participant::node)
            .orElseThrow(
                () ->
                    Problem.of(ErrorCode.UNKNOWN_BANK, "bank", terms.payer().bankCode())
                        .exception());
    requireTime(terms);
    Request noted = book.add(fresh(Side.PAYEE, terms.name(), peer, terms, Stage.ORDERED, true));
    requireSame(noted, terms);
    return advance(noted);
  }

  /// Takes a request back that was made here, unless the payer has decided.
  ///
  /// @throws PlatformException `UNKNOWN_REQUEST`, `REQUEST_NOT_OPEN`
  public Request cancel(PaymentId id) {
    Request now = known(id, Side.PAYEE);
    if (now.stage() == Stage.CANCELLED) {
      return now;
    }
    Request moved =
        book.move(
            id, Set.of(Stage.ORDERED, Stage.OPEN), new Change(Stage.CANCELLING, true, ""), now());
    Request after = moved.stage() == Stage.CANCELLING ? advance(moved) : moved;
    return switch (after.stage()) {
      case CANCELLED, CANCELLING -> after;
      case ORDERED, OPEN, ACCEPTED, PAID, REFUSED, EXPIRED -> throw notOpen(after);
    };
  }

  /// Pays what a customer of this bank is asked for. Who asks again learns how it stands; one that
  /// could not be paid is open again and says why.
  ///
  /// @throws PlatformException `UNKNOWN_REQUEST`, `REQUEST_NOT_OPEN`
  public Request accept(PaymentId id) {
    Request now = known(id, Side.PAYER);
    if (now.stage() == Stage.OPEN && isOver(now)) {
      throw notOpen(advance(now));
    }
    Request moved = book.move(id, Set.of(Stage.OPEN), new Change(Stage.ACCEPTED, false, ""), now());
    return switch (moved.stage()) {
      case ACCEPTED -> advance(moved);
      case PAID -> moved;
      case ORDERED, OPEN, CANCELLING, REFUSED, CANCELLED, EXPIRED -> throw notOpen(moved);
    };
  }

  /// Refuses what a customer of this bank is asked for.
  ///
  /// @param reason for the payee
  /// @throws PlatformException `UNKNOWN_REQUEST`, `REQUEST_NOT_OPEN`
  public Request refuse(PaymentId id, String reason) {
    var _ = known(id, Side.PAYER);
    Request moved =
        book.move(id, Set.of(Stage.OPEN), new Change(Stage.REFUSED, false, reason), now());
    if (moved.stage() != Stage.REFUSED || !moved.note().equals(reason)) {
      throw notOpen(moved);
    }
    return advance(moved);
  }

  /// One request, of either side.
  ///
  /// @throws PlatformException `UNKNOWN_REQUEST`
  public Request find(PaymentId id) {
    return book.find(id).orElseThrow(() -> unknown(id));
  }

  /// Those that changed after a position, by position.
  public List<Request> changedAfter(long position, int limit) {
    return book.changedAfter(position, limit);
  }

  /// Goes on with everything that something is to be done about.
  public List<Request> resume() {
    var advanced = new ArrayList<Request>();
    for (Request each : book.due(now())) {
      advanced.add(advance(each));
    }
    return advanced;
  }

  @Override
  public RequestWord take(NodeId peer, PayRequest request) {
    PaymentId id = Request.payment(peer, request.name());
    Optional<Request> known = book.find(id);
    if (known.isEmpty()) {
      requireTime(request);
      Optional<String> asking =
          parts.network().get().current().participant(peer).map(Participant::bankCode);
      if (!asking.equals(Optional.of(request.payee().bankCode()))) {
        throw malformed("payee", "it is no account of the bank that asks");
      }
      if (parts.network().get().current().terms(request.asset()).isEmpty()) {
        throw malformed("asset", "it is none of this network");
      }
    }
    AccountId payer = parts.guard().addressee(peer, id, request.payer());
    if (parts.names().apply(payer).isEmpty()) {
      throw unknown(request.payer());
    }
    PayRequest terms = to(request, payer);
    Request noted =
        known.isPresent()
            ? known.get()
            : book.add(fresh(Side.PAYER, id, peer, terms, Stage.OPEN, true));
    requireSame(noted, terms);
    return word(noted);
  }

  @Override
  public RequestWord withdraw(NodeId peer, PaymentId name) {
    PaymentId id = Request.payment(peer, name);
    var _ = known(id, Side.PAYER);
    return word(book.move(id, Set.of(Stage.OPEN), new Change(Stage.CANCELLED, true, ""), now()));
  }

  @Override
  public void ended(NodeId peer, RequestWord word) {
    Request now = known(word.name(), Side.PAYEE);
    if (!now.peer().equals(peer)) {
      throw unknown(word.name());
    }
    var _ = heard(now, word);
  }

  private Request advance(Request request) {
    if (!inHand.add(request.id())) {
      return request;
    }
    try {
      Request now = book.find(request.id()).orElseThrow();
      return switch (now.side()) {
        case PAYEE -> advanceHere(now);
        case PAYER -> told(decided(now));
      };
    } finally {
      inHand.remove(request.id());
    }
  }

  private Request advanceHere(Request now) {
    return switch (now.stage()) {
      case ORDERED -> delivered(now);
      case CANCELLING -> {
        // It must be there before it can be taken back, or it might arrive afterwards.
        Request there = delivered(now);
        yield there.stage() == Stage.CANCELLING ? withdrawn(there) : there;
      }
      case OPEN ->
          now().isBefore(now.terms().expiresAt().plus(RequestBook.GRACE)) ? now : over(now);
      case ACCEPTED, PAID, REFUSED, CANCELLED, EXPIRED -> now;
    };
  }

  private Request delivered(Request now) {
    try {
      RequestWord word =
          now.peer().equals(parts.self())
              ? take(parts.self(), now.terms())
              : await(peers.take(now.peer(), now.terms()));
      return heard(now, word);
    } catch (PlatformException e) {
      return failed(now, e.problem());
    }
  }

  private Request withdrawn(Request now) {
    try {
      RequestWord word =
          now.peer().equals(parts.self())
              ? withdraw(parts.self(), now.id())
              : await(peers.withdraw(now.peer(), now.id()));
      return word.state() == RequestWord.State.ACCEPTED
          ? move(now, Set.of(Stage.CANCELLING), Stage.OPEN, "the payer has accepted it")
          : heard(now, word);
    } catch (PlatformException e) {
      return move(now, Set.of(Stage.CANCELLING), Stage.CANCELLING, e.problem().message());
    }
  }

  /// What the payer's bank says counts, but for the money, which must be here.
  private Request heard(Request now, RequestWord word) {
    return switch (word.state()) {
      case OPEN, ACCEPTED -> move(now, Set.of(Stage.ORDERED), Stage.OPEN, "");
      case PAID -> {
        if (!isPaid(now)) {
          throw Problem.of(ErrorCode.PAYMENT_OUTCOME_UNKNOWN, "payment", now.payment(parts.self()))
              .exception();
        }
        yield move(now, UNDECIDED_HERE, Stage.PAID, "");
      }
      case REFUSED -> move(now, UNDECIDED_HERE, Stage.REFUSED, word.reason());
      case CANCELLED -> move(now, UNDECIDED_HERE, Stage.CANCELLED, "");
      case EXPIRED -> move(now, UNDECIDED_HERE, Stage.EXPIRED, "");
    };
  }

  /// A bank that says no for good ends the request; one that is away is asked again until its time
  /// is over.
  private Request failed(Request now, Problem problem) {
    if (new PaymentResult.Refused(now.id(), problem).isForGood()) {
      return move(now, UNDECIDED_HERE, Stage.REFUSED, problem.message());
    }
    if (now().isBefore(now.terms().expiresAt().plus(RequestBook.GRACE))) {
      return move(now, Set.of(now.stage()), now.stage(), problem.message());
    }
    return over(now);
  }

  private Request over(Request now) {
    return move(now, UNDECIDED_HERE, isPaid(now) ? Stage.PAID : Stage.EXPIRED, "");
  }

  private Request decided(Request now) {
    return switch (now.stage()) {
      case OPEN -> isOver(now) ? end(now, Stage.OPEN, Stage.EXPIRED, "") : now;
      case ACCEPTED -> paid(now);
      case ORDERED, CANCELLING, PAID, REFUSED, CANCELLED, EXPIRED -> now;
    };
  }

  private Request paid(Request now) {
    PayRequest terms = now.terms();
    var order =
        new PaymentOrder(
            now.id(), terms.payer(), terms.payee(), Holding.of(terms.asset()), terms.amount());
    PaymentResult result;
    try {
      result = payments.pay(order);
    } catch (PlatformException e) {
      return move(now, Set.of(Stage.ACCEPTED), Stage.ACCEPTED, e.problem().message());
    }
    return switch (result) {
      case PaymentResult.Final _ -> end(now, Stage.ACCEPTED, Stage.PAID, "");
      case PaymentResult.Pending pending ->
          move(now, Set.of(Stage.ACCEPTED), Stage.ACCEPTED, pending.problem().message());
      case PaymentResult.Refused no -> {
        String why = no.problem().message();
        if (isOver(now)) {
          yield end(now, Stage.ACCEPTED, Stage.EXPIRED, why);
        }
        Stage to = no.isForGood() ? Stage.OPEN : Stage.ACCEPTED;
        yield move(now, Set.of(Stage.ACCEPTED), to, why);
      }
    };
  }

  /// Tells the payee's bank of an end until it knows.
  private Request told(Request now) {
    if (!now.stage().isEnd() || now.told()) {
      return now;
    }
    try {
      if (now.peer().equals(parts.self())) {
        ended(parts.self(), word(now));
      } else {
        var _ = await(peers.ended(now.peer(), word(now)));
      }
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.UNKNOWN_REQUEST) {
        return now;
      }
      // A bank that does not know its own request any more need not be told again.
    }
    return book.move(
        now.id(), Set.of(now.stage()), new Change(now.stage(), true, now.note()), now());
  }

  private boolean isPaid(Request now) {
    PaymentId payment = now.payment(parts.self());
    boolean onUs = now.peer().equals(parts.self());
    List<KnownTransaction> known =
        parts
            .tasks()
            .await(
                onUs
                    ? parts.vault().attempts(payment)
                    : parts.vault().received(now.peer(), payment),
                READ_TIMEOUT);
    return known.stream().anyMatch(each -> isFinal(each) && pays(each, now.terms()));
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

  private static RequestWord word(Request now) {
    PaymentId name = now.terms().name();
    return switch (now.stage()) {
      case ORDERED, OPEN, CANCELLING -> new RequestWord(name, RequestWord.State.OPEN, "");
      case ACCEPTED -> new RequestWord(name, RequestWord.State.ACCEPTED, "");
      case PAID -> new RequestWord(name, RequestWord.State.PAID, "");
      case REFUSED -> new RequestWord(name, RequestWord.State.REFUSED, now.note());
      case CANCELLED -> new RequestWord(name, RequestWord.State.CANCELLED, "");
      case EXPIRED -> new RequestWord(name, RequestWord.State.EXPIRED, "");
    };
  }

  private Request fresh(
      Side side, PaymentId id, NodeId peer, PayRequest terms, Stage stage, boolean told) {
    Instant at = now();
    return new Request(side, id, peer, terms, stage, at, at, 0, told, "");
  }

  private Request move(Request now, Set<Stage> from, Stage to, String note) {
    return now.stage() == to && now.note().equals(note)
        ? now
        : book.move(now.id(), from, new Change(to, now.told(), note), now());
  }

  private Request end(Request now, Stage from, Stage to, String note) {
    return book.move(now.id(), Set.of(from), new Change(to, false, note), now());
  }

  private static PayRequest to(PayRequest request, AccountId payer) {
    return new PayRequest(
        request.name(),
        request.payee(),
        request.payeeName(),
        payer,
        request.asset(),
        request.amount(),
        request.purpose(),
        request.expiresAt());
  }

  private Request known(PaymentId id, Side side) {
    return book.find(id).filter(request -> request.side() == side).orElseThrow(() -> unknown(id));
  }

  private void requireTime(PayRequest terms) {
    Instant now = now();
    if (!terms.expiresAt().isAfter(now) || terms.expiresAt().isAfter(now.plus(TIME_MAX))) {
      throw malformed(
          "expiresAt", "it is over, or more than %d days ahead".formatted(TIME_MAX.toDays()));
    }
  }

  private static void requireSame(Request known, PayRequest terms) {
    if (!known.terms().equals(terms)) {
      throw Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", known.id()).exception();
    }
  }

  private boolean isOver(Request request) {
    return !now().isBefore(request.terms().expiresAt());
  }

  private <T> T await(CompletableFuture<T> answer) {
    return parts.tasks().await(answer, ANSWER_TIMEOUT);
  }

  private Instant now() {
    return parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private PlatformException unknown(AccountId account) {
    return Problem.of(ErrorCode.UNKNOWN_ACCOUNT, "account", account, "bank", parts.self())
        .exception();
  }

  private PlatformException unknown(PaymentId id) {
    return Problem.of(ErrorCode.UNKNOWN_REQUEST, "request", id, "bank", parts.self()).exception();
  }

  private static PlatformException notOpen(Request request) {
    return Problem.of(ErrorCode.REQUEST_NOT_OPEN, "request", request.id(), "state", request.stage())
        .exception();
  }

  private static PlatformException malformed(String field, String reason) {
    return Problem.of(ErrorCode.MALFORMED_REQUEST, "field", field, "reason", reason).exception();
  }
}
