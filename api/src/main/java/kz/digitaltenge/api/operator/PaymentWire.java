package kz.digitaltenge.api.operator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import kz.digitaltenge.api.operator.PaymentExplanation.Attempt;
import kz.digitaltenge.api.operator.PaymentExplanation.Refund;
import kz.digitaltenge.api.operator.PaymentExplanation.Side;
import kz.digitaltenge.api.operator.PaymentExplanation.State;
import kz.digitaltenge.api.wire.ExplainReply;
import kz.digitaltenge.api.wire.HistoryReply;
import kz.digitaltenge.api.wire.PayRequest;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.PaymentId;

/// Histories and explanations, to and from the wire.
final class PaymentWire {
  private static final List<Side> SIDES = List.of(Side.PAYER, Side.PAYEE);
  private static final List<State> STATES =
      List.of(State.STORED, State.COMMITTED, State.FINAL, State.VOID, State.NEVER);

  private PaymentWire() {}

  static HistoryReply history(HistoryPart part) {
    var reply = HistoryReply.newBuilder();
    part.lines().forEach(line -> reply.addLines(line(line)));
    part.next().ifPresent(reply::setNext);
    return reply.build();
  }

  static HistoryPart history(HistoryReply reply) {
    return new HistoryPart(
        reply.getLinesList().stream().map(PaymentWire::line).toList(),
        reply.hasNext() ? OptionalLong.of(reply.getNext()) : OptionalLong.empty());
  }

  private static HistoryReply.Line line(HistoryLine line) {
    var to =
        HistoryReply.Line.newBuilder()
            .setSequence(line.sequence())
            .setAt(line.at().toEpochMilli())
            .setDirection(line.direction() == HistoryLine.Direction.IN ? 0 : 1)
            .setHolding(OperatorWire.holding(line.asset(), line.mark()))
            .setAmount(line.amount().tiyn())
            .setPayment(line.payment().value())
            .setTransaction(OperatorWire.bytes(line.transaction()))
            .setCounterparty(line.counterparty());
    line.refundOf().ifPresent(of -> to.setRefundOf(OperatorWire.bytes(of)));
    if (!line.remittance().isNone()) {
      to.setRemittance(OperatorWire.remittance(line.remittance()));
    }
    return to.build();
  }

  private static HistoryLine line(HistoryReply.Line line) {
    return new HistoryLine(
        line.getSequence(),
        Instant.ofEpochMilli(line.getAt()),
        line.getDirection() == 0 ? HistoryLine.Direction.IN : HistoryLine.Direction.OUT,
        OperatorWire.asset(line.getHolding()),
        OperatorWire.mark(line.getHolding()),
        Amount.ofTiyn(line.getAmount()),
        new PaymentId(line.getPayment()),
        OperatorWire.transaction(line.getTransaction()),
        line.getCounterparty(),
        OperatorWire.transactionIfAny(line.getRefundOf()),
        OperatorWire.remittance(line.getRemittance()));
  }

  static ExplainReply explanation(PaymentExplanation explanation) {
    var reply = ExplainReply.newBuilder().setPayment(explanation.payment().value());
    explanation.attempts().forEach(attempt -> reply.addAttempts(attempt(attempt)));
    explanation.refunds().forEach(refund -> reply.addRefunds(refund(refund)));
    return reply.build();
  }

  static PaymentExplanation explanation(ExplainReply reply) {
    return new PaymentExplanation(
        new PaymentId(reply.getPayment()),
        reply.getAttemptsList().stream().map(PaymentWire::attempt).toList(),
        reply.getRefundsList().stream().map(PaymentWire::refund).toList());
  }

  private static ExplainReply.Refund refund(Refund refund) {
    var to =
        ExplainReply.Refund.newBuilder()
            .setPayment(refund.payment().value())
            .setOf(OperatorWire.bytes(refund.of()))
            .setTransaction(OperatorWire.bytes(refund.transaction()))
            .setState(STATES.indexOf(refund.state()) + 1)
            .setAmount(refund.amount().tiyn());
    refund.decidedAt().ifPresent(at -> to.setDecidedAt(at.toEpochMilli()));
    return to.build();
  }

