package kz.digitaltenge.gateway;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ApprovalLine;
import kz.digitaltenge.api.operator.ApprovalOrder;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.PayeeAlias;
import kz.digitaltenge.api.operator.StandingOrderLine;
import kz.digitaltenge.api.operator.StandingOrderLine.Execution;
import kz.digitaltenge.api.operator.StandingOrderOperations;
import kz.digitaltenge.api.operator.StandingOrderSearch;
import kz.digitaltenge.api.operator.StandingOrderWish;
import kz.digitaltenge.gateway.Routes.Route;
import kz.digitaltenge.ledger.crypto.Hash;

/// Payments at a date, and again and again.
final class StandingOrderMethods {
  private static final String PATH = "/v1/standing-orders";
  private static final String ONE = PATH + "/{id}";
  private static final String APPROVALS = ONE + "/approvals";
  private static final String PAYER = "payer";
  private static final String PAYEE = "payee";
  private static final String PHONE = "phone";
  private static final String IIN = "iin";
  private static final String BIN = "bin";
  private static final String AMOUNT = "amount";
  private static final String CURRENCY = "currency";
  private static final String PURPOSE = "purpose";
  private static final String EVERY = "every";
  private static final String FIRST = "first";
  private static final String SHIFT = "shift";
  private static final String UNTIL = "until";
  private static final String TIMES = "times";
  private static final Set<String> MEMBERS =
      Set.of(
          PAYER, PAYEE, PHONE, IIN, BIN, AMOUNT, CURRENCY, PURPOSE, EVERY, FIRST, SHIFT, UNTIL,
          TIMES);
  private static final int NUMBER_MAX = 100_000;

  private final String bank;
  private final Supplier<StandingOrderOperations> orders;

