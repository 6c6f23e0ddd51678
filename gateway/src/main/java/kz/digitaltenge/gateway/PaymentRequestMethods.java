package kz.digitaltenge.gateway;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.PayeeAlias;
import kz.digitaltenge.api.operator.PaymentRequestLine;
import kz.digitaltenge.api.operator.PaymentRequestOperations;
import kz.digitaltenge.api.operator.PaymentRequestOrder;
import kz.digitaltenge.api.operator.PaymentRequestPart;
import kz.digitaltenge.api.operator.PaymentRequestSearch;
import kz.digitaltenge.gateway.Routes.Route;

/// Requests to pay that the bank's customers make and are made.
final class PaymentRequestMethods {
  private static final String PATH = "/v1/payment-requests";
  private static final String ONE = PATH + "/{id}";
  private static final String AFTER = "after";

  private final String bank;
  private final Supplier<PaymentRequestOperations> requests;

  PaymentRequestMethods(String bank, Supplier<PaymentRequestOperations> requests) {
    this.bank = bank;
    this.requests = requests;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", PATH, this::ask),
        new Route("GET", PATH, this::changed),
        new Route("GET", ONE, this::show),
        new Route("POST", ONE + "/acceptance", this::accept, ONE),
        new Route("POST", ONE + "/refusal", this::refuse, ONE),
        new Route("POST", ONE + "/cancellation", this::cancel, ONE));
  }

  /// The idempotency key is the request's id at the payee's bank.
  private Reply ask(Call call) {
    String id = call.fields().idempotencyKey();
    if (id.isEmpty()) {
      throw Malformed.field(ApiFields.IDEMPOTENCY_KEY, "it is missing");
    }
    var fields =
        BodyFields.of(
            call,
            Set.of(
                "account",
                "payer",
                "phone",
                "iin",
                "bin",
                "amount",
                "currency",
                "purpose",
                "expiresAt"));
    var alias =
        new PayeeAlias(
            fields.optional("phone").orElse(""),
            fields.optional("iin").orElse(""),
            fields.optional("bin").orElse(""));
    String payer = alias.isEmpty() ? fields.text("payer") : fields.optional("payer").orElse("");
    if (!alias.isEmpty() && !payer.isEmpty()) {
      throw Malformed.field("\"payer\"", "a phone, IIN or BIN is given as well");
    }
    var order =
        new PaymentRequestOrder(
            id,
            fields.text("account"),
            payer,
            alias,
            fields.text("amount"),
            fields.text("currency"),
            fields.optional("purpose").orElse(""),
            fields.text("expiresAt"));
    if (!call.isOwn()) {
      throw AccountMethods.unknown(order.account(), bank);
    }
    return told(Reply.CREATED, requests.get().ask(order));
  }

  private Reply changed(Call call) {
    var query =
        QueryFields.of(
            call.query(), Set.of(AFTER, "limit", "side", "account", "state", "from", "to"));
    int limit = query.limit();
    long after =
        query
            .value(AFTER)
            .map(text -> EventJson.position(AFTER, text))
            .orElse(PaymentRequestOperations.BEGINNING);
    if (!call.isOwn()) {
      throw Admission.refused(call, "payment requests of " + bank);
    }
    var search =
        new PaymentRequestSearch(
            query.value("side").orElse(""),
            query.value("account").orElse(""),
            query.value("state").orElse(""),
            query.value("from").orElse(""),
            query.value("to").orElse(""));
    PaymentRequestPart part = requests.get().changedAfter(search, after, limit);
    return new Reply.Told(
        Reply.OK,
        language ->
            Json.object(
                "requests",
                part.lines().stream().map(line -> shown(line, language)).toList(),
                "next",
                String.valueOf(part.next())));
  }

  private Reply show(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    requireOwn(call);
    return told(Reply.OK, requests.get().request(call.id()));
  }

  private Reply accept(Call call) {
    var _ = BodyFields.of(call, Set.of());
    requireOwn(call);
    PaymentRequestLine line = requests.get().accept(call.id());
    return switch (line.state()) {
      case "PAID" -> told(Reply.OK, line);
      case "AWAITING_APPROVAL", "ACCEPTED" -> told(Reply.ACCEPTED, line);
      default ->
          new Reply.Failed(
              Problem.of(ErrorCode.REQUEST_NOT_PAID, "request", line.request())
                  .because(line.note()));
    };
  }

  private Reply refuse(Call call) {
    String reason = BodyFields.of(call, Set.of("reason")).text("reason");
    requireOwn(call);
    return told(Reply.OK, requests.get().refuse(call.id(), reason));
  }

  private Reply cancel(Call call) {
    var _ = BodyFields.of(call, Set.of());
    requireOwn(call);
    PaymentRequestLine line = requests.get().cancel(call.id());
    return told(line.state().equals("CANCELLED") ? Reply.OK : Reply.ACCEPTED, line);
  }

  private void requireOwn(Call call) {
    if (!call.isOwn()) {
      throw Problem.of(ErrorCode.UNKNOWN_REQUEST, "request", call.id(), "bank", bank).exception();
    }
  }

  private static Reply told(int status, PaymentRequestLine line) {
    return new Reply.Told(status, language -> shown(line, language));
  }

  private static Map<String, Object> shown(PaymentRequestLine line, Language language) {
    Map<String, Object> shown =
        Json.object(
            "id", line.request(),
            "side", line.side(),
            "bank", line.bank(),
            "payee", line.payee(),
            "payeeName", line.payeeName(),
            "payer", line.payer(),
            "currency", line.asset().code(),
            "amount", line.amount().toString(),
            "purpose", line.purpose(),
            "expiresAt", line.expiresAt().toString(),
            "state", line.state(),
            "payment", line.payment(),
            "createdAt", line.createdAt().toString(),
            "changedAt", line.changedAt().toString(),
            "position", String.valueOf(line.position()));
    Notes.put(shown, line.note(), language);
    return shown;
  }
}
