package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.api.operator.EventLine.Kind;
import kz.digitaltenge.api.operator.EventLine.OfPayment;
import kz.digitaltenge.api.wire.EventsReply;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;

/// Events, to and from the wire.
final class EventWire {
  // The places are the numbers on the wire.
  private static final List<Kind> KINDS =
      List.of(
          Kind.ACCOUNT_OPENED,
          Kind.PAYMENT_RECEIVED,
          Kind.PAYMENT_SENT,
          Kind.PAYMENT_VOID,
          Kind.PAYMENT_NEVER);

  private EventWire() {}

  static EventsReply events(List<EventLine> events) {
    var reply = EventsReply.newBuilder();
    events.forEach(event -> reply.addLines(event(event)));
    return reply.build();
  }

  static List<EventLine> events(EventsReply reply) {
    return reply.getLinesList().stream().map(EventWire::event).toList();
  }

  private static EventsReply.Line event(EventLine event) {
    var line =
        EventsReply.Line.newBuilder()
            .setPosition(event.position())
            .setKind(KINDS.indexOf(event.kind()))
            .setAccount(event.account())
            .setAt(event.at().toEpochMilli());
    event.payment().ifPresent(payment -> line.setPayment(payment(payment)));
    return line.build();
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
    return of.build();
  }

  private static EventLine event(EventsReply.Line line) {
    return new EventLine(
        line.getPosition(),
        KINDS.get(line.getKind()),
        line.getAccount(),
        Instant.ofEpochMilli(line.getAt()),
        line.hasPayment() ? Optional.of(payment(line.getPayment())) : Optional.empty());
  }

  private static OfPayment payment(EventsReply.OfPayment payment) {
    return new OfPayment(
        new PaymentId(payment.getPayment()),
        OperatorWire.transaction(payment.getTransaction()),
        OperatorWire.asset(payment.getHolding()),
        OperatorWire.mark(payment.getHolding()),
        Amount.ofTiyn(payment.getAmount()),
        payment.getCounterparty(),
        OperatorWire.transactionIfAny(payment.getRefundOf()));
  }
}
