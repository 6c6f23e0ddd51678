package kz.digitaltenge.node.standing;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.register.Registers.PayeeFinder;
import kz.digitaltenge.node.standing.StandingBook.End;
import kz.digitaltenge.node.standing.StandingBook.Fallen;
import kz.digitaltenge.node.standing.StandingOrder.Execution;
import kz.digitaltenge.node.standing.StandingOrder.Fate;
import kz.digitaltenge.node.standing.StandingOrder.Payee;
import kz.digitaltenge.node.standing.StandingOrder.State;
import kz.digitaltenge.node.vault.Holding;

/// Pays by standing orders when they fall due.
///
/// That something fell due, and when the next does, is one write; only then is it paid, under a
/// payment id derived from the order and the day. So whoever is killed at any step pays it once.
/// One thread calls [#round()]; any may call the others.
public final class StandingOrders {
  private static final int AT_ONCE = 500;

  private final StandingBook book;
  private final Place place;
  private final StandingRules rules;

  /// What standing orders act on.
  public record Place(
      PaymentService payments,
      PayeeFinder finder,
      WorkingDays calendar,
      Holding holding,
      InstantSource clock) {}

  public StandingOrders(StandingBook book, Place place, StandingRules rules) {
    this.book = book;
    this.place = place;
    this.rules = rules;
  }

  /// Takes an order. The same again is the same order.
  ///
  /// @throws PlatformException `STANDING_ORDER_ID_REUSED`, or `MALFORMED_REQUEST` when its first
  ///   day is over
  public StandingOrder begin(StandingOrder.Order order) {
    Optional<StandingOrder> known = book.find(order.id());
    if (known.isPresent()) {
      return same(known.get(), order);
    }
    Instant now = place.clock().instant();
    Instant first = due(order.schedule(), order.schedule().day(0).orElseThrow());
    if (first.isBefore(now)) {
      throw Problem.of(
              ErrorCode.MALFORMED_REQUEST,
              "field",
              "first",
              "reason",
              "it would have fallen due at " + first)
          .exception();
    }
    return same(book.begin(order, first, now), order);
  }

  public Optional<StandingOrder> find(String id) {
    return book.find(id);
  }

  public List<StandingOrder> before(long order, int limit) {
    return book.before(order, limit);
  }

  public List<Execution> executions(StandingOrder order, int after, int limit) {
    return book.executions(order.seq(), after, limit);
  }

  /// What falls due from now on is not paid until it is resumed.
  public StandingOrder pause(StandingOrder order) {
    return changed(order, State.ACTIVE, State.PAUSED);
  }

  /// Nothing falls due any more.
  public StandingOrder cancel(StandingOrder order) {
    StandingOrder now = changed(order, State.ACTIVE, State.CANCELLED);
    return changed(now, State.PAUSED, State.CANCELLED);
  }

  /// Goes on with what falls due after now; what fell due while it was paused is left out.
  public StandingOrder resume(StandingOrder order) {
    StandingOrder known = book.find(order.seq());
    if (known.state() != State.PAUSED) {
      return known;
    }
    Instant now = place.clock().instant();
    Schedule schedule = known.order().schedule();
    int number = known.number();
    Optional<LocalDate> day = schedule.day(number);
    while (day.isPresent() && due(schedule, day.get()).isBefore(now)) {
      number++;
      day = schedule.day(number);
    }
    State to = day.isPresent() ? State.ACTIVE : State.DONE;
    Instant dueAt = day.map(found -> due(schedule, found)).orElse(known.dueAt());
    return book.change(known.seq(), State.PAUSED, to, number, dueAt, now);
  }

  /// Looks once at what falls due, and pays it.
  ///
  /// @throws PlatformException `STOPPING`, or when the memory or the calendar does not answer
  public void round() {
    Optional<PlatformException> stuck = Optional.empty();
    List<StandingOrder> ripe = book.ripe(place.clock().instant(), AT_ONCE);
    while (!ripe.isEmpty() && stuck.isEmpty()) {
      stuck = fall(ripe);
      ripe = book.ripe(place.clock().instant(), AT_ONCE);
    }
    payOpen();
    if (stuck.isPresent()) {
      throw stuck.get();
    }
  }

