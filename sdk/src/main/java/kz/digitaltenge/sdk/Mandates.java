package kz.digitaltenge.sdk;

import java.util.List;

/// Who signs for companies' accounts.
public final class Mandates {
  private static final String OF = "/v1/accounts/{id}/mandates";

  private final Caller caller;

  Mandates(Caller caller) {
    this.caller = caller;
  }

  /// Puts an account under a mandate, from now on; what waits under the one before is withdrawn.
  /// The mandate that is in force is no change.
  public Mandate change(Mandate.Wish wish) {
    return caller.ask(Call.same(Target.of(OF, wish.account()), wish.body()), Mandate.class);
  }

  /// Ends the mandate of an account: it is its owner's alone again. One that has ended is no
  /// change.
  public Mandate end(String account, String reason) {
    return caller.ask(
        Call.same(Target.of(OF + "/end", account), Json.object("reason", reason)), Mandate.class);
  }

  /// The mandates that an account has been under, oldest first, ends among them.
  public List<Mandate> of(String account) {
    return caller.ask(Call.get(Target.of(OF, account)), MandatesPage.class).mandates();
  }

  record MandatesPage(List<Mandate> mandates) {}
}
