package kz.digitaltenge.node.mandate;

import java.util.Optional;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.api.operator.FiledLine;
import kz.digitaltenge.api.operator.Remittance;
import kz.digitaltenge.node.payment.PaymentOrder;
import kz.digitaltenge.node.payment.PaymentResult;
import kz.digitaltenge.node.payment.PaymentService;

/// Pays for one of the node's own services, and asks signatories first where an account has any:
/// until they have said enough an order is neither paid nor refused.
///
/// What they approved is paid by [Approvals] alone. What that was refused for good and has noted so
/// could otherwise be paid here in between.
final class ApprovedPayments implements PaymentService {
  private final Approvals approvals;
  private final PaymentService payments;

  ApprovedPayments(Approvals approvals, PaymentService payments) {
    this.approvals = approvals;
    this.payments = payments;
  }

  /// @throws PlatformException besides, `APPROVAL_REQUIRED` while signatories are asked, and
  ///   `PAYMENT_OUTCOME_UNKNOWN` while what they approved is held up
  @Override
  public PaymentResult pay(PaymentOrder order) {
    return pay(order, new Matter.Payment(order));
  }

  @Override
  public PaymentResult pay(PaymentOrder order, Remittance told) {
    return pay(order, new Matter.Payment(order.telling(told)));
  }

  private PaymentResult pay(PaymentOrder order, Matter.Payment asked) {
    Optional<Filed> filed;
    try {
      filed = approvals.file(asked, FiledLine.NO_EVIDENCE);
    } catch (PlatformException e) {
      var refused = new PaymentResult.Refused(order.id(), e.problem());
      if (refused.isForGood()) {
        return refused;
      }
      throw e;
    }
    return filed.map(each -> told(each, order)).orElseGet(() -> payments.pay(order));
  }

  @Override
  public Optional<PaymentResult> outcome(PaymentOrder order) {
    return payments.outcome(order);
  }

  @Override
  public Optional<PaymentResult> end(PaymentOrder order, String reason) {
    Optional<Filed> filed = approvals.end(order, reason);
    if (filed.filter(each -> each.stage() == Filed.Stage.APPROVED).isPresent()) {
      throw Problem.of(ErrorCode.PAYMENT_OUTCOME_UNKNOWN, "payment", order.id()).exception();
    }
    return payments.outcome(filed.map(each -> asApproved(each, order)).orElse(order));
  }

  private static PaymentOrder asApproved(Filed filed, PaymentOrder order) {
    return switch (filed.matter()) {
      case Matter.Payment approved -> approved.order();
      case Matter.Register _, Matter.Standing _ -> order;
    };
  }

  private PaymentResult told(Filed filed, PaymentOrder order) {
    return switch (filed.stage()) {
      case AWAITING_APPROVAL ->
          throw Problem.of(ErrorCode.APPROVAL_REQUIRED, "account", order.payer()).exception();
      case APPROVED ->
          throw Problem.of(ErrorCode.PAYMENT_OUTCOME_UNKNOWN, "payment", order.id()).exception();
      case PAID -> payments.pay(asApproved(filed, order));
      case REFUSED, WITHDRAWN, EXPIRED ->
          new PaymentResult.Refused(
              order.id(),
              Problem.of(ErrorCode.PAYMENT_NOT_APPROVED, "payment", order.id())
                  .because(filed.note()));
    };
  }
}
