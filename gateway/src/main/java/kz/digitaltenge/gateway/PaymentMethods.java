package kz.digitaltenge.gateway;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.MandateOperations;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayOutcome;
import kz.digitaltenge.api.operator.PayeeAlias;
import kz.digitaltenge.api.operator.PayeeLine;
import kz.digitaltenge.api.operator.PaymentExplanation;
import kz.digitaltenge.api.operator.PaymentExplanation.Attempt;
import kz.digitaltenge.api.operator.PaymentExplanation.Refund;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.gateway.Routes.Route;

/// Payments of the bank's customers (S06, S08).
final class PaymentMethods {
  static final String PAYER = "payer";
  static final String PAYEE = "payee";
  static final String AMOUNT = "amount";
  static final String CURRENCY = "currency";
  static final String LEG = "leg";
  static final String LEGS = "legs";
  private static final String PAYEE_NAME = "payeeName";
  static final String PURPOSE = "purpose";
  private static final String PHONE = "phone";
  private static final String IIN = "iin";
  private static final String BIN = "bin";

  private final String bank;
  private final Supplier<NodeOperations> node;
  private final Supplier<CustomerOperations> customers;
  private final Supplier<MandateOperations> mandates;

  PaymentMethods(String bank, BankServices services) {
    this.bank = bank;
    this.node = services.node();
    this.customers = services.customers();
    this.mandates = services.mandates();
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/payments", this::pay),
        new Route("GET", "/v1/payments/{id}", this::explain),
        new Route("POST", "/v1/payees/lookup", this::lookUp));
  }

  /// The idempotency key is the payment's id: the node itself sees to it that an id is paid once
  /// and means one content for good, also across restarts.
  private Reply pay(Call call) {
    String payment = idOf(call);
    var fields =
        BodyFields.of(
            call, ToldFields.and(PAYER, PAYEE, PHONE, IIN, BIN, PAYEE_NAME, AMOUNT, CURRENCY));
    String payer = fields.text(PAYER);
    String amount = fields.text(AMOUNT);
    String currency = fields.text(CURRENCY);
    PayeeAlias alias = alias(fields);
    String account = account(fields, alias);
    String name = payeeName(fields, alias);
    Remittance remittance = ToldFields.of(fields);
    if (!call.isOwn()) {
      throw AccountMethods.unknown(payer, bank);
    }
    String payee = alias.isEmpty() ? account : customers.get().payee(payment, alias, name);
    var order = new PayOrder(payment, payer, payee, amount, currency, List.of(), remittance);
    return mandates
        .get()
        .file(order, call.evidence())
        .flatMap(ApprovalMethods::unpaid)
        .orElseGet(() -> reply(payment, node.get().pay(order), order.legs()));
  }

  /// The members that say whom a leg pays, and how much.
  static Set<String> ofLeg() {
    return Set.of(PAYEE, PHONE, IIN, BIN, PAYEE_NAME, AMOUNT);
  }

  /// Empty when somebody is meant by the alias.
  static String account(BodyFields fields, PayeeAlias alias) {
    String account = alias.isEmpty() ? fields.text(PAYEE) : fields.optional(PAYEE).orElse("");
    if (!alias.isEmpty() && !account.isEmpty()) {
      throw Malformed.field("\"payee\"", "a phone, IIN or BIN is given as well");
    }
    return account;
  }

  static String payeeName(BodyFields fields, PayeeAlias alias) {
    String name = fields.optional(PAYEE_NAME).orElse("");
    if (alias.isEmpty() && !name.isEmpty()) {
      throw Malformed.field("\"payeeName\"", "no phone, IIN or BIN is given");
    }
    return name;
  }

  private Reply lookUp(Call call) {
    String payment = idOf(call);
    var fields = BodyFields.of(call, Set.of(PHONE, IIN, BIN, LEG));
    PayeeAlias alias = alias(fields);
    String name = SplitPaymentMethods.nameOf(payment, fields.optional(LEG));
    if (!call.isOwn()) {
      throw Admission.refused(call, "payees of " + bank);
    }
    PayeeLine payee = customers.get().lookUpPayee(name, alias);
    return new Reply.Done(
        Reply.OK,
        Json.object(
            "id", payment, "bank", payee.bank(), PAYEE, payee.account(), "name", payee.name()));
  }

  static PayeeAlias alias(BodyFields fields) {
    return new PayeeAlias(
        fields.optional(PHONE).orElse(""),
        fields.optional(IIN).orElse(""),
        fields.optional(BIN).orElse(""));
  }

  static String idOf(Call call) {
    String payment = call.fields().idempotencyKey();
    if (payment.isEmpty()) {
      throw Malformed.field(ApiFields.IDEMPOTENCY_KEY, "it is missing");
    }
    return payment;
  }

  static Reply reply(String payment, PayOutcome outcome, List<PayOrder.Leg> legs) {
    return switch (outcome) {
      case PayOutcome.Final(var transaction, long position, var at) ->
          done(
              Reply.OK,
              legs,
              Json.object(
                  "id", payment,
                  "state", "FINAL",
                  "transaction", transaction.toString(),
                  "position", String.valueOf(position),
                  "decidedAt", at.toString()));
      case PayOutcome.Pending(var transaction, _) ->
          done(
              Reply.ACCEPTED,
              legs,
              Json.object(
                  "id", payment, "state", "PENDING", "transaction", transaction.toString()));
      case PayOutcome.Refused(Problem problem) -> new Reply.Failed(problem);
    };
  }

  private static Reply done(int status, List<PayOrder.Leg> legs, Map<String, Object> shown) {
    if (!legs.isEmpty()) {
      shown.put(LEGS, legs(legs));
    }
    return new Reply.Done(status, shown);
  }

  static List<Map<String, Object>> legs(List<PayOrder.Leg> legs) {
    return IntStream.range(0, legs.size())
        .mapToObj(i -> leg(i + 1, legs.get(i).payee(), legs.get(i).amount()))
        .toList();
  }

  private static Map<String, Object> leg(int number, String payee, String amount) {
    return Json.object("number", number, PAYEE, payee, AMOUNT, amount);
  }

  private static Map<String, Object> leg(PaymentExplanation.Leg leg) {
    Map<String, Object> shown = leg(leg.number(), leg.payee(), leg.amount().toString());
    ToldFields.put(shown, leg.remittance());
    return shown;
  }

  private Reply explain(Call call) {
    var _ = QueryFields.of(call.query(), Set.of());
    if (!call.isOwn()) {
      throw Problem.of(ErrorCode.UNKNOWN_PAYMENT, "payment", call.id(), "bank", bank).exception();
    }
    PaymentExplanation explanation = node.get().explain(call.id());
    Map<String, Object> shown =
        Json.object(
            "id",
            explanation.payment().value(),
            "attempts",
            explanation.attempts().stream().map(PaymentMethods::attempt).toList());
    if (!explanation.refunds().isEmpty()) {
      shown.put("refunded", explanation.refunded().toString());
      shown.put("refunds", explanation.refunds().stream().map(PaymentMethods::refund).toList());
    }
    return new Reply.Done(Reply.OK, shown);
  }

  private static Map<String, Object> refund(Refund refund) {
    Map<String, Object> shown =
        Json.object(
            "id", refund.payment().value(),
            "refundOf", refund.of().toString(),
            "transaction", refund.transaction().toString(),
            "state", refund.state().name(),
            "amount", refund.amount().toString());
    refund.decidedAt().ifPresent(at -> shown.put("decidedAt", at.toString()));
    return shown;
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
            CURRENCY,
            attempt.asset().code(),
            AMOUNT,
            attempt.amount().toString(),
            PAYER,
            attempt.payer(),
            PAYEE,
            attempt.payee(),
            "windowUntil",
            attempt.windowUntil().toString());
    attempt.position().ifPresent(at -> shown.put("position", String.valueOf(at)));
    attempt.decidedAt().ifPresent(at -> shown.put("decidedAt", at.toString()));
    attempt.refundOf().ifPresent(of -> shown.put("refundOf", of.toString()));
    ToldFields.put(shown, attempt.remittance());
    if (!attempt.legs().isEmpty()) {
      shown.put(LEGS, attempt.legs().stream().map(PaymentMethods::leg).toList());
    }
    shown.put("evidence", attempt.evidence());
    shown.put("next", attempt.next());
    return shown;
  }
}
