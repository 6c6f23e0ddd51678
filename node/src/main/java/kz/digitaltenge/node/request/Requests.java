package kz.digitaltenge.node.request;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.ledger.Block.Scope;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.peer.PayRequest;
import kz.digitaltenge.node.peer.RequestDesk;
import kz.digitaltenge.node.peer.RequestPeers;
import kz.digitaltenge.node.peer.RequestWord;
import kz.digitaltenge.node.request.Request.Side;
import kz.digitaltenge.node.request.Request.Stage;
import kz.digitaltenge.node.request.RequestBook.Change;

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

  private static final Duration SLOW = Duration.ofSeconds(5);

  private final RequestBook book;
  private final NodeParts parts;
  private final PayeeSide payee;
  private final PayerSide payer;

  /// Requests that somebody is busy with now.
  private final Set<PaymentId> inHand = ConcurrentHashMap.newKeySet();

  public Requests(RequestBook book, NodeParts parts, PaymentService payments, RequestPeers peers) {
    this.book = book;
    this.parts = parts;
    this.payee = new PayeeSide(book, parts, peers, this);
    this.payer = new PayerSide(book, parts, payments, peers, this);
  }

  /// Asks a payer for a customer of this bank; the same again goes on.
  ///
  /// @param terms with a name of this bank's
  /// @throws PlatformException `PAYMENT_ID_REUSED`, `UNKNOWN_ACCOUNT`, `UNKNOWN_BANK`,
  ///   `MALFORMED_REQUEST`, `PAYEE_CANNOT_RECEIVE`, `BANK_BLOCKED`
  public Request ask(PayRequest terms) {
    Optional<Request> known = book.find(terms.name());
    if (known.isPresent()) {
      requireSame(known.get(), under(known.get().terms().payeeName(), terms));
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
    parts.guard().requireReceiving(terms.payee());
    requirePayable(peer, parts.self());
    if (payee.isPaidBefore(peer, terms.name())) {
      throw reused(terms.name());
    }
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
            id,
            Set.of(Stage.ORDERED, Stage.OPEN),
            new Change(Stage.CANCELLING, true, Note.NONE),
            now());
    Request after = moved.stage() == Stage.CANCELLING ? advance(moved) : moved;
    return switch (after.stage()) {
      case CANCELLED, CANCELLING -> after;
      case ORDERED, OPEN, AWAITING_APPROVAL, ACCEPTED, PAID, REFUSED, EXPIRED ->
          throw notOpen(after);
    };
  }

  /// Pays what a customer of this bank is asked for, when those who sign for its account have
  /// approved it. Who asks again learns how it stands; one that could not be paid is open again and
  /// says why, and one that they do not approve is refused.
  ///
  /// @throws PlatformException `UNKNOWN_REQUEST`, `REQUEST_NOT_OPEN`
  public Request accept(PaymentId id) {
    Request now = known(id, Side.PAYER);
    if (now.stage() == Stage.OPEN && payer.isOver(now)) {
      throw notOpen(advance(now));
    }
    Request moved =
        book.move(id, Set.of(Stage.OPEN), new Change(Stage.ACCEPTED, false, Note.NONE), now());
    return switch (moved.stage()) {
      case AWAITING_APPROVAL, ACCEPTED -> advance(moved);
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
        book.move(id, Set.of(Stage.OPEN), new Change(Stage.REFUSED, false, Note.of(reason)), now());
    if (moved.stage() != Stage.REFUSED || !moved.note().words().equals(reason)) {
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

  /// Those that are looked for and changed after a position, by position.
  public RequestBook.Part changedAfter(RequestBook.Wanted wanted, long position, int limit) {
    return book.changedAfter(wanted, position, limit);
  }

  /// How many have no end yet, by the side that this bank is on; a side without any is missing.
  public Map<Side, Long> undecided() {
    return book.undecided();
  }

  /// Goes on with what something is to be done about, as much as a round may take. A bank that
  /// keeps this one waiting is left alone for the rest of the round.
  public List<Request> resume() {
    var _ = book.forget(now().minus(RequestBook.KEPT));
    var advanced = new ArrayList<Request>();
    var slow = new HashSet<NodeId>();
    for (Request each : book.due(now())) {
      if (!slow.contains(each.peer())) {
        Instant begun = now();
        book.tried(each.id(), begun);
        advanced.add(advance(each));
        if (!now().isBefore(begun.plus(SLOW))) {
          slow.add(each.peer());
        }
      }
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
    if (known.isEmpty()) {
      parts.guard().requireAskable(payer);
      requirePayable(parts.self(), peer);
      if (this.payer.isPaidBefore(id)) {
        throw reused(id);
      }
    }
    PayRequest terms = to(request, payer);
    Request noted =
        known.isPresent()
            ? known.get()
            : book.add(fresh(Side.PAYER, id, peer, terms, Stage.OPEN, true));
    requireSame(noted, terms);
    return PayerSide.word(noted);
  }

  @Override
  public RequestWord withdraw(NodeId peer, PaymentId name) {
    PaymentId id = Request.payment(peer, name);
    var _ = known(id, Side.PAYER);
    return PayerSide.word(
        book.move(id, Set.of(Stage.OPEN), new Change(Stage.CANCELLED, true, Note.NONE), now()));
  }

  @Override
  public void ended(NodeId peer, RequestWord word) {
    Request now = known(word.name(), Side.PAYEE);
    if (!now.peer().equals(peer)) {
      throw unknown(word.name());
    }
    var _ = payee.heard(now, word);
  }

  private Request advance(Request request) {
    if (!inHand.add(request.id())) {
      return request;
    }
    try {
      Request now = book.find(request.id()).orElseThrow();
      return switch (now.side()) {
        case PAYEE -> payee.advance(now);
        case PAYER -> payer.advance(now);
      };
    } finally {
      inHand.remove(request.id());
    }
  }

  private Request fresh(
      Side side, PaymentId id, NodeId peer, PayRequest terms, Stage stage, boolean told) {
    Instant at = now();
    return new Request(side, id, peer, terms, stage, at, at, 0, told, false, Note.NONE);
  }

  /// With the name that was disclosed when it was first asked.
  private static PayRequest under(String payeeName, PayRequest terms) {
    return new PayRequest(
        terms.name(),
        terms.payee(),
        payeeName,
        terms.payer(),
        terms.asset(),
        terms.amount(),
        terms.purpose(),
        terms.expiresAt());
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

  /// Nobody is asked for what may not be paid now.
  private void requirePayable(NodeId payerBank, NodeId payeeBank) {
    parts.blocks().requireFree(payerBank, Scope.SEND);
    parts.blocks().requireFree(payeeBank, Scope.RECEIVE);
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
      throw reused(known.id());
    }
  }

  private static PlatformException reused(PaymentId id) {
    return Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", id).exception();
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
