package kz.digitaltenge.gateway;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import kz.digitaltenge.api.operator.ChangeState;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.LimitLine;
import kz.digitaltenge.api.operator.LimitRow;
import kz.digitaltenge.api.operator.StateLine;
import kz.digitaltenge.gateway.Routes.Route;

/// What accounts may be used for: their states and limits.
final class AccountStateMethods {
  private final String bank;
  private final Supplier<CustomerOperations> customers;

  AccountStateMethods(String bank, Supplier<CustomerOperations> customers) {
    this.bank = bank;
    this.customers = customers;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/accounts/{id}/states", this::change, "/v1/accounts/{id}/states"),
        new Route("GET", "/v1/accounts/{id}/states", this::states),
        new Route("GET", "/v1/accounts/{id}/limits", this::limits),
        new Route("GET", "/v1/limits", this::limitTable));
  }

  private Reply change(Call call) {
    var fields = BodyFields.of(call, Set.of("state", "reason", "order"));
    var wish =
        new ChangeState(
            call.id(),
            fields.text("state"),
            fields.text("reason"),
            fields.optional("order").orElse(""));
    requireOwn(call);
    return new Reply.Done(Reply.OK, shown(customers.get().changeState(wish, call.evidence())));
  }

  private Reply states(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    requireOwn(call);
    return new Reply.Done(
        Reply.OK,
        Json.object(
            "states",
            customers.get().states(call.id()).stream().map(AccountStateMethods::shown).toList()));
  }

  private Reply limits(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    requireOwn(call);
    return new Reply.Done(
        Reply.OK,
        Json.object(
            "limits",
            customers.get().limits(call.id()).stream().map(AccountStateMethods::shown).toList()));
  }

  /// The table is the bank's own matter: to others it has none.
  private Reply limitTable(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    List<LimitRow> rows = call.isOwn() ? customers.get().limitTable() : List.of();
    return new Reply.Done(
        Reply.OK, Json.object("limits", rows.stream().map(AccountStateMethods::shown).toList()));
  }

  private void requireOwn(Call call) {
    if (!call.isOwn()) {
      throw AccountMethods.unknown(call.id(), bank);
    }
  }

  private static Map<String, Object> shown(StateLine line) {
    Map<String, Object> shown =
        Json.object("account", line.account(), "state", line.state(), "at", line.at().toString());
    CustomerMethods.put(shown, "reason", line.reason());
    CustomerMethods.put(shown, "order", line.order());
    if (line.evidence() >= 0) {
      shown.put("evidence", String.valueOf(line.evidence()));
    }
    return shown;
  }

  private static Map<String, Object> shown(LimitRow row) {
    return Json.object(
        "class", row.of(),
        "kind", row.kind(),
        "from", row.from().toString(),
        "limit", row.limit().toString(),
        "isInForce", row.isInForce());
  }

  private static Map<String, Object> shown(LimitLine line) {
    return Json.object(
        "kind", line.kind(),
        "from", line.from().toString(),
        "limit", line.limit().toString(),
        "remainder", line.remainder().toString());
  }
}
