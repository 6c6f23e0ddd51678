package kz.digitaltenge.sdk;

/// Customers' money into digital tenge and back.
public final class Conversions {
  private final Caller caller;

  Conversions(Caller caller) {
    this.caller = caller;
  }

  /// Converts, or tells how it stands when this order came before.
  public Conversion convert(Conversion.Order order) {
    return caller.ask(
        Call.keyed(
            Target.of("/v1/conversions"),
            order.id(),
            Json.object(
                "direction", order.direction().name(),
                "account", order.account(),
                "coreAccount", order.coreAccount(),
                "amount", Amounts.text(order.amount()),
                "currency", "KZT")),
        Conversion.class);
  }

  public Conversion conversion(String id) {
    return caller.ask(Call.get(Target.of("/v1/conversions/{id}", id)), Conversion.class);
  }

  /// By item and by total, now.
  public Conversion.Reconciliation reconcile() {
    return caller.ask(Call.get(Target.of("/v1/reconciliation")), Conversion.Reconciliation.class);
  }
}
