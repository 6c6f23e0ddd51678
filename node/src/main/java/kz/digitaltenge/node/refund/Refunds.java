package kz.digitaltenge.node.refund;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.task.Apart;
import kz.digitaltenge.api.task.Hands;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.NodeParts;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.refund.Refund.Stage;
import kz.digitaltenge.node.refund.RefundBook.Change;
import kz.digitaltenge.node.vault.KnownTransaction;

/// Gives payments back to where they came from, once for each refund and never more than was paid.
///
/// A refund's sum is taken from what the payment has left before any money moves, in one unit of
/// work with the order for it. Then the money is paid under the refund's own payment id, which is
/// paid once whoever asks how often; who died in between pays again. A refusal for good gives the
/// sum back, in one unit of work with the refusal, and nothing is paid under that id any more.
///
/// Different refunds go side by side; blocking; any thread may call.
public final class Refunds {
  /// Open refunds that are gone on with at once, few of them for each bank.
  private static final int AT_ONCE = 16;

  private static final Duration LONG = Duration.ofDays(365);

  private final RefundBook book;
  private final NodeParts parts;
  private final PaymentService payments;
  private final Received received;

  /// Refunds that somebody carries out now.
  private final Set<PaymentId> inHand = ConcurrentHashMap.newKeySet();

  /// @param own the node's own account
  public Refunds(RefundBook book, NodeParts parts, PaymentService payments, AccountId own) {
    this.book = book;
    this.parts = parts;
    this.payments = payments;
    this.received = new Received(parts, own);
  }

  /// What is wanted.
  ///
  /// @param transaction of the payment; needed when two banks have paid under one id
  /// @param account that gives back; needed when the payment paid several here
  /// @param amount empty for all that is left
  /// @param asset that the payment must be in, if it was named
  public record Wish(
      PaymentId refund,
      PaymentId payment,
      Optional<TransactionId> transaction,
      Optional<AccountId> account,
      Optional<Amount> amount,
      Optional<Asset> asset) {}

  /// Takes a wish, and goes as far with it as can be now. The same again goes on.
  ///
  /// @throws PlatformException `UNKNOWN_PAYMENT`, `REFUND_REFUSED`, `REFUND_EXCEEDS_PAYMENT`,
  ///   `PAYMENT_ID_REUSED`, `WRONG_CURRENCY`
  public Refund request(Wish wish) {
    Optional<Refund> known = book.find(wish.refund());
    Refund refund = known.isPresent() ? known.get() : begin(wish);
    if (!isOf(refund, wish)) {
      throw Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", wish.refund()).exception();
    }
    return advance(refund, _ -> {});
  }

  /// Goes on with everything that is open: after a start, and whenever an answer was missing. Side
  /// by side: a bank that is silent delays those to itself, and the others of those are left for
  /// the next time.
  ///
  /// @throws PlatformException what went wrong first, when all were tried
  public List<Refund> resume() {
    List<Refund> open = book.open();
    if (open.isEmpty()) {
      return List.of();
    }
    var apart = new Apart();
    // Without them they are only not sorted.
    Map<TransactionId, KnownTransaction> known =
        apart
            .tried(
                "the payments of refunds",
                () -> received.known(open.stream().map(Refund::of).collect(Collectors.toSet())))
            .orElse(Map.of());
    var lines =
        new RefundLines(
            open.stream().map(each -> new RefundLines.Item(each, bank(each, known))).toList());
    var advanced = new ConcurrentLinkedQueue<Refund>();
    new Hands("refunds", AT_ONCE, parts.tasks())
        .work(() -> next(lines), item -> goOn(item, lines, apart).ifPresent(advanced::add));
    apart.end();
    return List.copyOf(advanced);
  }

  private Optional<RefundLines.Item> next(RefundLines lines) {
    while (true) {
      switch (lines.next()) {
        case RefundLines.Next.Take(RefundLines.Item item) -> {
          return Optional.of(item);
        }
        case RefundLines.Next.Wait(var change) -> {
          var _ = parts.tasks().await(change, LONG);
        }
        case RefundLines.Next.Over _ -> {
          return Optional.empty();
        }
      }
    }
  }

  private Optional<Refund> goOn(RefundLines.Item item, RefundLines lines, Apart apart) {
    boolean isGoingOn = false;
    try {
      var isSilent = new AtomicBoolean();
      Optional<Refund> now =
          apart.tried(
              item.refund().id(),
              () ->
                  advance(
                      item.refund(),
                      why -> isSilent.compareAndSet(false, isSilence(why, item.bank()))));
      lines.done(item, isSilent.get());
      isGoingOn = true;
      return now;
    } finally {
      if (!isGoingOn) {
        // Nobody is to wait for what whoever throws here had in hand.
        lines.end();
      }
    }
  }

