package kz.digitaltenge.node.register;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.OutcomeUnknownException;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.operator.ApprovalLine;
import kz.digitaltenge.api.operator.ApprovalOrder;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.RegisterFault;
import kz.digitaltenge.api.operator.RegisterOrder;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.register.Payout.Payee;
import kz.digitaltenge.node.register.PayoutRegister.Stage;
import kz.digitaltenge.node.vault.Holding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pays registers: takes each whole or refuses it whole, and brings those that were taken to their
/// end, whatever is killed in between (S07). Any thread may call.
public final class Registers {
  private static final Logger LOG = LoggerFactory.getLogger(Registers.class);

  /// Registers that have not come to their end; one more is refused.
  static final int OPEN_MAX = 100;

  /// Registers of one account that wait for signatories; one more is refused.
  static final int AWAITING_MAX = 10;

  /// What signatories are told of a register that was given up.
  private static final String CANCELLED = "the register was cancelled";

  private final RegisterBook book;
  private final RegisterRules rules;
  private final Place place;
  private final RegisterPace pace;
  private final Shares shares;
  private final LookUpShare lookUps;

  /// Registers that are brought to their end now, with where they stood when that began. Guarded by
  /// itself.
  private final Map<Long, Begun> running = new HashMap<>();

  /// Registers that wait until the ID centre answers again, and keep nobody else from going on.
  /// Guarded by `running`.
  private final Set<Long> resting = new HashSet<>();

  /// How the look-ups of open registers go, over their rests. Guarded by `running`.
  private final Map<Long, RegisterCheck> checks = new HashMap<>();

  /// What registers act on.
  ///
  /// @param signatories of the payers' accounts
  public record Place(
      PaymentService payments,
      PayeeFinder finder,
      Signatories signatories,
      Holding holding,
      Tasks tasks,
      InstantSource clock) {}

  /// Which payees and payers there are.
  ///
  /// @param bankCode of this bank
  /// @param isHere whether an account of this bank is there
  public record Neighbourhood(
      Supplier<NetworkView> network, String bankCode, Predicate<AccountId> isHere, Payers payers) {}

  /// Finds who is to be paid.
  @FunctionalInterface
  public interface PayeeFinder {
    /// As payments of customers do.
    static PayeeFinder of(CustomerOperations customers) {
      return (payment, alias) ->
          new AccountId(customers.payee(payment.value(), RegisterDesk.typed(alias), ""));
    }

    /// Finds an account: for one payment the same, however often it is asked.
    ///
    /// @throws PlatformException `PAYEE_NOT_FOUND`, or when somebody is busy or away
    AccountId find(PaymentId payment, Alias alias);
  }

  /// What became of a register that was handed in.
  sealed interface Upload {
    record Taken(PayoutRegister register) implements Upload {}

    /// Nothing is kept; all faults, by row.
    record Refused(List<RegisterFault> faults) implements Upload {}
  }

  private record Begun(Instant at, int ended) {}

  public Registers(RegisterBook book, Neighbourhood neighbourhood, Place place, RegisterPace pace) {
    this.book = book;
    this.rules =
        new RegisterRules(
            neighbourhood.network(),
            neighbourhood.bankCode(),
            neighbourhood.isHere(),
            neighbourhood.payers());
    this.place = place;
    this.pace = pace;
    this.lookUps = new LookUpShare(pace.lookUps());
    this.shares = new Shares(pace.payoutsAtOnce(), pace.registersAtOnce());
  }

  /// Goes on with every register that a stop or a crash interrupted.
  public void start() {
    startNext();
  }

  /// Asks signatories who have not been asked, and goes where those who were have led: again and
  /// again.
  public void settle() {
    boolean isOneUnderWay = false;
    for (PayoutRegister each : book.awaiting()) {
      isOneUnderWay |= settled(each).stage().isUnderWay();
    }
    if (isOneUnderWay) {
      startNext();
    }
  }

  private PayoutRegister settled(PayoutRegister register) {
    if (register.stage() != Stage.AWAITING_APPROVAL) {
      return register;
    }
    return switch (place.signatories().ask(register.order())) {
      case AWAITED -> register;
      case APPROVED -> book.endWait(register.seq(), true, place.clock().instant());
      case NOT_APPROVED -> book.endWait(register.seq(), false, place.clock().instant());
    };
  }

