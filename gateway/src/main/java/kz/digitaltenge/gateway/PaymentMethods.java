package kz.digitaltenge.gateway;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.api.operator.PaymentExplanation;
import kz.digitaltenge.api.operator.PaymentExplanation.Attempt;
import kz.digitaltenge.gateway.Routes.Route;

/// Payments of the bank's customers (S06, S08).
final class PaymentMethods {
  private static final String PAYER = "payer";

  private final String bank;
  private final Supplier<NodeOperations> node;

  PaymentMethods(String bank, Supplier<NodeOperations> node) {
    this.bank = bank;
    this.node = node;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/payments", this::pay),
        new Route("GET", "/v1/payments/{id}", this::explain));
  }

  /// The idempotency key is the payment's id: the node itself sees to it that an id is paid once
  /// and means one content for good, also across restarts.
  private Reply pay(Call call) {
    String payment = call.fields().idempotencyKey();
    if (payment.isEmpty()) {
      throw Malformed.field(ApiFields.IDEMPOTENCY_KEY, "it is missing");
    }
    var fields = BodyFields.of(call, Set.of(PAYER, "payee", "amount", "currency"));
    var order =
        new PayOrder(
            payment,
            fields.text(PAYER),
            fields.text("payee"),
            fields.text("amount"),
            fields.text("currency"));
    if (!call.isOwn()) {
      throw AccountMethods.unknown(order.payer(), bank);
    }
    return reply(payment, node.get().pay(order));
  }

  private static Reply reply(String payment, PayOutcome outcome) {
    return switch (outcome) {
      case PayOutcome.Final(var transaction, long position, var at) ->
          new Reply.Done(
              Reply.OK,
              Json.object(
                  "id", payment,
                  "state", "FINAL",
                  "transaction", transaction.toString(),
                  "position", String.valueOf(position),
                  "decidedAt", at.toString()));
      case PayOutcome.Pending(var transaction, _) ->
          new Reply.Done(
              Reply.ACCEPTED,
              Json.object(
                  "id", payment, "state", "PENDING", "transaction", transaction.toString()));
      case PayOutcome.Refused(Problem problem) -> new Reply.Failed(problem);
    };
  }

  private Reply explain(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    if (!call.isOwn()) {
      throw Problem.of(ErrorCode.UNKNOWN_PAYMENT, "payment", call.id(), "bank", bank).exception();
    }
    PaymentExplanation explanation = node.get().explain(call.id());
    return new Reply.Done(
        Reply.OK,
        Json.object(
            "id",
            explanation.payment().value(),
            "attempts",
            explanation.attempts().stream().map(PaymentMethods::attempt).toList()));
  }

  private static Map<String, Object> attempt(Attempt attempt) {
    Map<String, Object> shown =
        Json.object(
            "side",
            attempt.side().name(),
            "number",
            attempt.number(),
            "transaction",
            attempt.transaction().toString(),
            "state",
            attempt.state().name(),
            "currency",
            attempt.asset().code(),
            "amount",
            attempt.amount().toString(),
            PAYER,
            attempt.payer(),
            "payee",
            attempt.payee(),
            "windowUntil",
            attempt.windowUntil().toString());
    attempt.position().ifPresent(at -> shown.put("position", String.valueOf(at)));
    attempt.decidedAt().ifPresent(at -> shown.put("decidedAt", at.toString()));
    shown.put("evidence", attempt.evidence());
    shown.put("next", attempt.next());
    return shown;
  }
}
