package kz.digitaltenge.gateway;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ClientConversionLine;
import kz.digitaltenge.api.operator.ClientConversionOperations;
import kz.digitaltenge.api.operator.ClientConversionOrder;
import kz.digitaltenge.api.operator.ClientConversionSearch;
import kz.digitaltenge.api.operator.ClientReconciliationLine;
import kz.digitaltenge.api.operator.ClientReconciliationLine.Turnover;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.ReconciliationLine.Item;
import kz.digitaltenge.gateway.Routes.Route;

/// Conversions of the bank's customers (S04, S05, S12).
final class ConversionMethods {
  private final String bank;
  private final Supplier<ClientConversionOperations> conversions;
  private final Semaphore room = new Semaphore(GatewayLimits.CONVERSIONS_AT_ONCE_MAX);

  ConversionMethods(String bank, Supplier<ClientConversionOperations> conversions) {
    this.bank = bank;
    this.conversions = conversions;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/conversions", this::convert),
        new Route("GET", "/v1/conversions", this::list),
        new Route("GET", "/v1/conversions/{id}", this::show),
        new Route("POST", "/v1/conversions/{id}/retry", this::retry),
        new Route("GET", "/v1/reconciliation", this::reconcile));
  }

  /// The idempotency key is the conversion's id, as with payments.
  private Reply convert(Call call) {
    String id = call.fields().idempotencyKey();
    if (id.isEmpty()) {
      throw Malformed.field(ApiFields.IDEMPOTENCY_KEY, "it is missing");
    }
    var fields =
        BodyFields.of(call, Set.of("direction", "account", "coreAccount", "amount", "currency"));
    var order =
        new ClientConversionOrder(
            id,
            fields.text("direction"),
            fields.text("account"),
            fields.text("coreAccount"),
            fields.text("amount"),
            fields.text("currency"));
    if (!call.isOwn()) {
      throw AccountMethods.unknown(order.account(), bank);
    }
    ClientConversionLine line = withinRoom(() -> conversions.get().convert(order));
    return switch (line.progress()) {
      case DONE -> new Reply.Told(Reply.OK, language -> object(line, language));
      case UNDER_WAY -> new Reply.Told(Reply.ACCEPTED, language -> object(line, language));
      case REFUSED ->
          new Reply.Failed(
              Problem.of(ErrorCode.CONVERSION_REFUSED, "conversion", line.name())
                  .because(line.note()));
    };
  }

  /// What it ends in is no failure of the retry: that the money is back is what it is for.
  private Reply retry(Call call) {
    String account = BodyFields.of(call, Set.of("coreAccount")).optional("coreAccount").orElse("");
    requireOwn(call);
    ClientConversionLine line = withinRoom(() -> conversions.get().retry(call.id(), account));
    int status =
        switch (line.progress()) {
          case DONE, REFUSED -> Reply.OK;
          case UNDER_WAY -> Reply.ACCEPTED;
        };
    return new Reply.Told(status, language -> object(line, language));
  }

  private void requireOwn(Call call) {
    if (!call.isOwn()) {
      throw Problem.of(ErrorCode.UNKNOWN_CONVERSION, "conversion", call.id(), "bank", bank)
          .exception();
    }
  }

  private Reply show(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    requireOwn(call);
    ClientConversionLine line = conversions.get().conversion(call.id());
    return new Reply.Told(Reply.OK, language -> object(line, language));
  }

  private Reply list(Call call) {
    var query =
        QueryFields.of(
            call.query(), Set.of("before", "limit", "account", "direction", "state", "from", "to"));
    int limit = query.limit();
    long before = query.value("before").map(AccountMethods::position).orElse(ListPart.NEWEST);
    if (!call.isOwn()) {
      throw Admission.refused(call, "conversions of " + bank);
    }
    var search =
        new ClientConversionSearch(
            query.value("account").orElse(""),
            query.value("direction").orElse(""),
            query.value("state").orElse(""),
            query.value("from").orElse(""),
            query.value("to").orElse(""));
    ListPart<ClientConversionLine> part = conversions.get().conversions(search, before, limit);
    return new Reply.Told(
        Reply.OK,
        language ->
            PaymentListMethods.page(
                "conversions",
                part.lines().stream().map(line -> object(line, language)).toList(),
                part.next()));
  }

  private Reply reconcile(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    if (!call.isOwn()) {
      throw Admission.refused(call, "the reconciliation of " + bank);
    }
    ClientReconciliationLine found = withinRoom(() -> conversions.get().reconcile());
    return new Reply.Done(
        Reply.OK,
        Json.object(
            "at",
            found.at().toString(),
            "clean",
            found.isClean(),
            "booked",
            object(found.booked()),
            "expected",
            object(found.expected()),
            "inFlight",
            found.inFlight().stream().map(ConversionMethods::object).toList(),
            "breaks",
            found.breaks().stream().map(ConversionMethods::object).toList()));
  }

  /// What asks the core banking system takes no more than its part of the gateway.
  private <T> T withinRoom(Supplier<T> work) {
    if (!room.tryAcquire()) {
      throw Problem.of(
              ErrorCode.OVERLOADED,
              "queue",
              "The line of conversions at " + bank,
              "limit",
              GatewayLimits.CONVERSIONS_AT_ONCE_MAX)
          .exception();
    }
    try {
      return work.get();
    } finally {
      room.release();
    }
  }

  private static Map<String, Object> object(ClientConversionLine line, Language language) {
    Map<String, Object> shown =
        Json.object(
            "id",
            line.name(),
            "direction",
            line.direction(),
            "account",
            line.account(),
            "coreAccount",
            line.coreAccount(),
            "amount",
            line.amount().toString(),
            "state",
            line.stage(),
            "requestedAt",
            line.requestedAt().toString(),
            "changedAt",
            line.changedAt().toString());
    line.coreReference().ifPresent(reference -> shown.put("coreReference", reference));
    line.transaction().ifPresent(id -> shown.put("transaction", id));
    line.returnReference().ifPresent(reference -> shown.put("returnReference", reference));
    line.returnTransaction().ifPresent(id -> shown.put("returnTransaction", id));
    line.returnAccount().ifPresent(account -> shown.put("returnAccount", account));
    line.owed().ifPresent(owed -> shown.put("owed", object(owed, language)));
    Notes.put(shown, line.note(), language);
    return shown;
  }

  private static Map<String, Object> object(ClientConversionLine.Owed owed, Language language) {
    Map<String, Object> shown = Json.object("since", owed.since().toString());
    owed.attempt().ifPresent(attempt -> shown.put("attempt", attempt));
    owed.nextAt().ifPresent(time -> shown.put("nextAt", time.toString()));
    Notes.put(shown, owed.note(), language);
    return shown;
  }

  private static Map<String, Object> object(Turnover turnover) {
    return Json.object(
        "debited", turnover.debited().toString(), "credited", turnover.credited().toString());
  }

  private static Map<String, Object> object(Item item) {
    return Json.object(
        "kind",
        item.kind(),
        "name",
        item.name(),
        "amount",
        item.amount().toString(),
        "since",
        item.since().toString());
  }
}