  StandingOrderMethods(String bank, Supplier<StandingOrderOperations> orders) {
    this.bank = bank;
    this.orders = orders;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", PATH, this::begin),
        new Route("GET", PATH, this::list),
        new Route("GET", ONE, this::show),
        new Route("GET", ONE + "/executions", this::executions),
        new Route("POST", APPROVALS, this::decide),
        new Route("GET", APPROVALS, this::approval),
        new Route("POST", ONE + "/pause", change(StandingOrderOperations::pause), ONE),
        new Route("POST", ONE + "/resume", change(StandingOrderOperations::resume), ONE),
        new Route("POST", ONE + "/cancel", change(StandingOrderOperations::cancel), ONE));
  }

  /// The idempotency key is the order's id; with the same bytes it is the same order.
  private Reply begin(Call call) {
    String id = call.fields().idempotencyKey();
    if (id.isEmpty()) {
      throw Malformed.field(ApiFields.IDEMPOTENCY_KEY, "it is missing");
    }
    var fields = BodyFields.of(call, MEMBERS);
    var wish =
        new StandingOrderWish(
            id,
            fields.text(PAYER),
            fields.optional(PAYEE).orElse(""),
            new PayeeAlias(
                fields.optional(PHONE).orElse(""),
                fields.optional(IIN).orElse(""),
                fields.optional(BIN).orElse("")),
            fields.text(AMOUNT),
            fields.text(CURRENCY),
            fields.optional(PURPOSE).orElse(""),
            new StandingOrderWish.When(
                fields.text(EVERY),
                fields.text(FIRST),
                fields.optional(SHIFT).orElse("AS_IS"),
                fields.optional(UNTIL).orElse(""),
                fields.optional(TIMES).orElse("")),
            Hash.sha256(call.body().trusted()));
    if (!call.isOwn()) {
      throw AccountMethods.unknown(wish.payer(), bank);
    }
    return new Reply.Done(Reply.CREATED, object(orders.get().begin(wish, call.evidence())));
  }

  private Reply list(Call call) {
    var query = QueryFields.of(call.query(), Set.of("before", "limit", "account", "state"));
    int limit = query.limit();
    long before = query.value("before").map(AccountMethods::sequence).orElse(ListPart.NEWEST);
    var search =
        new StandingOrderSearch(query.value("account").orElse(""), query.value("state").orElse(""));
    ListPart<StandingOrderLine> part =
        call.isOwn() ? orders.get().standingOrders(search, before, limit) : ListPart.empty();
    return new Reply.Done(
        Reply.OK,
        PaymentListMethods.page(
            "standingOrders",
            part.lines().stream().map(StandingOrderMethods::object).toList(),
            part.next()));
  }

  private Reply show(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    requireOwn(call);
    return new Reply.Done(Reply.OK, object(orders.get().standingOrder(call.id())));
  }

  private Reply executions(Call call) {
    var query = QueryFields.of(call.query(), Set.of("after", "limit"));
    int limit = query.limit();
    // The first number is 0.
    int after = query.value("after").isEmpty() ? -1 : query.within("after", 0, 0, NUMBER_MAX);
    requireOwn(call);
    List<Execution> found = orders.get().executions(call.id(), after, limit);
    return new Reply.Told(
        Reply.OK,
        language -> {
          Map<String, Object> page =
              Json.object(
                  "executions", found.stream().map(each -> object(each, language)).toList());
          if (found.size() == limit) {
            page.put("next", String.valueOf(found.getLast().number()));
          }
          return page;
        });
  }

  private Reply decide(Call call) {
    ApprovalOrder order = ApprovalMethods.order(call);
    requireOwn(call);
    ApprovalLine decided = orders.get().decide(order, call.evidence());
    return new Reply.Told(Reply.OK, language -> RegisterJson.approval(decided, language));
  }

  private Reply approval(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    requireOwn(call);
    ApprovalLine asked = orders.get().approval(call.id());
    return new Reply.Told(Reply.OK, language -> RegisterJson.approval(asked, language));
  }

  private Routes.Method change(
      BiFunction<StandingOrderOperations, String, StandingOrderLine> change) {
    return call -> {
      var _ = QueryFields.of(call.query(), Set.of());
      if (!call.body().isEmpty()) {
        throw Malformed.body("there is nothing to say");
      }
      requireOwn(call);
      return new Reply.Done(Reply.OK, object(change.apply(orders.get(), call.id())));
    };
  }

  /// To others this bank's orders are like those that nobody gave.
  private void requireOwn(Call call) {
    if (!call.isOwn()) {
      throw unknown(call.id());
    }
  }

  private PlatformException unknown(String id) {
    return Problem.of(ErrorCode.UNKNOWN_STANDING_ORDER, "order", id, "bank", bank).exception();
  }

  private static Map<String, Object> object(StandingOrderLine line) {
    Map<String, Object> shown = Json.object("id", line.id(), PAYER, line.payer());
    put(shown, PAYEE, line.account());
    put(shown, PHONE, line.alias().phone());
    put(shown, IIN, line.alias().iin());
    put(shown, BIN, line.alias().bin());
    shown.put(AMOUNT, line.amount().toString());
    shown.put(CURRENCY, line.currency());
    put(shown, PURPOSE, line.purpose());
    shown.put(EVERY, line.when().every());
    shown.put(FIRST, line.when().first());
    shown.put(SHIFT, line.when().shift());
    put(shown, UNTIL, line.when().until());
    put(shown, TIMES, line.when().times());
    shown.put("state", line.state());
    line.nextDue().ifPresent(at -> shown.put("nextDue", at.toString()));
    shown.put("createdAt", line.createdAt().toString());
    shown.put("changedAt", line.changedAt().toString());
    shown.put("evidence", String.valueOf(line.evidence()));
    return shown;
  }

  private static Map<String, Object> object(Execution line, Language language) {
    Map<String, Object> shown =
        Json.object(
            "number",
            line.number(),
            "day",
            line.day().toString(),
            "dueAt",
            line.dueAt().toString(),
            "payment",
            line.payment(),
            "state",
            line.state(),
            "tries",
            line.tries());
    line.nextTry().ifPresent(at -> shown.put("nextTry", at.toString()));
    line.endedAt().ifPresent(at -> shown.put("endedAt", at.toString()));
    line.transaction().ifPresent(id -> shown.put("transaction", id));
    line.problem()
        .ifPresent(problem -> shown.put("problem", RegisterJson.problem(problem, language)));
    return shown;
  }

  private static void put(Map<String, Object> shown, String name, String text) {
    if (!text.isEmpty()) {
      shown.put(name, text);
    }
  }
}
