package kz.digitaltenge.sdk;

import java.util.List;
import java.util.Optional;

/// Payments from the bank's accounts.
public final class Payments {
  private final Caller caller;

  Payments(Caller caller) {
    this.caller = caller;
  }

  /// Pays, or tells what became of it when this order came before. A lost answer is asked for again
  /// under the same id, so nothing is paid twice.
  public Payment pay(Payment.Order order) {
    return caller.ask(
        Call.keyed(Target.of("/v1/payments"), order.id(), order.body()), Payment.class);
  }

  /// Pays several payees at once, all of them or none; otherwise as [#pay].
  public SplitPayment paySplit(SplitPayment.Order order) {
    return caller.ask(
        Call.keyed(Target.of("/v1/split-payments"), order.id(), order.body()), SplitPayment.class);
  }

  /// What the node knows and can prove of a payment.
  public Payment.Explanation explain(String id) {
    return caller.ask(Call.get(Target.of("/v1/payments/{id}", id)), Payment.Explanation.class);
  }

  /// Payments out of the bank's accounts that are under way, the oldest first: committed to, and
  /// their end is not known.
  public Paged<PaymentEntry> pending() {
    return all(PaymentFilter.ALL.state("PENDING"));
  }

  /// Payments of the bank's accounts that have come to their end, the newest first.
  public Paged<PaymentEntry> all() {
    return all(PaymentFilter.ALL);
  }

  /// Those that are looked for.
  public Paged<PaymentEntry> all(PaymentFilter filter) {
    Target target = filter.on(Target.of("/v1/payments"));
    String cursor = filter.isOfPending() ? "after" : "before";
    return new Paged<>(
        next -> {
          var page = caller.ask(Call.get(target.with(cursor, next)), PaymentsPage.class);
          return new Paged.Page<>(page.payments(), page.next());
        });
  }

  record PaymentsPage(List<PaymentEntry> payments, Optional<String> next) {}

  /// Who would be paid, for the payment that will have this id.
  public Payee.Found lookUp(String id, Payee.Alias alias) {
    return caller.ask(
        Call.keyed(Target.of("/v1/payees/lookup"), id, alias.member()), Payee.Found.class);
  }
}
