package kz.digitaltenge.node.conversion;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Note;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.conversion.ClientConversion.Request;
import kz.digitaltenge.node.conversion.ClientConversion.Stage;
import kz.digitaltenge.node.conversion.ClientConversionBook.Change;
import kz.digitaltenge.node.conversion.ClientConversionBook.CreditRefused;
import kz.digitaltenge.node.conversion.ClientCoreBanking.Answer;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.vault.Holding;

/// Converts for a bank's customers at any hour, between their accounts in the bank's core banking
/// system and their digital accounts, out of the bank's own stock (S04, S05, S12).
///
/// In: debit, payment from the stock; or, when the payment is refused for good, the money back.
/// Out: payment to the stock, when those who sign for the customer's account have approved it;
/// credit; or, when the credit is refused, the tokens back. A stage is noted before what it allows
/// is done, and each step is safe to repeat, because the core banking system knows the order's id
/// and the node the payment's: whoever died in between goes on by taking the step again. What has
/// an unknown end is asked for until it is known, and never undone before.
///
/// Different conversions go side by side; blocking; any thread may call.
public final class ClientConversions {
  private static final int LOCKS = 64;

  private final ClientConversionBook book;
  private final Place place;
  private final InstantSource clock;
  private final List<ReentrantLock> locks =
      IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toList();

  /// What conversions act on.
  ///
  /// @param stock the bank's own digital account
  /// @param isCustomers whether a digital account is one of the bank's customers
  public record Place(
      ClientCoreBanking core,
      PaymentService payments,
      AccountId stock,
      Holding holding,
      Predicate<AccountId> isCustomers) {}

  public ClientConversions(ClientConversionBook book, Place place, InstantSource clock) {
    this.book = book;
    this.place = place;
    this.clock = clock;
  }

  /// Takes a request, and goes as far with it as can be now. The same request again goes on.
  ///
  /// @throws PlatformException `PAYMENT_ID_REUSED`, `UNKNOWN_ACCOUNT` for an account that is no
  ///   customer's here, or when the memory does not answer
  public ClientConversion request(Request request) {
    if (request.account().equals(place.stock()) || !place.isCustomers().test(request.account())) {
      throw Problem.of(ErrorCode.UNKNOWN_ACCOUNT, "account", request.account(), "bank", "this bank")
          .exception();
    }
    ClientConversion known = book.begin(request, clock.instant());
    if (!known.request().equals(request)) {
      throw Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", request.name()).exception();
    }
    return advance(known);
  }

  /// Goes on with one now. Money that the core banking system refused to credit back is credited
  /// back under the next order.
  ///
  /// @param to the customer's account in the core banking system that the money goes back to from
  ///   now on
  /// @throws PlatformException `CONVERSION_UNDER_WAY` when another account is named and the order
  ///   to the one before may have been booked, or nothing is to be credited back; or when the
  ///   memory does not answer
  public ClientConversion retry(ClientConversion conversion, Optional<AccountId> to) {
    return advance(conversion, now -> released(now, to));
  }

  /// Goes on with everything that is open: after a start, and whenever an answer was missing.
  public List<ClientConversion> resume() {
    var advanced = new ArrayList<ClientConversion>();
    for (ClientConversion each : book.open()) {
      advanced.add(advance(each));
    }
    return advanced;
  }

  public ListPart<ClientConversion> find(
      ClientConversionBook.Wanted wanted, long before, int limit) {
    return book.find(wanted, before, limit);
  }

  public Optional<ClientConversion> find(String name) {
    return book.find(name);
  }

  /// All, oldest first.
  public List<ClientConversion> all() {
    return book.all();
  }

  /// All whose request was made since a time, oldest first.
  List<ClientConversion> requestedSince(Instant from) {
    return book.requestedSince(from);
  }

  /// Since when the sums have differed without a break, if they do now.
  Instant totalsDiffer(Instant at) {
    return book.totalsDiffer(at);
  }

  void totalsAgree() {
    book.totalsAgree();
  }

  /// One at a time for each conversion: a payment that one caller was refused must not be made by
  /// another while the first notes that it never will be.
  private ClientConversion advance(ClientConversion conversion) {
    return advance(conversion, now -> now);
  }

