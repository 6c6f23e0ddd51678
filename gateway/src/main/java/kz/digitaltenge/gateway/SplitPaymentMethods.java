package kz.digitaltenge.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.CustomerOperations;
import kz.digitaltenge.api.operator.MandateOperations;
import kz.digitaltenge.api.operator.NodeOperations;
import kz.digitaltenge.api.operator.PayOrder;
import kz.digitaltenge.api.operator.PayeeAlias;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.api.operator.TypedAmount;
import kz.digitaltenge.gateway.Routes.Route;
import kz.digitaltenge.gateway.SentLegs.Sent;
import kz.digitaltenge.ledger.PaymentId;

/// Payments of one customer to several payees, all of whom are paid or none.
final class SplitPaymentMethods {
  private static final String TOTAL = "total";

  private final String bank;
  private final Supplier<NodeOperations> node;
  private final Supplier<CustomerOperations> customers;
  private final Supplier<MandateOperations> mandates;

  SplitPaymentMethods(String bank, BankServices services) {
    this.bank = bank;
    this.node = services.node();
    this.customers = services.customers();
    this.mandates = services.mandates();
  }

  List<Route> routes() {
    return List.of(new Route("POST", "/v1/split-payments", this::pay));
  }

  /// As of a payment to one payee: the idempotency key is the payment's id.
  private Reply pay(Call call) {
    String payment = PaymentMethods.idOf(call);
    var fields =
        BodyFields.of(
            call,
            ToldFields.and(
                PaymentMethods.PAYER, PaymentMethods.LEGS, TOTAL, PaymentMethods.CURRENCY));
    String payer = fields.text(PaymentMethods.PAYER);
    String currency = fields.text(PaymentMethods.CURRENCY);
    String total = fields.filled(TOTAL).orElse("");
    Remittance remittance = ToldFields.of(fields);
    List<Sent> sent =
        fields.objects(PaymentMethods.LEGS, PaymentMethods.ofLeg()).stream()
            .map(SplitPaymentMethods::leg)
            .toList();
    if (!call.isOwn()) {
      throw AccountMethods.unknown(payer, bank);
    }
    SentLegs.require(payer, total, sent);
    List<PayOrder.Leg> legs = addressed(payment, sent);
    var order = new PayOrder(payment, payer, "", total, currency, legs, remittance);
    return mandates
        .get()
        .file(order, call.evidence())
        .flatMap(ApprovalMethods::unpaid)
        .orElseGet(() -> PaymentMethods.reply(payment, node.get().pay(order), legs));
  }

  private static Sent leg(BodyFields fields) {
    PayeeAlias alias = PaymentMethods.alias(fields);
    String account = PaymentMethods.account(fields, alias);
    return new Sent(
        account,
        alias,
        PaymentMethods.payeeName(fields, alias),
        fields.text(PaymentMethods.AMOUNT));
  }

  /// Looks up whoever is meant by a phone, IIN or BIN, each leg under a name of its own.
  private List<PayOrder.Leg> addressed(String payment, List<Sent> sent) {
    var legs = new ArrayList<PayOrder.Leg>(sent.size());
    for (Sent each : sent) {
      String payee = each.alias().isEmpty() ? each.account() : lookedUp(payment, legs.size(), each);
      legs.add(new PayOrder.Leg(payee, TypedAmount.of(each.amount()).toString()));
    }
    return legs;
  }

  /// That the payment's id was used for somebody else is wrong with the payment, not with the leg.
  private String lookedUp(String payment, int number, Sent leg) {
    String name = legId(payment, number).value();
    try {
      return customers.get().payee(name, leg.alias(), leg.name());
    } catch (PlatformException e) {
      throw e.code() == ErrorCode.PAYMENT_ID_REUSED
          ? Problem.of(ErrorCode.PAYMENT_ID_REUSED, "payment", payment).exception(e)
          : leg.problem(number, e.problem()).exception(e);
    }
  }

  /// What a look-up for a payment, or for a leg of it, is kept under.
  ///
  /// @param leg counted from 1
  static String nameOf(String payment, Optional<String> leg) {
    if (leg.isEmpty()) {
      return payment;
    }
    if (!leg.get().matches("[1-9]|1[0-6]")) {
      throw Malformed.field("\"leg\"", "it is not 1 to 16");
    }
    return legId(payment, Integer.parseInt(leg.get()) - 1).value();
  }

  private static PaymentId legId(String payment, int leg) {
    try {
      return new PaymentId(payment).leg(leg);
    } catch (IllegalArgumentException _) {
      throw Malformed.field(
          ApiFields.IDEMPOTENCY_KEY, "it is not 1 to 64 characters out of A-Z a-z 0-9 . _ : -");
    }
  }
}
