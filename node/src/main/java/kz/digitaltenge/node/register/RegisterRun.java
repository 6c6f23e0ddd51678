package kz.digitaltenge.node.register;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.OutcomeUnknownException;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.error.RetryAdvice;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.task.Batcher;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.register.Payout.Payee;
import kz.digitaltenge.node.register.PayoutRegister.Stage;
import kz.digitaltenge.node.register.RegisterBook.End;
import kz.digitaltenge.node.register.RegisterBook.Found;

/// Brings one register to its end.
///
/// How it works: that payouts begin is noted, many in one write, before the first of them is paid;
/// how each ended is noted afterwards, again many in one write. Whoever dies in between begins them
/// again under the same payment ids, so the ledger pays none twice. What has not begun can be given
/// up at any time.
final class RegisterRun {
  private static final int TAKEN_AT_ONCE = 500;
  private static final int NOTED_AT_ONCE = 500;
  private static final Duration NOTE_TIMEOUT = Duration.ofMinutes(2);

  private final RegisterBook book;
  private final Registers.Place place;
  private final RegisterPace pace;
  private final Shares.Share share;
  private final PayoutRegister register;
  private int passes;

  /// @param share of the payments that registers make at once
  RegisterRun(
      RegisterBook book,
      Registers.Place place,
      RegisterPace pace,
      Shares.Share share,
      PayoutRegister register) {
    this.book = book;
    this.place = place;
    this.pace = pace;
    this.share = share;
    this.register = register;
  }

  /// Goes on from wherever it stands; returns at the end.
  ///
  /// @throws PlatformException `STOPPING`, or when the memory does not answer
  void run() {
    Stage stage = book.find(register.seq()).stage();
    while (stage.isUnderWay()) {
      stage =
          switch (stage) {
            case CHECKING -> check();
            case PAYING -> pay();
            case AWAITING_APPROVAL, DONE, REFUSED -> stage;
          };
    }
  }

  private Stage check() {
    passes++;
    var source = new Source(after -> book.unchecked(register.seq(), after, TAKEN_AT_ONCE));
    try (Batcher<Found, Boolean> notes =
        Batcher.of(
            "look-ups of a register",
            place.tasks(),
            new Batcher.Limits(NOTED_AT_ONCE, TAKEN_AT_ONCE),
            found -> {
              book.found(register.seq(), found, place.clock().instant());
              return found.stream().map(_ -> true).toList();
            })) {
      new Hands("a register's look-ups", pace.lookUpsAtOnce(), place.tasks())
          .work(
              source::next,
              payout ->
                  // What is not told is left for the next pass.
                  lookUp(payout).ifPresent(found -> note(notes, found)));
    }
    boolean isChecked = book.unchecked(register.seq(), 0, 1).isEmpty();
    if (!isChecked) {
      place.tasks().sleep(pace.pauseAfter(passes));
    }
    return (isChecked ? book.endCheck(register.seq(), now()) : book.find(register.seq())).stage();
  }