  /// @param first what is done before the next step
  private ClientConversion advance(
      ClientConversion conversion, UnaryOperator<ClientConversion> first) {
    ReentrantLock lock = locks.get(Math.floorMod(conversion.name().hashCode(), LOCKS));
    lock.lock();
    try {
      ClientConversion before = first.apply(book.find(conversion.name()).orElseThrow());
      while (true) {
        ClientConversion after = step(before);
        if (after.stage() == before.stage()) {
          return after;
        }
        before = after;
      }
    } finally {
      lock.unlock();
    }
  }

  private ClientConversion step(ClientConversion now) {
    return switch (now.stage()) {
      case DEBIT_ORDERED -> settled(now, now.order(), Stage.DEBITED, Stage.REFUSED);
      case DEBITED -> paid(now, pay(payOut(now)), Stage.CONVERTED, Stage.CREDIT_BACK_OWED);
      case CREDIT_BACK_OWED -> creditedBack(now);
      case AWAITING_APPROVAL, TOKENS_ORDERED ->
          paid(now, () -> payIn(now), Stage.TOKENS_TAKEN, Stage.REFUSED);
      case TOKENS_TAKEN -> settled(now, now.order(), Stage.CONVERTED, Stage.TOKENS_BACK_OWED);
      case TOKENS_BACK_OWED -> paid(now, pay(payBack(now)), Stage.RETURNED, Stage.TOKENS_BACK_OWED);
      case CONVERTED, REFUSED, RETURNED -> now;
    };
  }

  private ClientConversion settled(
      ClientConversion now, ClientCoreBanking.Order order, Stage done, Stage refused) {
    return switch (place.core().settle(order)) {
      case Answer.Settled answer ->
          move(now, done, Optional.of(answer.reference()), Optional.empty(), why(now));
      case Answer.Refused answer ->
          move(now, refused, Optional.empty(), Optional.empty(), Note.of(answer.reason()));
      case Answer.Unknown answer -> stay(now, answer.problem());
    };
  }

  /// What cannot be credited back, such as to an account that was closed meanwhile, stays owed.
  /// Only a refusal makes room for another order: after silence the first may have been booked.
  private ClientConversion creditedBack(ClientConversion owed) {
    Instant at = clock.instant();
    if (owed.undoing().isPaused(at)) {
      return owed;
    }
    ClientConversion now =
        owed.undoing().isUnsent() ? book.release(owed, owed.undoing().account(), at) : owed;
    return switch (place.core().settle(now.creditBack())) {
      case Answer.Settled answer ->
          move(now, Stage.RETURNED, Optional.of(answer.reference()), Optional.empty(), why(now));
      case Answer.Refused answer -> {
        Undoing undoing = now.undoing();
        yield book.creditRefused(
            now.name(),
            new CreditRefused(
                undoing.attempt(), Note.of(answer.reason()), at.plus(undoing.pause())),
            at);
      }
      case Answer.Unknown answer -> stay(now, answer.problem());
    };
  }

  /// Lets go on what was left alone for a while, to another account where the order to the one
  /// before surely never was booked nor will be.
  private ClientConversion released(ClientConversion now, Optional<AccountId> to) {
    if (now.stage() != Stage.CREDIT_BACK_OWED) {
      return asDirected(now, to);
    }
    // What may have been sent is asked about before it goes elsewhere.
    boolean isAsked = isElsewhere(now, to) && !now.undoing().isUnsent();
    ClientConversion known = isAsked ? creditedBack(now) : now;
    return known.stage() == Stage.CREDIT_BACK_OWED && known.undoing().isUnsent()
        ? book.release(known, to.orElse(known.undoing().account()), clock.instant())
        : asDirected(known, to);
  }

  private static boolean isElsewhere(ClientConversion now, Optional<AccountId> to) {
    return to.filter(account -> !account.equals(now.undoing().account())).isPresent();
  }