  private boolean isSilence(Problem why, String bank) {
    return (why.code() == ErrorCode.PEER_SILENT || why.code() == ErrorCode.PEER_UNAVAILABLE)
        && parts.network().get().current().participants().stream()
            .anyMatch(
                each ->
                    each.bankCode().equals(bank)
                        && each.node().value().equals(why.values().get("peer")));
  }

  /// The bank that the money goes back to; none for what cannot be given back, which is found out
  /// when it is tried.
  private String bank(Refund refund, Map<TransactionId, KnownTransaction> known) {
    try {
      return received.of(refund.id(), refund.of(), refund.account(), known).payer().bankCode();
    } catch (PlatformException _) {
      return "";
    }
  }

  public ListPart<Refund> find(RefundBook.Wanted wanted, long before, int limit) {
    return book.find(wanted, before, limit);
  }

  /// Those of payments with this id, oldest first.
  ///
  /// @throws PlatformException `UNKNOWN_PAYMENT` when this node has no such payment
  public List<Refund> ofPayment(PaymentId payment) {
    List<Refund> refunds = book.ofPayment(payment);
    if (refunds.isEmpty()) {
      received.requireKnown(payment);
    }
    return refunds;
  }

  private Refund begin(Wish wish) {
    Received.Payment payment =
        received.find(wish.refund(), wish.payment(), wish.transaction(), wish.account());
    Asset paid = payment.holding().asset();
    if (wish.asset().isPresent() && !wish.asset().get().equals(paid)) {
      throw Problem.of(
              ErrorCode.WRONG_CURRENCY,
              "currency",
              wish.asset().get().code(),
              "expected",
              paid.code())
          .exception();
    }
    return book.begin(
        wish.refund(),
        new RefundBook.Payment(
            payment.id(),
            payment.transaction(),
            payment.isOneOfSeveral() ? Optional.of(payment.account()) : Optional.empty(),
            payment.amount()),
        wish.amount(),
        parts.clock().instant());
  }

  private static boolean isOf(Refund refund, Wish wish) {
    return refund.payment().equals(wish.payment())
        && wish.transaction().map(refund.of()::equals).orElse(true)
        && (refund.account().isEmpty() || refund.account().equals(wish.account()))
        && wish.amount().map(refund.amount()::equals).orElse(true);
  }

  /// One at a time for each refund: a payment that one caller was refused must not be made by
  /// another while the first notes that it never will be. Who comes second learns how it stands.
  ///
  /// @param told why it has not come to its end
  private Refund advance(Refund refund, Consumer<Problem> told) {
    if (!inHand.add(refund.id())) {
      return refund;
    }
    try {
      Refund now = book.find(refund.id()).orElseThrow();
      return now.stage() == Stage.ORDERED ? paid(now, told) : now;
    } finally {
      inHand.remove(refund.id());
    }
  }

  private Refund paid(Refund now, Consumer<Problem> told) {
    PaymentResult result;
    try {
      result = payments.pay(order(now));
    } catch (PlatformException e) {
      return open(now, e.problem(), told);
    }
    return switch (result) {
      case PaymentResult.Final last ->
          move(now, Stage.PAID, Optional.of(last.transaction()), Note.NONE);
      case PaymentResult.Pending pending -> open(now, pending.problem(), told);
      case PaymentResult.Refused no ->
          no.isForGood()
              ? move(now, Stage.REFUSED, Optional.empty(), Note.of(no.problem()))
              : open(now, no.problem(), told);
    };
  }

  /// That this node stops is nothing that stands in a refund's way: it goes on at the next start.
  private Refund open(Refund now, Problem why, Consumer<Problem> told) {
    told.accept(why);
    if (why.code() == ErrorCode.STOPPING) {
      return now;
    }
    return move(now, Stage.ORDERED, Optional.empty(), Note.of(why));
  }

  private PaymentOrder order(Refund now) {
    Received.Payment payment = received.of(now.id(), now.of(), now.account());
    return new PaymentOrder(
            now.id(),
            payment.account(),
            payment.payer(),
            payment.holding(),
            now.amount(),
            Optional.of(now.of()))
        .telling(payment.remittance().ofRefund());
  }

  private Refund move(Refund now, Stage to, Optional<TransactionId> transaction, Note note) {
    return book.move(now.id(), new Change(to, transaction, note), parts.clock().instant());
  }
}