  /// Nothing when somebody is busy or away, unless that has lasted: nothing is paid yet, and the
  /// others of the register wait.
  private Optional<Found> lookUp(Payout payout) {
    try {
      AccountId account =
          switch (payout.order().payee()) {
            case Payee.Numbered(AccountId number) -> number;
            case Payee.Known(Alias alias) -> place.finder().find(payment(payout), alias);
          };
      return Optional.of(new Found.Account(payout.place(), account));
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.STOPPING) {
        throw e;
      }
      return isForGood(e.problem()) || passes >= pace.triesMax()
          ? Optional.of(new Found.Nobody(payout.place(), e.problem()))
          : Optional.empty();
    }
  }

  private Stage pay() {
    var later = new Postponed();
    PaymentService payments = place.signatories().paying(register.order(), place.payments());
    try (Batcher<End, Boolean> notes =
        Batcher.of(
            "payouts of a register",
            place.tasks(),
            new Batcher.Limits(NOTED_AT_ONCE, 2 * pace.paymentsAtOnce()),
            ends -> {
              book.end(register.seq(), ends, place.clock().instant());
              return ends.stream().map(_ -> true).toList();
            })) {
      var source = new Source(after -> book.take(register.seq(), after, TAKEN_AT_ONCE, now()));
      pay(source, 1, payments, notes, later);
      for (int tries = 2; !later.isEmpty(); tries++) {
        place.tasks().sleep(pace.pauseAfter(tries - 1));
        pay(later.all(), tries, payments, notes, later);
      }
    }
    return book.finish(register.seq(), now()).stage();
  }

  private void pay(
      Source source,
      int tries,
      PaymentService payments,
      Batcher<End, Boolean> notes,
      Postponed later) {
    new Hands("a register's payouts", pace.paymentsAtOnce(), place.tasks())
        .work(
            source::next,
            payout ->
                share
                    .inTurn(() -> paid(payout, tries, payments))
                    .ifPresentOrElse(end -> note(notes, end), () -> later.add(payout)));
  }

  /// Nothing when it may have been paid, or could not be now.
  private Optional<End> paid(Payout payout, int tries, PaymentService payments) {
    var order =
        new PaymentOrder(
            payment(payout),
            register.order().payer(),
            payout.account().orElseThrow(),
            place.holding(),
            payout.order().amount());
    try {
      return switch (payments.pay(order)) {
        case PaymentResult.Final(_, var transaction, _, var at) ->
            Optional.of(new End.Paid(payout.place(), transaction, at));
        case PaymentResult.Pending _ -> Optional.empty();
        case PaymentResult.Refused(_, var problem) ->
            isForGood(problem) || tries >= pace.triesMax()
                ? Optional.of(new End.Refused(payout.place(), problem))
                : Optional.empty();
      };
    } catch (OutcomeUnknownException _) {
      return Optional.empty();
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.STOPPING) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private <T> void note(Batcher<T, Boolean> notes, T what) {
    var _ = place.tasks().await(notes.submit(what), NOTE_TIMEOUT);
  }

  /// What is only away or busy is asked again. A block may last: nobody waits for its end.
  private static boolean isForGood(Problem problem) {
    return switch (problem.code().category()) {
      case INVALID_REQUEST, REFUSED, DENIED, NOT_FOUND ->
          problem.code() == ErrorCode.BANK_BLOCKED || problem.code().retry() != RetryAdvice.LATER;
      case BUSY, UNAVAILABLE, UNKNOWN_OUTCOME, INTERNAL -> false;
    };
  }

  private PaymentId payment(Payout payout) {
    return register.payment(payout.order().line());
  }

  private Instant now() {
    return place.clock().instant();
  }

  /// Hands payouts out one by one, and loads them many at a time.
  private static final class Source {
    private final IntFunction<List<Payout>> load;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Payout> loaded = new ArrayDeque<>();
    private int after;
    private boolean dry;

    /// @param load those after a place, in their order; none when there are none
    Source(IntFunction<List<Payout>> load) {
      this.load = load;
    }

    Optional<Payout> next() {
      lock.lock();
      try {
        if (loaded.isEmpty() && !dry) {
          loaded.addAll(load.apply(after));
          dry = loaded.isEmpty();
        }
        Optional<Payout> next = Optional.ofNullable(loaded.poll());
        after = next.map(Payout::place).orElse(after);
        return next;
      } finally {
        lock.unlock();
      }
    }
  }

  /// Payouts that are tried again.
  private static final class Postponed {
    private final List<Payout> payouts = new ArrayList<>();

    synchronized void add(Payout payout) {
      payouts.add(payout);
    }

    synchronized boolean isEmpty() {
      return payouts.isEmpty();
    }

    synchronized Source all() {
      List<Payout> all = List.copyOf(payouts);
      payouts.clear();
      return new Source(after -> after == 0 ? all : List.of());
    }
  }
}