  private static ClientConversion asDirected(ClientConversion now, Optional<AccountId> to) {
    if (!now.stage().isFinal() && isElsewhere(now, to)) {
      throw Problem.of(
              ErrorCode.CONVERSION_UNDER_WAY,
              "conversion",
              now.name(),
              "reason",
              now.stage() == Stage.CREDIT_BACK_OWED
                  ? "the order to credit the account before may have been booked"
                  : "no money is to be credited back")
          .exception();
    }
    return now;
  }

  private ClientConversion paid(
      ClientConversion now, Supplier<PaymentResult> paying, Stage done, Stage refused) {
    PaymentResult result;
    try {
      result = paying.get();
    } catch (PlatformException e) {
      return waits(now, waitingFor(now.stage(), e.code()), e.problem());
    }
    return switch (result) {
      case PaymentResult.Final last ->
          move(now, done, Optional.empty(), Optional.of(last.transaction().toString()), why(now));
      case PaymentResult.Pending pending -> stay(now, pending.problem());
      case PaymentResult.Refused no ->
          no.isForGood() && refused != now.stage()
              ? move(now, refused, Optional.empty(), Optional.empty(), Note.of(no.problem()))
              : stay(now, no.problem());
    };
  }

  private static Stage waitingFor(Stage now, ErrorCode code) {
    return switch (now) {
      case AWAITING_APPROVAL, TOKENS_ORDERED ->
          switch (code) {
            case APPROVAL_REQUIRED -> Stage.AWAITING_APPROVAL;
            case PAYMENT_OUTCOME_UNKNOWN -> Stage.TOKENS_ORDERED;
            default -> now;
          };
      case DEBIT_ORDERED,
          DEBITED,
          CREDIT_BACK_OWED,
          TOKENS_TAKEN,
          TOKENS_BACK_OWED,
          CONVERTED,
          REFUSED,
          RETURNED ->
          now;
    };
  }

  /// Why something is given back stays told; what was waited for does not.
  private static Note why(ClientConversion now) {
    return switch (now.stage()) {
      case CREDIT_BACK_OWED, TOKENS_BACK_OWED -> now.note();
      case DEBIT_ORDERED,
          DEBITED,
          AWAITING_APPROVAL,
          TOKENS_ORDERED,
          TOKENS_TAKEN,
          CONVERTED,
          REFUSED,
          RETURNED ->
          Note.NONE;
    };
  }

  private Supplier<PaymentResult> pay(PaymentOrder order) {
    return () -> place.payments().pay(order);
  }

  private PaymentOrder payOut(ClientConversion now) {
    Request request = now.request();
    return new PaymentOrder(
        now.payment(), place.stock(), request.account(), place.holding(), request.amount());
  }

  /// Whoever signs for it sees where the money goes.
  private PaymentResult payIn(ClientConversion now) {
    Request request = now.request();
    return place
        .payments()
        .pay(
            new PaymentOrder(
                now.payment(), request.account(), place.stock(), place.holding(), request.amount()),
            Remittance.ofPurpose(
                "Conversion %s into account %s".formatted(now.name(), request.coreAccount())));
  }

  private PaymentOrder payBack(ClientConversion now) {
    Request request = now.request();
    return new PaymentOrder(
            now.payBack(), place.stock(), request.account(), place.holding(), request.amount())
        .undoingPayout();
  }

  private ClientConversion stay(ClientConversion now, Problem problem) {
    return waits(now, now.stage(), problem);
  }

  /// Who waits for the same as before is not written again.
  private ClientConversion waits(ClientConversion now, Stage at, Problem problem) {
    Note note = Note.of(problem);
    if (at == Stage.AWAITING_APPROVAL && now.stage() == at && now.note().equals(note)) {
      return now;
    }
    if (at.isGivingBack()) {
      return now.undoing().note().equals(note) ? now : book.waits(now, note, clock.instant());
    }
    return move(now, at, Optional.empty(), Optional.empty(), note);
  }

  private ClientConversion move(
      ClientConversion now,
      Stage to,
      Optional<String> coreReference,
      Optional<String> transaction,
      Note note) {
    Instant at = clock.instant();
    return book.move(now.name(), new Change(now.stage(), to, coreReference, transaction, note), at);
  }
}