  private static Refund refund(ExplainReply.Refund from) {
    return new Refund(
        new PaymentId(from.getPayment()),
        OperatorWire.transaction(from.getOf()),
        OperatorWire.transaction(from.getTransaction()),
        STATES.get(from.getState() - 1),
        Amount.ofTiyn(from.getAmount()),
        from.hasDecidedAt()
            ? Optional.of(Instant.ofEpochMilli(from.getDecidedAt()))
            : Optional.empty());
  }

  static List<PayOrder.Leg> legs(PayRequest request) {
    return request.getLegsList().stream()
        .map(leg -> new PayOrder.Leg(leg.getPayee(), leg.getAmount()))
        .toList();
  }

  static PayRequest.Leg leg(PayOrder.Leg leg) {
    return PayRequest.Leg.newBuilder().setPayee(leg.payee()).setAmount(leg.amount()).build();
  }

  private static ExplainReply.Leg leg(PaymentExplanation.Leg leg) {
    var to =
        ExplainReply.Leg.newBuilder()
            .setNumber(leg.number())
            .setPayee(leg.payee())
            .setAmount(leg.amount().tiyn());
    if (!leg.remittance().isNone()) {
      to.setRemittance(OperatorWire.remittance(leg.remittance()));
    }
    return to.build();
  }

  private static PaymentExplanation.Leg leg(ExplainReply.Leg leg) {
    return new PaymentExplanation.Leg(
        leg.getNumber(),
        leg.getPayee(),
        Amount.ofTiyn(leg.getAmount()),
        OperatorWire.remittance(leg.getRemittance()));
  }

  private static ExplainReply.Attempt attempt(Attempt attempt) {
    var to =
        ExplainReply.Attempt.newBuilder()
            .setSide(SIDES.indexOf(attempt.side()) + 1)
            .setNumber(attempt.number())
            .setTransaction(OperatorWire.bytes(attempt.transaction()))
            .setState(STATES.indexOf(attempt.state()) + 1)
            .setHolding(OperatorWire.holding(attempt.asset(), Optional.empty()))
            .setAmount(attempt.amount().tiyn())
            .setPayer(attempt.payer())
            .setPayee(attempt.payee())
            .setWindowUntil(attempt.windowUntil().toEpochMilli())
            .addAllLegs(attempt.legs().stream().map(PaymentWire::leg).toList())
            .addAllEvidence(attempt.evidence())
            .setNext(attempt.next());
    attempt.position().ifPresent(to::setPosition);
    attempt.decidedAt().ifPresent(at -> to.setDecidedAt(at.toEpochMilli()));
    attempt.refundOf().ifPresent(of -> to.setRefundOf(OperatorWire.bytes(of)));
    if (!attempt.remittance().isNone()) {
      to.setRemittance(OperatorWire.remittance(attempt.remittance()));
    }
    return to.build();
  }

  private static Attempt attempt(ExplainReply.Attempt from) {
    return new Attempt(
        SIDES.get(from.getSide() - 1),
        from.getNumber(),
        OperatorWire.transaction(from.getTransaction()),
        STATES.get(from.getState() - 1),
        OperatorWire.asset(from.getHolding()),
        Amount.ofTiyn(from.getAmount()),
        from.getPayer(),
        from.getPayee(),
        Instant.ofEpochMilli(from.getWindowUntil()),
        from.hasPosition() ? OptionalLong.of(from.getPosition()) : OptionalLong.empty(),
        from.hasDecidedAt()
            ? Optional.of(Instant.ofEpochMilli(from.getDecidedAt()))
            : Optional.empty(),
        from.getEvidenceList(),
        from.getNext(),
        OperatorWire.transactionIfAny(from.getRefundOf()),
        from.getLegsList().stream().map(PaymentWire::leg).toList(),
        OperatorWire.remittance(from.getRemittance()));
  }
}
