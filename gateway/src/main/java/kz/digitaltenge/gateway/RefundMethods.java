package kz.digitaltenge.gateway;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Language;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.ConversionLine.Progress;
import kz.digitaltenge.api.operator.ListPart;
import kz.digitaltenge.api.operator.RefundLine;
import kz.digitaltenge.api.operator.RefundOperations;
import kz.digitaltenge.api.operator.RefundOrder;
import kz.digitaltenge.api.operator.RefundSearch;
import kz.digitaltenge.gateway.Routes.Route;

/// Payments that the bank's customers give back (S17).
final class RefundMethods {
  private static final String PATH = "/v1/payments/{id}/refunds";

  private final String bank;
  private final Supplier<RefundOperations> refunds;

  RefundMethods(String bank, Supplier<RefundOperations> refunds) {
    this.bank = bank;
    this.refunds = refunds;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", PATH, this::refund),
        new Route("GET", PATH, this::show),
        new Route("GET", "/v1/refunds", this::list));
  }

  /// The idempotency key is the refund's id, and its payment's id in the ledger.
  private Reply refund(Call call) {
    String id = call.fields().idempotencyKey();
    if (id.isEmpty()) {
      throw Malformed.field(ApiFields.IDEMPOTENCY_KEY, "it is missing");
    }
    var fields = BodyFields.of(call, Set.of("amount", "currency", "transaction", "account"));
    var order =
        new RefundOrder(
            id,
            call.id(),
            fields.filled("transaction").orElse(""),
            fields.filled("account").orElse(""),
            fields.filled("amount").orElse(""),
            fields.filled("currency").orElse(""));
    requireOwn(call);
    RefundLine line = refunds.get().refund(order);
    return switch (line.progress()) {
      case DONE -> new Reply.Told(Reply.OK, language -> shown(line, language));
      case UNDER_WAY -> new Reply.Told(Reply.ACCEPTED, language -> shown(line, language));
      case REFUSED ->
          new Reply.Failed(
              Problem.of(ErrorCode.REFUND_REFUSED, "refund", line.refund()).because(line.note()));
    };
  }

  private Reply list(Call call) {
    var query = QueryFields.of(call.query(), Set.of("before", "limit", "state", "from", "to"));
    int limit = query.limit();
    long before = query.value("before").map(AccountMethods::position).orElse(ListPart.NEWEST);
    if (!call.isOwn()) {
      throw Admission.refused(call, "refunds of " + bank);
    }
    var search =
        new RefundSearch(
            query.value("state").orElse(""),
            query.value("from").orElse(""),
            query.value("to").orElse(""));
    ListPart<RefundLine> part = refunds.get().refunds(search, before, limit);
    return new Reply.Told(
        Reply.OK,
        language -> PaymentListMethods.page("refunds", shown(part.lines(), language), part.next()));
  }

  private Reply show(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    requireOwn(call);
    List<RefundLine> lines = refunds.get().refunds(call.id());
    return new Reply.Told(Reply.OK, language -> Json.object("refunds", shown(lines, language)));
  }

  private void requireOwn(Call call) {
    if (!call.isOwn()) {
      throw Problem.of(ErrorCode.UNKNOWN_PAYMENT, "payment", call.id(), "bank", bank).exception();
    }
  }

  private static List<Map<String, Object>> shown(List<RefundLine> lines, Language language) {
    return lines.stream().map(line -> shown(line, language)).toList();
  }

  private static Map<String, Object> shown(RefundLine line, Language language) {
    Map<String, Object> shown =
        Json.object(
            "id", line.refund(),
            "payment", line.payment(),
            "refundOf", line.of().toString(),
            "amount", line.amount().toString(),
            "state", state(line.progress()),
            "requestedAt", line.requestedAt().toString(),
            "changedAt", line.changedAt().toString());
    line.transaction().ifPresent(id -> shown.put("transaction", id.toString()));
    Notes.put(shown, line.note(), language);
    return shown;
  }

  private static String state(Progress progress) {
    return switch (progress) {
      case UNDER_WAY -> "PENDING";
      case DONE -> "FINAL";
      case REFUSED -> "REFUSED";
    };
  }
}
