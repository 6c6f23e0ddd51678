package kz.digitaltenge.sdk;

import java.util.List;
import java.util.Optional;

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

  /// All that were ordered here, the newest first.
  public Paged<Refund> all() {
    return all(Target.of("/v1/refunds"));
  }

  /// Those that stand so.
  public Paged<Refund> all(Refund.State state) {
    return all(Target.of("/v1/refunds").with("state", state.name()));
  }

  private Paged<Refund> all(Target target) {
    return new Paged<>(
        before -> {
          var page = caller.ask(Call.get(target.with("before", before)), AllPage.class);
          return new Paged.Page<>(page.refunds(), page.next());
        });
  }

  record AllPage(List<Refund> refunds, Optional<String> next) {}

  record RefundsPage(List<Refund> refunds) {}
}
