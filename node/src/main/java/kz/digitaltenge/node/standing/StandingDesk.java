package kz.digitaltenge.node.standing;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.identity.Alias;
import kz.digitaltenge.api.operator.ApprovalLine;
import kz.digitaltenge.api.operator.ApprovalOrder;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.PayeeAlias;
import kz.digitaltenge.api.operator.StandingOrderLine;
import kz.digitaltenge.api.operator.StandingOrderOperations;
import kz.digitaltenge.api.operator.StandingOrderSearch;
import kz.digitaltenge.api.operator.StandingOrderWish;
import kz.digitaltenge.ledger.NetworkView;
import kz.digitaltenge.node.account.AccountId;
import kz.digitaltenge.node.customer.TypedCustomer;
import kz.digitaltenge.node.operator.TypedText;
import kz.digitaltenge.node.register.Payers;
import kz.digitaltenge.node.standing.StandingOrder.Execution;
import kz.digitaltenge.node.standing.StandingOrder.Fate;
import kz.digitaltenge.node.standing.StandingOrder.Payee;
import kz.digitaltenge.node.standing.StandingOrder.State;

/// Standing orders for the bank's own programs: reads what they typed.
///
/// @param bank whose node this is, for people
public record StandingDesk(
    StandingOrders orders, Supplier<NetworkView> network, Payers payers, String bank)
    implements StandingOrderOperations {
  private static final int PURPOSE_LENGTH_MAX = 140;
  private static final Pattern TIMES = Pattern.compile("[1-9][0-9]{0,4}");
  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final PayeeAlias NO_ALIAS = new PayeeAlias("", "", "");

  @Override
  public StandingOrderLine begin(StandingOrderWish wish, long evidence) {
    String id = TypedText.payment(wish.id()).value();
    AccountId payer = TypedText.account("payer", wish.payer());
    var _ = TypedText.asset(wish.currency(), network.get().current());
    var order =
        new StandingOrder.Order(
            id,
            wish.digest(),
            payer,
            payee(wish, payer),
            TypedText.amount(wish.amount()),
            purpose(wish.purpose()),
            schedule(wish.when()),
            evidence);
    payers.requirePaying(payer);
    return line(orders.begin(order));
  }

  @Override
  public StandingOrderLine standingOrder(String id) {
    return line(known(id));
  }

  @Override
  public ListPart<StandingOrderLine> standingOrders(
      StandingOrderSearch search, long before, int limit) {
    TypedText.requireLimit(limit);
    ListPart<StandingOrder> found =
        orders.find(
            new StandingBook.Wanted(
                TypedText.given(search.account(), text -> TypedText.account("account", text)),
                TypedText.given(
                    search.state(), text -> TypedText.oneOf("state", text, State.values()))),
            before,
            limit);
    return new ListPart<>(found.lines().stream().map(this::line).toList(), found.next());
  }

  @Override
  public List<StandingOrderLine.Execution> executions(String id, int after, int limit) {
    requireWithin(limit);
    StandingOrder order = known(id);
    return orders.executions(order, after, limit).stream().map(each -> line(order, each)).toList();
  }

  @Override
  public StandingOrderLine pause(String id) {
    return line(orders.pause(known(id)));
  }

  @Override
  public StandingOrderLine resume(String id) {
    return line(orders.resume(known(id)));
  }

  @Override
  public StandingOrderLine cancel(String id) {
    return line(orders.cancel(known(id)));
  }

  @Override
  public ApprovalLine approval(String id) {
    StandingOrder order = known(id);
    return orders
        .signatories()
        .approval(order.order())
        .orElseThrow(
            () ->
                Problem.of(
                        ErrorCode.STANDING_APPROVAL_REFUSED,
                        "order",
                        id,
                        "reason",
                        "its payer's signatories are not asked about it")
                    .exception());
  }

  @Override
  public ApprovalLine decide(ApprovalOrder order, long evidence) {
    orders.signatories().decide(known(order.id()).order(), order, evidence);
    return approval(order.id());
  }

  private Payee payee(StandingOrderWish wish, AccountId payer) {
    if (wish.account().isEmpty() == wish.alias().isEmpty()) {
      throw TypedText.malformed("payee", "give one of payee, phone, iin and bin");
    }
    if (wish.account().isEmpty()) {
      return new Payee.Known(TypedCustomer.alias(wish.alias()));
    }
    AccountId account = TypedText.account("payee", wish.account());
    if (account.equals(payer)) {
      throw Problem.of(ErrorCode.SELF_PAYMENT, "account", account).exception();
    }
    if (network.get().current().participantByBankCode(account.bankCode()).isEmpty()) {
      throw Problem.of(ErrorCode.UNKNOWN_BANK, "bank", account.bankCode()).exception();
    }
    return new Payee.Numbered(account);
  }

  private static String purpose(String text) {
    if (text.length() > PURPOSE_LENGTH_MAX || text.chars().anyMatch(Character::isISOControl)) {
      throw TypedText.malformed(
          "purpose", "it is not one line of at most " + PURPOSE_LENGTH_MAX + " characters");
    }
    return text;
  }

  private static Schedule schedule(StandingOrderWish.When when) {
    LocalDateTime first = first(when.first());
    Optional<Integer> times = Optional.empty();
    if (!when.times().isEmpty()) {
      if (!TIMES.matcher(when.times()).matches()) {
        throw TypedText.malformed("times", "it is no number within 1 and 99999");
      }
      times = Optional.of(Integer.parseInt(when.times()));
    }
    Optional<LocalDate> until =
        when.until().isEmpty() ? Optional.empty() : Optional.of(day(when.until()));
    if (until.isPresent() && until.get().isBefore(first.toLocalDate())) {
      throw TypedText.malformed("until", "it is before the first day");
    }
    return new Schedule(
        TypedText.oneOf("every", when.every(), Schedule.Every.values()),
        first.toLocalDate(),
        first.toLocalTime(),
        TypedText.oneOf("shift", when.shift(), Schedule.Shift.values()),
        until,
        times);
  }

  private static LocalDateTime first(String text) {
    try {
      if (TIME.matcher(text).matches()) {
        return LocalDateTime.parse(text);
      }
    } catch (DateTimeException _) {
      // Said below.
    }
    throw TypedText.malformed("first", "it is no time such as 2026-06-01T09:00");
  }

  private static LocalDate day(String text) {
    try {
      if (DAY.matcher(text).matches()) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException _) {
      // Said below.
    }
    throw TypedText.malformed("until", "it is no day such as 2026-12-31");
  }

  private StandingOrder known(String id) {
    return orders
        .find(id)
        .orElseThrow(
            () ->
                Problem.of(ErrorCode.UNKNOWN_STANDING_ORDER, "order", id, "bank", bank)
                    .exception());
  }

  private static void requireWithin(int limit) {
    if (limit < 1 || limit > StandingOrderLine.LINES_MAX) {
      throw TypedText.malformed(
          "limit", limit + " is not within 1 and " + StandingOrderLine.LINES_MAX);
    }
  }

  private StandingOrderLine line(StandingOrder now) {
    StandingOrder.Order order = now.order();
    Schedule schedule = order.schedule();
    return new StandingOrderLine(
        order.id(),
        now.seq(),
        order.payer().value(),
        switch (order.payee()) {
          case Payee.Numbered(AccountId account) -> account.value();
          case Payee.Known _ -> "";
        },
        switch (order.payee()) {
          case Payee.Numbered _ -> NO_ALIAS;
          case Payee.Known(Alias alias) -> typed(alias);
        },
        order.amount(),
        network.get().current().assets().getFirst().asset().code(),
        order.purpose(),
        new StandingOrderWish.When(
            schedule.every().name(),
            schedule.first().atTime(schedule.time()).toString(),
            schedule.shift().name(),
            schedule.until().map(LocalDate::toString).orElse(""),
            schedule.times().map(String::valueOf).orElse("")),
        now.state().name(),
        now.state() == State.ACTIVE ? Optional.of(now.dueAt()) : Optional.empty(),
        now.createdAt(),
        now.changedAt(),
        order.evidence());
  }

  private static StandingOrderLine.Execution line(StandingOrder order, Execution execution) {
    boolean isWaiting = execution.fate() == Fate.DUE && execution.tries() > 0;
    return new StandingOrderLine.Execution(
        execution.number(),
        execution.day(),
        execution.dueAt(),
        order.payment(execution.day()).value(),
        execution.fate().name(),
        execution.tries(),
        isWaiting ? Optional.of(execution.tryAt()) : Optional.empty(),
        execution.endedAt(),
        execution.transaction().map(Object::toString),
        execution.problem());
  }

  private static PayeeAlias typed(Alias alias) {
    return switch (alias.kind()) {
      case PHONE -> new PayeeAlias(alias.value(), "", "");
      case IIN -> new PayeeAlias("", alias.value(), "");
      case BIN -> new PayeeAlias("", "", alias.value());
    };
  }
}
