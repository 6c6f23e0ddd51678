package kz.digitaltenge.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.PaymentLine;
import kz.digitaltenge.api.operator.PaymentListOperations;
import kz.digitaltenge.api.operator.PaymentSearch;
import kz.digitaltenge.gateway.Routes.Route;
import kz.digitaltenge.ledger.NodeId;

/// Payments of the bank's accounts, made and received, as a list to look through.
final class PaymentListMethods {
  private static final String BEFORE = "before";
  private static final String AFTER = "after";
  private static final String STATE = "state";
  private static final Set<String> KNOWN =
      Set.of(
          BEFORE,
          AFTER,
          "limit",
          "account",
          "direction",
          STATE,
          "from",
          "to",
          "counterpartyBank",
          "minAmount",
          "maxAmount");

  private final String bank;
  private final Supplier<PaymentListOperations> payments;

  PaymentListMethods(String bank, Supplier<PaymentListOperations> payments) {
    this.bank = bank;
    this.payments = payments;
  }

  List<Route> routes() {
    return List.of(new Route("GET", "/v1/payments", this::list));
  }

  private Reply list(Call call) {
    var query = QueryFields.of(call.query(), KNOWN);
    int limit = query.limit();
    boolean isPending = query.value(STATE).equals(Optional.of(PaymentLine.State.PENDING.name()));
    requireAbsent(query, isPending ? BEFORE : AFTER);
    long position =
        query
            .value(isPending ? AFTER : BEFORE)
            .map(text -> AccountMethods.position(isPending ? AFTER : BEFORE, text))
            .orElse(isPending ? 0 : ListPart.NEWEST);
    if (!call.isOwn()) {
      throw Admission.refused(call, "payments of " + bank);
    }
    var search =
        new PaymentSearch(
            query.value("account").orElse(""),
            query.value("direction").orElse(""),
            query.value(STATE).orElse(""),
            query.value("from").orElse(""),
            query.value("to").orElse(""),
            query.value("counterpartyBank").orElse(""),
            query.value("minAmount").orElse(""),
            query.value("maxAmount").orElse(""));
    ListPart<PaymentLine> part =
        isPending
            ? payments.get().pending(search, position, limit)
            : payments.get().payments(search, position, limit);
    return new Reply.Done(
        Reply.OK,
        page(
            "payments",
            part.lines().stream().map(PaymentListMethods::shown).toList(),
            part.next()));
  }

  /// Each of the two lists has its own order, so a place in one is none in the other.
  private static void requireAbsent(QueryFields query, String name) {
    if (query.value(name).isPresent()) {
      throw Malformed.field("The parameter \"" + name + "\"", "it is not known here");
    }
  }

  /// A page of a list, with what to ask for after it if anything.
  static Map<String, Object> page(String name, List<Map<String, Object>> lines, OptionalLong next) {
    Map<String, Object> page = Json.object(name, lines);
    if (next.isPresent()) {
      page.put("next", String.valueOf(next.getAsLong()));
    }
    return page;
  }

  private static Map<String, Object> shown(PaymentLine line) {
    Map<String, Object> shown =
        Json.object(
            "account", line.account(),
            "state", line.state().name(),
            "banks", line.banks().stream().map(NodeId::value).toList());
    shown.putAll(AccountMethods.line(line.moved()));
    line.attempt().ifPresent(attempt -> shown.put("attempt", attempt));
    return shown;
  }
}
