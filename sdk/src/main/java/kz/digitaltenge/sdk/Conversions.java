package kz.digitaltenge.sdk;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Customers' money into digital tenge and back.
public final class Conversions {
  private static final String RETRY = "/v1/conversions/{id}/retry";

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

  /// Goes on with one now, also with money that could not be given back and waits for the next try.
  public Conversion retry(String id) {
    return caller.ask(Call.same(Target.of(RETRY, id), Map.of()), Conversion.class);
  }

  /// The same, with money that goes back to another account of the same customer's in the core
  /// banking system from now on.
  public Conversion retry(String id, String coreAccount) {
    return caller.ask(
        Call.same(Target.of(RETRY, id), Map.of("coreAccount", coreAccount)), Conversion.class);
  }

  /// All of them, the newest first.
  public Paged<Conversion> all() {
    return all(Target.of("/v1/conversions"));
  }

  /// Those of one account.
  public Paged<Conversion> ofAccount(String number) {
    return all(Target.of("/v1/conversions").with("account", number));
  }

  /// Those that stand so.
  public Paged<Conversion> all(Conversion.State state) {
    return all(Target.of("/v1/conversions").with("state", state.name()));
  }

  private Paged<Conversion> all(Target target) {
    return new Paged<>(
        before -> {
          var page = caller.ask(Call.get(target.with("before", before)), ConversionsPage.class);
          return new Paged.Page<>(page.conversions(), page.next());
        });
  }

  record ConversionsPage(List<Conversion> conversions, Optional<String> next) {}

  /// By item and by total, now.
  public Conversion.Reconciliation reconcile() {
    return caller.ask(Call.get(Target.of("/v1/reconciliation")), Conversion.Reconciliation.class);
  }
}