  Upload upload(RegisterOrder order, long evidence) {
    Optional<PayoutRegister> known = book.find(order.id());
    if (known.isPresent()) {
      PayoutRegister taken = settled(same(known.get(), order));
      // It may have been kept by a call that failed before anybody took it up.
      startNext();
      return new Upload.Taken(taken);
    }
    return switch (rules.check(order, evidence)) {
      case RegisterRules.Found.Bad(var faults) -> new Upload.Refused(faults);
      case RegisterRules.Found.Good(var wish, var payouts) -> {
        requireRoom(wish.payer());
        PayoutRegister kept =
            settled(
                same(
                    book.begin(wish, payouts, first(wish, payouts), place.clock().instant()),
                    order));
        startNext();
        yield new Upload.Taken(kept);
      }
    };
  }

  private Stage first(PayoutRegister.Order wish, List<Payout.Order> payouts) {
    if (place.signatories().areAsked(wish.payer())) {
      return Stage.AWAITING_APPROVAL;
    }
    return payouts.stream().allMatch(each -> each.payee() instanceof Payee.Numbered)
        ? Stage.PAYING
        : Stage.CHECKING;
  }

  /// What the signatories were asked about a register and have said; empty when they never were.
  Optional<ApprovalLine> approval(PayoutRegister register) {
    return place.signatories().approval(settled(register).order());
  }

  /// Takes a signatory's decision, and begins when it was the last that was missing. That one is
  /// not taken when the register could not be paid any more: it waits on.
  PayoutRegister decide(PayoutRegister register, ApprovalOrder order, long evidence) {
    PayoutRegister asked = settled(register);
    place
        .signatories()
        .decide(
            asked.order(),
            order,
            evidence,
            () -> rules.requirePayable(asked.order(), place.holding(), book.largest(asked.seq())));
    PayoutRegister after = settled(asked);
    startNext();
    return after;
  }

  Optional<PayoutRegister> find(String id) {
    return book.find(id);
  }

  ListPart<PayoutRegister> find(RegisterBook.Wanted wanted, long before, int limit) {
    return book.find(wanted, before, limit);
  }

  List<Payout> payouts(PayoutRegister register, Optional<Payout.Name> state, int after, int limit) {
    return book.payouts(register.seq(), state, after, limit);
  }

  PayoutRegister cancel(PayoutRegister register) {
    PayoutRegister cancelled = book.cancel(register.seq(), place.clock().instant());
    if (register.stage() == Stage.AWAITING_APPROVAL) {
      place.signatories().withdraw(register.order(), CANCELLED);
    }
    return cancelled;
  }

  /// One company's signatories who do not decide keep nobody else from paying.
  private void requireRoom(AccountId payer) {
    if (book.open().size() >= OPEN_MAX) {
      throw Problem.of(ErrorCode.OVERLOADED, "queue", "The line of registers", "limit", OPEN_MAX)
          .exception();
    }
    long waiting =
        book.awaiting().stream().filter(each -> each.order().payer().equals(payer)).count();
    if (waiting >= AWAITING_MAX) {
      throw Problem.of(
              ErrorCode.OVERLOADED,
              "queue",
              "The line of registers of " + payer + " that signatories have not decided on",
              "limit",
              AWAITING_MAX)
          .exception();
    }
  }

  /// When a register would be done if it went on as fast as since this process took it up.
  Optional<Instant> estimatedEnd(PayoutRegister now) {
    Begun begun;
    synchronized (running) {
      begun = running.get(now.seq());
    }
    int ended = now.counts().ended();
    if (begun == null || now.stage() != Stage.PAYING || ended <= begun.ended()) {
      return Optional.empty();
    }
    Instant at = place.clock().instant();
    Duration each = Duration.between(begun.at(), at).dividedBy(ended - begun.ended());
    return Optional.of(at.plus(each.multipliedBy(now.waiting())).truncatedTo(ChronoUnit.SECONDS));
  }

