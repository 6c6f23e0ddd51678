package kz.digitaltenge.node.register;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.error.RetryAdvice;
import kz.digitaltenge.api.task.Batcher;
import kz.digitaltenge.api.task.Hands;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.register.PayoutRegister.Stage;
import kz.digitaltenge.node.register.RegisterBook.End;

/// Brings one register to its end.
///
/// How it works: that payouts begin and which of them one payment pays is noted, many in one write,
/// before the first of them is paid; how each ended is noted afterwards, again many in one write.
/// Whoever dies in between begins them again under the same payment ids, so the ledger pays none
/// twice. What has not begun can be given up at any time.
final class RegisterRun {
  private static final int NOTED_AT_ONCE = 500;

  /// Whoever is away for longer than so many tries together is told of each payout by itself.
  private static final int TRIES_TOGETHER_MAX = 2;

  private static final Duration NOTE_TIMEOUT = Duration.ofMinutes(2);

  private final RegisterBook book;
  private final Registers.Place place;
  private final RegisterPace pace;
  private final Shares.Share share;
  private final Bundling bundling;
  private final PayoutRegister register;
  private final RegisterCheck check;
  private final ReentrantLock head = new ReentrantLock();

  /// @param share of the payouts that registers pay at once
  RegisterRun(
      RegisterBook book,
      Registers.Place place,
      RegisterPace pace,
      Shares.Share share,
      Bundling bundling,
      RegisterCheck check,
      PayoutRegister register) {
    this.book = book;
    this.place = place;
    this.pace = pace;
    this.share = share;
    this.bundling = bundling;
    this.check = check;
    this.register = register;
  }

  /// Goes on from wherever it stands; returns where it stands then: at the end, or still being
  /// checked when nobody is to be asked any more for now.
  ///
  /// @throws PlatformException `STOPPING`, or when the memory does not answer
  Stage run() {
    Stage stage = book.find(register.seq()).stage();
    boolean isResting = false;
    while (stage.isUnderWay() && !isResting) {
      stage =
          switch (stage) {
            case CHECKING -> check.pass();
            case PAYING -> pay();
            case AWAITING_APPROVAL, DONE, REFUSED -> stage;
          };
      isResting = stage == Stage.CHECKING && check.isCut();
    }
    return stage;
  }

  private Stage pay() {
    var later = new Postponed();
    PaymentService payments = place.signatories().paying(register.order(), place.payments());
    try (Batcher<List<End>, Boolean> notes =
        Batcher.of(
            "payouts of a register",
            place.tasks(),
            new Batcher.Limits(NOTED_AT_ONCE, 2 * pace.payoutsAtOnce()),
            ends -> {
              List<End> all = ends.stream().flatMap(List::stream).toList();
              book.end(register.seq(), all, place.clock().instant());
              return ends.stream().map(_ -> true).toList();
            })) {
      var source =
          new Source<>(after -> book.take(register.seq(), after, bundling, now()), Bundle::of);
      var paying = new Paying(payments, notes, later);
      pay(source::next, 1, paying);
      for (int tries = 2; !later.isEmpty(); tries++) {
        place.tasks().sleep(pace.pauseAfter(tries - 1));
        pay(later.all(), tries, paying);
      }
    }
    return book.finish(register.seq(), now()).stage();
  }

  private void pay(Supplier<Optional<Bundle>> source, int tries, Paying paying) {
    new Hands("a register's payouts", pace.payoutsAtOnce(), place.tasks())
        .work(
            () -> nextInTurn(source),
            bundle -> {
              try {
                pay(bundle, tries, paying);
              } finally {
                share.end(bundle.size());
              }
            });
  }

  /// One waits for a turn at a time, so that what is handed out begins at once.
  private Optional<Bundle> nextInTurn(Supplier<Optional<Bundle>> source) {
    head.lock();
    try {
      Optional<Bundle> next = source.get();
      next.ifPresent(bundle -> share.begin(bundle.size()));
      return next;
    } finally {
      head.unlock();
    }
  }

