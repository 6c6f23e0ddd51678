package kz.digitaltenge.sdk;

import java.util.List;

/// Payments that accounts of the bank have received, given back.
public final class Refunds {
  private static final String OF = "/v1/payments/{id}/refunds";

  private final Caller caller;

  Refunds(Caller caller) {
    this.caller = caller;
  }

  /// Gives back, or tells how it stands when this order came before. One that is pending goes on by
  /// itself.
  public Refund refund(Refund.Order order) {
    return caller.ask(
        Call.keyed(Target.of(OF, order.payment()), order.id(), order.body()), Refund.class);
  }

  /// What was ordered here of a payment.
  public List<Refund> of(String payment) {
    return caller.ask(Call.get(Target.of(OF, payment)), RefundsPage.class).refunds();
  }

  record RefundsPage(List<Refund> refunds) {}
}