  /// How many payees are still to be looked up; only while that goes on.
  OptionalInt toLookUp(PayoutRegister now) {
    return now.stage() == Stage.CHECKING
        ? OptionalInt.of(book.countUnchecked(now.seq()))
        : OptionalInt.empty();
  }

  /// Why nothing of a register was paid, when that is its end.
  Optional<Problem> refusal(PayoutRegister now) {
    return now.stage() == Stage.REFUSED
        ? now.refusal(
            book.payouts(now.seq(), Optional.of(Payout.Name.REFUSED), 0, 1).stream().findFirst())
        : Optional.empty();
  }

  private static PayoutRegister same(PayoutRegister kept, RegisterOrder order) {
    if (!kept.order().digest().equals(order.digest())) {
      throw Problem.of(ErrorCode.REGISTER_ID_REUSED, "register", order.id()).exception();
    }
    return kept;
  }

  /// Begins with the oldest that nobody works on and that does not rest, as long as there is room.
  private void startNext() {
    synchronized (running) {
      List<PayoutRegister> open = book.open();
      checks.keySet().retainAll(open.stream().map(PayoutRegister::seq).toList());
      for (PayoutRegister each : open) {
        if (running.size() < pace.registersAtOnce()
            && !running.containsKey(each.seq())
            && !resting.contains(each.seq())) {
          running.put(each.seq(), new Begun(place.clock().instant(), each.counts().ended()));
          place.tasks().start("register " + each.id(), () -> carryOut(each));
        }
      }
    }
  }

  private void carryOut(PayoutRegister register) {
    boolean isResting = false;
    try {
      isResting = reached(register).isUnderWay();
    } finally {
      synchronized (running) {
        running.remove(register.seq());
        if (isResting) {
          resting.add(register.seq());
        }
      }
    }
    if (isResting) {
      rest(register);
    }
    startNextAtLast();
  }

  /// Leaves its room to others meanwhile.
  private void rest(PayoutRegister register) {
    try {
      startNextAtLast();
      place.tasks().sleep(pace.pauseMax());
    } finally {
      synchronized (running) {
        resting.remove(register.seq());
      }
    }
  }

  private void startNextAtLast() {
    while (!isNextStarted()) {
      place.tasks().sleep(pace.pauseMax());
    }
  }

  /// Goes on with a register, whatever goes wrong, until it is at its end or is to rest.
  private Stage reached(PayoutRegister register) {
    Optional<Stage> reached = Optional.empty();
    while (reached.isEmpty()) {
      reached = once(register);
    }
    return reached.get();
  }

  private boolean isNextStarted() {
    try {
      startNext();
      return true;
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.STOPPING) {
        throw e;
      }
      LOG.warn("The next register begins later: {}", e.problem().forLog());
      return false;
    }
  }

  /// Empty when it is to be gone on with.
  private Optional<Stage> once(PayoutRegister register) {
    try {
      return Optional.of(run(register));
    } catch (OutcomeUnknownException e) {
      LOG.debug("Register {} is left as it is", register.seq(), e);
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.STOPPING) {
        throw e;
      }
      LOG.warn("Register {} goes on later: {}", register.seq(), e.problem().forLog());
    } catch (RuntimeException e) {
      LOG.warn("Register {} goes on later", register.seq(), e);
    }
    place.tasks().sleep(pace.pauseMax());
    return Optional.empty();
  }

  /// Goes on with a register; where it stands then: at its end, or under way when it is to rest.
  Stage run(PayoutRegister register) {
    Bundling bundling = bundling(register.order().payer());
    try (Shares.Share share = shares.take()) {
      return new RegisterRun(book, place, pace, share, bundling, check(register), register).run();
    }
  }

  private RegisterCheck check(PayoutRegister register) {
    synchronized (running) {
      return checks.computeIfAbsent(
          register.seq(), _ -> new RegisterCheck(book, place, pace, lookUps, register));
    }
  }

  /// What signatories have approved is paid line by line, as they were shown it.
  private Bundling bundling(AccountId payer) {
    return place.signatories().areAsked(payer)
        ? Bundling.NONE
        : Bundling.upTo(rules.mostAtOnce(payer));
  }
}
