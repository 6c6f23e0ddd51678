package kz.digitaltenge.node.conversion;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ConversionLine;
import kz.digitaltenge.api.operator.ConversionLine.Kind;
import kz.digitaltenge.api.operator.ConversionOperations;
import kz.digitaltenge.api.operator.StockConversionFilter;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.conversion.StockConversion.Request;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.vault.Holding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A bank's own conversions with the central bank (S03, S13): signs each order, has it on disk
/// before it is sent, sends it until it is answered, hands over the tokens of a redemption that the
/// central bank has taken, and follows each to its end.
///
/// Everything is named by the conversion, at the central bank as here, so whoever died in between
/// takes the same step again. A wish to take an order back is on disk before it is sent as well;
/// from then on nothing is handed over.
///
/// Different conversions go side by side; blocking; any thread may call.
public final class StockConversions implements StockKeeper.Orders {
  private static final Logger LOG = LoggerFactory.getLogger(StockConversions.class);
  private static final int LOCKS = 16;

  /// Answers after which the same order is never taken.
  private static final Set<ErrorCode> LAST =
      EnumSet.of(
          ErrorCode.PAYMENT_ID_REUSED,
          ErrorCode.WRONG_CURRENCY,
          ErrorCode.BANK_BLOCKED,
          ErrorCode.UNKNOWN_BANK);

  private final StockConversionBook book;
  private final Place place;
  private final InstantSource clock;
  private final List<ReentrantLock> locks =
      IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toList();
  private volatile boolean hasAdopted;

  /// What conversions act on.
  ///
  /// @param centralBank as the bank's node sees it, which it knows by its certificate
  /// @param stock the bank's own account
  /// @param redemptions the central bank's account for what is to be redeemed
  /// @param available what the stock can pay now
  public record Place(
      ConversionOperations centralBank,
      OrderSigning signing,
      PaymentService payments,
      AccountId stock,
      AccountId redemptions,
      Holding holding,
      Supplier<Amount> available) {}

  /// @param clock of the bank's business
  public StockConversions(StockConversionBook book, Place place, InstantSource clock) {
    this.book = book;
    this.place = place;
    this.clock = clock;
  }

  /// How far one step came.
  ///
  /// @param isAnswered whether the central bank could be asked
  private record Step(StockConversion now, boolean isAnswered) {}

  /// Takes an order, and goes as far with it as can be now. The same again goes on.
  ///
  /// @throws PlatformException `PAYMENT_ID_REUSED`, `INSUFFICIENT_BALANCE`, or when the memory does
  ///   not answer
  @Override
  public StockConversion order(Request request) {
    String name = request.name().value();
    StockConversion noted = book.find(name).orElseGet(() -> begun(request));
    if (!noted.request().equals(request)) {
      throw Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", name).exception();
    }
    return advance(name).now();
  }

  private StockConversion begun(Request request) {
    if (request.kind() == Kind.REDEMPTION) {
      requireStock(request);
    }
    return book.begin(request, place.signing().sign(request), clock.instant());
  }

  /// Takes one back, as far as can be now. The same again goes on.
  ///
  /// @throws PlatformException `UNKNOWN_CONVERSION`, `CONVERSION_NOT_CANCELLED`, or when the memory
  ///   does not answer
  public StockConversion cancel(String name, String bank) {
    StockConversion known =
        book.find(name)
            .orElseThrow(
                () ->
                    Problem.of(ErrorCode.UNKNOWN_CONVERSION, "conversion", name, "bank", bank)
                        .exception());
    if (known.told().progress() == ConversionLine.Progress.DONE) {
      throw tooLate(known);
    }
    if (!known.isOpen()) {
      return known;
    }
    var _ = book.cancel(name, Optional.empty(), clock.instant());
    StockConversion now = advance(name).now();
    if (!now.isCancelled() && now.told().progress() != ConversionLine.Progress.REFUSED) {
      throw tooLate(now);
    }
    return now;
  }

  private static PlatformException tooLate(StockConversion now) {
    return Problem.of(
            ErrorCode.CONVERSION_NOT_CANCELLED,
            "conversion",
            now.name(),
            "reason",
            "its state is " + now.told().stage())
        .exception();
  }

  /// Goes on with everything that is open: after a start, and now and then. While the central bank
  /// cannot be asked the others wait.
  public void resume() {
    for (StockConversion each : book.open()) {
      if (!advance(each.name()).isAnswered()) {
        return;
      }
    }
    try {
      adopt();
    } catch (PlatformException e) {
      LOG.debug("The central bank does not tell what is open", e);
    }
  }

  public Optional<StockConversion> find(String name) {
    return book.find(name);
  }