  /// Left for later when it may have been paid, or could not be now.
  private void pay(Bundle bundle, int tries, Paying paying) {
    Optional<PaymentResult> result = result(bundle, paying.payments);
    if (result.isEmpty()) {
      paying.later.add(bundle);
      return;
    }
    switch (result.get()) {
      case PaymentResult.Final(_, var transaction, _, var at) ->
          end(bundle, payout -> new End.Paid(payout.place(), transaction, at), paying);
      case PaymentResult.Pending _ -> paying.later.add(bundle);
      case PaymentResult.Refused(_, var problem) -> refused(bundle, problem, tries, paying);
    }
  }

  private void refused(Bundle bundle, Problem problem, int tries, Paying paying) {
    boolean isForGood = isForGood(problem) || isOfBlock(problem);
    if (bundle.size() > 1 && (isForGood || tries >= TRIES_TOGETHER_MAX)) {
      // One of them may be the reason. Nothing was paid, and nothing ever is under that id.
      book.part(register.seq(), bundle.first().place());
      if (isForGood) {
        bundle.apart().forEach(each -> pay(each, tries, paying));
      } else {
        bundle.apart().forEach(paying.later::add);
      }
    } else if (isForGood || tries >= pace.triesMax()) {
      end(bundle, payout -> new End.Refused(payout.place(), problem), paying);
    } else {
      paying.later.add(bundle);
    }
  }

  /// Of several payees one is named, and for what.
  private static boolean isOfBlock(Problem problem) {
    return problem.code() == ErrorCode.LEG_UNAVAILABLE
        && ErrorCode.BANK_BLOCKED.name().equals(problem.values().get("reason"));
  }

  private void end(Bundle bundle, Function<Payout, End> ended, Paying paying) {
    note(paying.notes, bundle.payouts().stream().map(ended).toList());
  }

  /// Nothing when this node can carry out no more, or cannot even say what became of it.
  private Optional<PaymentResult> result(Bundle bundle, PaymentService payments) {
    PaymentId id = register.payment(bundle.first());
    var order = new PaymentOrder(id, register.order().payer(), bundle.legs(), place.holding());
    try {
      return Optional.of(payments.pay(order));
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
  static boolean isForGood(Problem problem) {
    return switch (problem.code().category()) {
      case INVALID_REQUEST, REFUSED, DENIED, NOT_FOUND ->
          problem.code() == ErrorCode.BANK_BLOCKED || problem.code().retry() != RetryAdvice.LATER;
      case BUSY, UNAVAILABLE, UNKNOWN_OUTCOME, INTERNAL -> false;
    };
  }

  private Instant now() {
    return place.clock().instant();
  }

  /// What payments of this register have in common while they are made.
  private record Paying(
      PaymentService payments, Batcher<List<End>, Boolean> notes, Postponed later) {}

  /// Hands out one by one what is loaded many payouts at a time.
  static final class Source<T> {
    private final IntFunction<List<Payout>> load;
    private final Function<List<Payout>, List<T>> things;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<T> loaded = new ArrayDeque<>();
    private int after;
    private boolean dry;

    /// @param load those after a place, in their order; none when there are none
    /// @param things what is made of those that were loaded
    Source(IntFunction<List<Payout>> load, Function<List<Payout>, List<T>> things) {
      this.load = load;
      this.things = things;
    }

    Optional<T> next() {
      lock.lock();
      try {
        if (loaded.isEmpty() && !dry) {
          List<Payout> more = load.apply(after);
          dry = more.isEmpty();
          after = dry ? after : more.getLast().place();
          loaded.addAll(things.apply(more));
        }
        return Optional.ofNullable(loaded.poll());
      } finally {
        lock.unlock();
      }
    }
  }

  /// What is tried again.
  private static final class Postponed {
    private final List<Bundle> bundles = new ArrayList<>();

    synchronized void add(Bundle bundle) {
      bundles.add(bundle);
    }

    synchronized boolean isEmpty() {
      return bundles.isEmpty();
    }

    synchronized Supplier<Optional<Bundle>> all() {
      var all = new ArrayDeque<>(bundles);
      bundles.clear();
      return () -> Optional.ofNullable(all.poll());
    }
  }
}