  /// Those that need no calendar do not wait for one that is away.
  private Optional<PlatformException> fall(List<StandingOrder> ripe) {
    Optional<PlatformException> stuck = Optional.empty();
    for (StandingOrder each : ripe) {
      try {
        fall(each);
      } catch (PlatformException e) {
        stuck = Optional.of(e);
      }
    }
    return stuck;
  }

  private void payOpen() {
    List<Execution> open = book.open(place.clock().instant(), AT_ONCE);
    while (!open.isEmpty()) {
      open.forEach(this::pay);
      open = book.open(place.clock().instant(), AT_ONCE);
    }
  }

  private void fall(StandingOrder order) {
    Instant now = place.clock().instant();
    Schedule schedule = order.order().schedule();
    LocalDate day = schedule.day(order.number()).orElseThrow();
    // The calendar may have changed since the time was noted.
    Instant due = due(schedule, day);
    if (due.isAfter(now)) {
      book.move(order.seq(), order.number(), due);
      return;
    }
    // A day off that was declared since must not make it older than what was promised.
    Instant fell = due.isBefore(order.dueAt()) ? order.dueAt() : due;
    boolean isMissed = fell.plus(rules.lateMax()).isBefore(now);
    Optional<Instant> next = schedule.day(order.number() + 1).map(each -> due(schedule, each));
    book.fall(
        order.seq(),
        new Fallen(order.number(), day, fell, isMissed ? Fate.MISSED : Fate.DUE),
        next,
        now);
  }

  private void pay(Execution execution) {
    StandingOrder order = book.find(execution.order());
    PaymentId payment = order.payment(execution.day());
    AccountId payee;
    try {
      payee =
          switch (order.order().payee()) {
            case Payee.Numbered(AccountId account) -> account;
            case Payee.Known(Alias alias) -> place.finder().find(payment, alias);
          };
    } catch (PlatformException e) {
      requireGoingOn(e);
      if (isForGood(e.problem())) {
        // Once it was found it is known, so nothing was paid to it before either.
        refused(execution, e.problem());
      } else {
        again(execution, e.problem());
      }
      return;
    }
    pay(execution, order, payment, payee);
  }

  private void pay(Execution execution, StandingOrder order, PaymentId payment, AccountId payee) {
    var wish =
        new PaymentOrder(
            payment, order.order().payer(), payee, place.holding(), order.order().amount());
    PaymentResult result;
    try {
      result = place.payments().pay(wish);
    } catch (PlatformException e) {
      requireGoingOn(e);
      // It may have been paid by an earlier try.
      again(execution, e.problem());
      return;
    }
    switch (result) {
      case PaymentResult.Final(_, var transaction, _, _) ->
          book.end(execution, new End.Paid(transaction), place.clock().instant());
      case PaymentResult.Pending(_, _, var problem) -> again(execution, problem);
      case PaymentResult.Refused(_, var problem) -> refused(execution, problem);
    }
  }

  private static void requireGoingOn(PlatformException e) {
    if (e.code() == ErrorCode.STOPPING) {
      throw e;
    }
  }

  private static boolean isForGood(Problem problem) {
    return switch (problem.code().category()) {
      case INVALID_REQUEST, REFUSED, DENIED, NOT_FOUND -> true;
      case BUSY, UNAVAILABLE, UNKNOWN_OUTCOME, INTERNAL -> false;
    };
  }

  /// Nothing has moved, by this try or an earlier one. What is late already has its tries too.
  private void refused(Execution execution, Problem problem) {
    Instant now = place.clock().instant();
    if (execution.tries() + 1 < rules.triesMin()
        || execution.dueAt().plus(rules.triesFor()).isAfter(now)) {
      again(execution, problem);
    } else {
      book.end(execution, new End.Failed(problem), now);
    }
  }

  private void again(Execution execution, Problem problem) {
    book.again(execution, place.clock().instant().plus(rules.pause()), problem);
  }

  private StandingOrder changed(StandingOrder order, State from, State to) {
    return book.change(order.seq(), from, to, place.clock().instant());
  }

  private Instant due(Schedule schedule, LocalDate day) {
    return schedule.due(day, place.calendar());
  }

  private static StandingOrder same(StandingOrder kept, StandingOrder.Order order) {
    if (!kept.order().digest().equals(order.digest())) {
      throw Problem.of(ErrorCode.STANDING_ORDER_ID_REUSED, "order", order.id()).exception();
    }
    return kept;
  }
}