  /// Those before a position, newest first.
  public List<StockConversion> before(StockConversionFilter filter, long position, int limit) {
    return book.before(filter, position, limit);
  }

  @Override
  public boolean hasOpen(String prefix) {
    adopt();
    return book.open().stream().anyMatch(each -> each.name().startsWith(prefix));
  }

  /// What an earlier build had asked for is known by the central bank alone. It is followed, and
  /// nothing is handed over for it: this bank signed no order.
  private void adopt() {
    if (!hasAdopted) {
      place.centralBank().open().forEach(book::adopt);
      hasAdopted = true;
    }
  }

  private void requireStock(Request request) {
    Amount available = place.available().get();
    if (available.compareTo(request.amount()) < 0) {
      throw Problem.of(
              ErrorCode.INSUFFICIENT_BALANCE, "account", place.stock(), "available", available)
          .with("amount", request.amount())
          .exception();
    }
  }

  /// One at a time for each conversion.
  private Step advance(String name) {
    ReentrantLock lock = locks.get(Math.floorMod(name.hashCode(), LOCKS));
    lock.lock();
    try {
      StockConversion now = book.find(name).orElseThrow();
      return now.isOpen() ? step(now) : new Step(now, true);
    } finally {
      lock.unlock();
    }
  }

  private Step step(StockConversion now) {
    if (now.isCancelled()) {
      return takenBack(now);
    }
    Step told = now.isQueued() ? sent(now) : asked(now);
    return told.isAnswered() && owesTokens(told.now()) ? handedOver(told.now()) : told;
  }

  private Step sent(StockConversion now) {
    StockConversion signed = freshlySigned(now);
    ConversionLine line;
    try {
      line = place.centralBank().convert(signed.signedOrder().orElseThrow());
    } catch (PlatformException e) {
      return notTaken(signed, e.problem());
    }
    return told(now, line);
  }

  private Step notTaken(StockConversion now, Problem problem) {
    boolean isLast = LAST.contains(problem.code());
    boolean isNews = !now.problem().equals(Optional.of(problem));
    StockConversion noted =
        isLast || isNews ? book.answered(now.name(), problem, isLast, clock.instant()) : now;
    return new Step(noted, isLast || problem.code() == ErrorCode.STOCK_ORDER_NOT_TAKEN);
  }

  private Step asked(StockConversion now) {
    try {
      return told(now, place.centralBank().conversion(now.told().bank(), now.name()));
    } catch (PlatformException e) {
      // It stays as it was told last; only the central bank can say more.
      return new Step(now, e.problem().code() == ErrorCode.UNKNOWN_CONVERSION);
    }
  }

  private Step takenBack(StockConversion now) {
    StockConversion signed = freshlySigned(now);
    try {
      return told(now, place.centralBank().cancel(signed.signedOrder().orElseThrow()));
    } catch (PlatformException e) {
      if (e.problem().code() == ErrorCode.CONVERSION_NOT_CANCELLED) {
        return asked(book.uncancel(now.name()));
      }
      return signed.isQueued() ? notTaken(signed, e.problem()) : new Step(signed, false);
    }
  }

  private Step told(StockConversion now, ConversionLine line) {
    return new Step(book.told(now.name(), line), true);
  }

  /// What was signed long ago or under earlier parameters, or was not taken as it is, such as after
  /// the bank's key was replaced, is signed anew.
  private StockConversion freshlySigned(StockConversion now) {
    boolean isTaken =
        now.problem().filter(no -> no.code() == ErrorCode.STOCK_ORDER_NOT_TAKEN).isEmpty();
    Optional<Bytes> fresh = now.signedOrder().filter(_ -> isTaken).filter(place.signing()::isFresh);
    return fresh.isPresent() ? now : book.signed(now.name(), place.signing().sign(now.request()));
  }

  private static boolean owesTokens(StockConversion now) {
    return now.told().awaitsTokens() && now.signedOrder().isPresent();
  }

  /// The same payment however often it is asked for. What the stock cannot pay is taken back, so
  /// that the central bank does not wait for it.
  private Step handedOver(StockConversion now) {
    PaymentResult result =
        place
            .payments()
            .pay(
                new PaymentOrder(
                    new PaymentId(now.told().handover()),
                    place.stock(),
                    place.redemptions(),
                    place.holding(),
                    now.request().amount()));
    return switch (result) {
      case PaymentResult.Final _ -> asked(now);
      case PaymentResult.Pending _ -> new Step(now, true);
      case PaymentResult.Refused no ->
          no.isForGood()
              ? takenBack(book.cancel(now.name(), Optional.of(no.problem()), clock.instant()))
              : new Step(now, true);
    };
  }
}
