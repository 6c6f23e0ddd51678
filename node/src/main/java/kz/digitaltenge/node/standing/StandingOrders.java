package kz.digitaltenge.node.standing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.api.task.Hands;
import kz.digitaltenge.api.task.Tasks;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.ledger.Participant;
import kz.digitaltenge.ledger.PaymentId;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;
import kz.digitaltenge.node.register.Registers.PayeeFinder;
import kz.digitaltenge.node.standing.StandingBook.End;
import kz.digitaltenge.node.standing.StandingBook.Fallen;
import kz.digitaltenge.node.standing.StandingBook.Ripe;
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
  private static final int PAYMENTS_AT_ONCE = 16;

  /// After this long nothing more is taken up before what fell due meanwhile was looked at.
  private static final Duration UNINTERRUPTED = Duration.ofSeconds(10);

  private static final Duration LONG = Duration.ofDays(365);

  private final StandingBook book;
  private final Place place;
  private final StandingRules rules;
  private final Approving approving;

  /// What standing orders act on.
  public record Place(
      PaymentService payments,
      StandingSignatories signatories,
      PayeeFinder finder,
      WorkingDays calendar,
      Holding holding,
      Tasks tasks,
      InstantSource clock,
      Supplier<NetworkView> network) {}

  public StandingOrders(StandingBook book, Place place, StandingRules rules) {
    this.book = book;
    this.place = place;
    this.rules = rules;
    this.approving = new Approving(book, place.signatories(), place.clock());
  }

  /// Takes an order. The same again is the same order.
  ///
  /// @throws PlatformException `STANDING_ORDER_ID_REUSED`, or `MALFORMED_REQUEST` when its first
  ///   day is over
  public StandingOrder begin(StandingOrder.Order order) {
    Optional<StandingOrder> known = book.find(order.id());
    if (known.isPresent()) {
      return approving.settled(same(known.get(), order));
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
    return approving.settled(
        same(book.begin(order, approving.first(order.payer()), first, now), order));
  }

  /// As its signatories have decided by now.
  public Optional<StandingOrder> find(String id) {
    return book.find(id).map(approving::settled);
  }

  public ListPart<StandingOrder> find(StandingBook.Wanted wanted, long before, int limit) {
    return book.find(wanted, before, limit);
  }

  StandingSignatories signatories() {
    return place.signatories();
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
    StandingOrder now = changed(approving.cancelled(order), State.ACTIVE, State.CANCELLED);
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

  /// Looks once at what falls due, and pays it; meanwhile looks again at times.
  ///
  /// @throws PlatformException `STOPPING`, or when the memory or the calendar does not answer
  public void round() {
    approving.settleAll();
    Fall fall = fallAll();
    while (payOpen()) {
      fall = fallAll();
    }
    if (fall.stuck().isPresent()) {
      throw fall.stuck().get();
    }
  }

  private Fall fallAll() {
    Fall fall = fallRipe();
    // What fell due may have a next that is due too.
    while (fall.fallen() > 0) {
      fall = fallRipe();
    }
    return fall;
  }

  /// What came of a look at all that is ripe.
  ///
  /// @param stuck why some could not fall due
  private record Fall(int fallen, Optional<PlatformException> stuck) {}

  /// Those that need no calendar do not wait for one that is away, however many need it.
  private Fall fallRipe() {
    int fallen = 0;
    Optional<PlatformException> stuck = Optional.empty();
    Instant now = place.clock().instant();
    List<StandingOrder> ripe = book.ripe(now, Ripe.FIRST, AT_ONCE);
    while (!ripe.isEmpty()) {
      for (StandingOrder each : ripe) {
        try {
          fall(each);
          fallen++;
        } catch (PlatformException e) {
          Hindrance.requireGoingOn(e);
          stuck = Optional.of(e);
        }
      }
      ripe = book.ripe(now, Ripe.of(ripe.getLast()), AT_ONCE);
    }
    return new Fall(fallen, stuck);
  }

  /// Pays some of what is open; returns false when there was none.
  private boolean payOpen() {
    Instant began = place.clock().instant();
    var lanes = new Lanes();
    var pages = new OpenPages(book, began, lanes);
    if (!pages.readOn()) {
      return false;
    }
    Instant end = began.plus(UNINTERRUPTED);
    new Hands("standing orders' payments", PAYMENTS_AT_ONCE, place.tasks())
        .work(() -> next(lanes, pages, end), item -> pay(item, lanes));
    return true;
  }

  private Optional<Lanes.Item> next(Lanes lanes, OpenPages pages, Instant end) {
    while (true) {
      if (place.clock().instant().isAfter(end)) {
        lanes.end();
      }
      switch (lanes.next()) {
        case Lanes.Next.Take(Lanes.Item item) -> {
          return Optional.of(item);
        }
        case Lanes.Next.More _ -> {
          var _ = pages.readOn();
        }
        case Lanes.Next.Wait(var change) -> {
          var _ = place.tasks().await(change, LONG);
        }
        case Lanes.Next.Over _ -> {
          return Optional.empty();
        }
      }
    }
  }

  private void pay(Lanes.Item item, Lanes lanes) {
    boolean isGoingOn = false;
    try {
      step(item, lanes);
      isGoingOn = true;
    } finally {
      if (!isGoingOn) {
        // Nobody is to wait for what whoever throws here had in hand.
        lanes.end();
      }
    }
  }

  /// A bank that did not answer one of a look's payments is not asked for the others of it.
  private void step(Lanes.Item item, Lanes lanes) {
    Optional<Problem> silence = lanes.silence(item);
    if (silence.isPresent()) {
      again(item.execution(), silence.get());
      lanes.done(item);
      return;
    }
    PaymentId payment = item.order().payment(item.execution().day());
    Optional<Problem> problem;
    if (item.payee().isPresent()) {
      problem = pay(item.execution(), item.order(), payment, item.payee().get());
    } else {
      switch (find(item.order(), payment)) {
        case Found.Account(AccountId payee) -> {
          lanes.found(item, payee);
          return;
        }
        case Found.Not(Problem why) -> {
          notFound(item.execution(), why);
          problem = Optional.of(why);
        }
      }
    }
    problem
        .filter(Hindrance::isSilence)
        .ifPresent(why -> bank(why, item).ifPresent(code -> lanes.silent(code, why)));
    lanes.done(item);
  }

  /// The code of the bank that is silent.
  private Optional<String> bank(Problem silence, Lanes.Item item) {
    String peer = silence.values().getOrDefault("peer", "");
    return place.network().get().current().participants().stream()
        .filter(each -> each.node().value().equals(peer))
        .map(Participant::bankCode)
        .findFirst()
        .or(() -> item.payee().map(AccountId::bankCode));
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

  /// What came of looking for a payee.
  private sealed interface Found {
    record Account(AccountId account) implements Found {}

    record Not(Problem why) implements Found {}
  }

  private Found find(StandingOrder order, PaymentId payment) {
    try {
      return new Found.Account(
          switch (order.order().payee()) {
            case Payee.Numbered(AccountId account) -> account;
            case Payee.Known(Alias alias) -> place.finder().find(payment, alias);
          });
    } catch (PlatformException e) {
      Hindrance.requireGoingOn(e);
      return new Found.Not(e.problem());
    }
  }

  private void notFound(Execution execution, Problem problem) {
    if (Hindrance.isForGood(problem)) {
      // Once it was found it is known, so nothing was paid to it before either.
      refused(execution, problem);
    } else {
      again(execution, problem);
    }
  }

  /// What stood in its way, if anything did.
  private Optional<Problem> pay(
      Execution execution, StandingOrder order, PaymentId payment, AccountId payee) {
    var wish =
        new PaymentOrder(
                payment, order.order().payer(), payee, place.holding(), order.order().amount())
            .telling(Remittance.ofPurpose(order.order().purpose()));
    PaymentResult result;
    try {
      result = place.signatories().paying(order.order(), place.payments()).pay(wish);
    } catch (PlatformException e) {
      Hindrance.requireGoingOn(e);
      // It may have been paid by an earlier try.
      again(execution, e.problem());
      return Optional.of(e.problem());
    }
    return switch (result) {
      case PaymentResult.Final(_, var transaction, _, _) -> {
        book.end(execution, new End.Paid(transaction), place.clock().instant());
        yield Optional.empty();
      }
      case PaymentResult.Pending(_, _, var problem) -> {
        again(execution, problem);
        yield Optional.of(problem);
      }
      case PaymentResult.Refused(_, var problem) -> {
        refused(execution, problem);
        yield Optional.of(problem);
      }
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
    Instant now = place.clock().instant();
    book.again(execution, now.plus(rules.pause()), problem, now);
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
