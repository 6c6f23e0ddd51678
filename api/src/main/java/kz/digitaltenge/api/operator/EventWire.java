package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.operator.EventLine.Kind;
import kz.digitaltenge.api.operator.EventLine.OfOrder;
import kz.digitaltenge.api.operator.EventLine.OfPayment;
import kz.digitaltenge.api.operator.EventLine.Sum;
import kz.digitaltenge.api.wire.EventsReply;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Events, to and from the wire. Kinds are numbers there, with their names beside, so that a node
/// may tell of one to a gateway that does not know it yet, and that passes it on.
final class EventWire {
  private static final Logger LOG = LoggerFactory.getLogger(EventWire.class);
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z_]{0,63}");

  // The places are the numbers on the wire.
  private static final List<Kind> KINDS =
      List.of(
          Kind.ACCOUNT_OPENED,
          Kind.PAYMENT_RECEIVED,
          Kind.PAYMENT_SENT,
          Kind.PAYMENT_VOID,
          Kind.PAYMENT_NEVER,
          Kind.REQUEST_RECEIVED,
          Kind.REQUEST_SENT,
          Kind.REQUEST_REOPENED,
          Kind.REQUEST_PAID,
          Kind.REQUEST_REFUSED,
          Kind.REQUEST_CANCELLED,
          Kind.REQUEST_EXPIRED,
          Kind.REGISTER_DONE,
          Kind.REGISTER_REFUSED,
          Kind.STANDING_PAYMENT_DELAYED,
          Kind.STANDING_PAYMENT_LATE,
          Kind.STANDING_PAYMENT_FAILED,
          Kind.STANDING_PAYMENT_MISSED,
          Kind.STANDING_ORDER_DONE,
          Kind.STANDING_ORDER_CANCELLED,
          Kind.PAYMENT_AWAITING_APPROVAL,
          Kind.PAYMENT_APPROVED,
          Kind.PAYMENT_REFUSED,
          Kind.PAYMENT_WITHDRAWN,
          Kind.PAYMENT_EXPIRED,
          Kind.CONVERSION_DONE,
          Kind.CONVERSION_FAILED,
          Kind.CONVERSION_GIVEN_BACK,
          Kind.STOCK_CONVERSION_ASKED,
          Kind.STOCK_CONVERSION_DONE,
          Kind.STOCK_CONVERSION_REFUSED,
          Kind.ACCOUNT_SUSPENDED,
          Kind.ACCOUNT_FROZEN,
          Kind.ACCOUNT_REOPENED,
          Kind.ACCOUNT_CLOSED,
          Kind.LIMITS_CHANGED,
          Kind.MANDATE_SET,
          Kind.MANDATE_ENDED,
          Kind.BANK_BLOCKED,
          Kind.BANK_BLOCK_LIFTED,
          Kind.NETWORK_HALTED,
          Kind.NETWORK_RESUMED);

  private EventWire() {}

  static EventsReply events(List<EventLine> events) {
    var reply = EventsReply.newBuilder();
    events.forEach(event -> reply.addLines(event(event)));
    return reply.build();
  }

  static List<EventLine> events(EventsReply reply) {
    List<EventLine> lines = reply.getLinesList().stream().map(EventWire::event).toList();
    List<String> unknown =
        lines.stream()
            .filter(line -> line.kind() == Kind.UNKNOWN)
            .map(EventLine::name)
            .distinct()
            .toList();
    if (!unknown.isEmpty()) {
      LOG.warn("The node is newer than this process and tells of kinds of events {}", unknown);
    }
    return lines;
  }

  private static EventsReply.Line event(EventLine event) {
    var line =
        EventsReply.Line.newBuilder()
            .setPosition(event.position())
            .setKind(KINDS.indexOf(event.kind()))
            .setName(event.name())
            .setAccount(event.account())
            .setAt(event.at().toEpochMilli());
    event.payment().ifPresent(payment -> line.setPayment(payment(payment)));
    event.order().ifPresent(order -> line.setOrder(order(order)));
    return line.build();
  }

  private static EventsReply.OfOrder order(OfOrder order) {
    var of = EventsReply.OfOrder.newBuilder().setId(order.id());
    order.number().ifPresent(of::setNumber);
    order.sum().ifPresent(sum -> of.setAmount(sum.amount().tiyn()).setCurrency(sum.currency()));
    order.code().ifPresent(code -> of.setCode(code.number()));
    order.detail().ifPresent(of::setDetail);
    return of.build();
  }

  private static EventsReply.OfPayment payment(OfPayment payment) {
    var of =
        EventsReply.OfPayment.newBuilder()
            .setPayment(payment.payment().value())
            .setTransaction(OperatorWire.bytes(payment.transaction()))
            .setHolding(OperatorWire.holding(payment.asset(), payment.mark()))
            .setAmount(payment.amount().tiyn())
            .setCounterparty(payment.counterparty());
    payment.refundOf().ifPresent(given -> of.setRefundOf(OperatorWire.bytes(given)));
    if (!payment.remittance().isNone()) {
      of.setRemittance(OperatorWire.remittance(payment.remittance()));
    }
    return of.build();
  }

  private static EventLine event(EventsReply.Line line) {
    Kind kind = kind(line.getKind());
    return new EventLine(
        line.getPosition(),
        kind,
        kind == Kind.UNKNOWN && NAME.matcher(line.getName()).matches()
            ? line.getName()
            : kind.name(),
        line.getAccount(),
        Instant.ofEpochMilli(line.getAt()),
        line.hasPayment() ? Optional.of(payment(line.getPayment())) : Optional.empty(),
        line.hasOrder() ? Optional.of(order(line.getOrder())) : Optional.empty());
  }

  private static Kind kind(int number) {
    return number >= 0 && number < KINDS.size() ? KINDS.get(number) : Kind.UNKNOWN;
  }

  private static OfOrder order(EventsReply.OfOrder order) {
    return new OfOrder(
        order.getId(),
        order.hasNumber() ? Optional.of(order.getNumber()) : Optional.empty(),
        order.hasAmount()
            ? Optional.of(new Sum(order.getCurrency(), Amount.ofTiyn(order.getAmount())))
            : Optional.empty(),
        ErrorCode.ofNumber(order.getCode()),
        order.getDetail().isEmpty() ? Optional.empty() : Optional.of(order.getDetail()));
  }

  private static OfPayment payment(EventsReply.OfPayment payment) {
    return new OfPayment(
        new PaymentId(payment.getPayment()),
        OperatorWire.transaction(payment.getTransaction()),
        OperatorWire.asset(payment.getHolding()),
        OperatorWire.mark(payment.getHolding()),
        Amount.ofTiyn(payment.getAmount()),
        payment.getCounterparty(),
        OperatorWire.transactionIfAny(payment.getRefundOf()),
        OperatorWire.remittance(payment.getRemittance()));
  }
}
