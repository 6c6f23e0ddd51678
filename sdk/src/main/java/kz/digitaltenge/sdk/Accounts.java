package kz.digitaltenge.sdk;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Accounts of the bank: open, look, read histories, change states.
public final class Accounts {
  private static final String ONE = "/v1/accounts/{id}";

  private final Caller caller;

  Accounts(Caller caller) {
    this.caller = caller;
  }

  /// Opens an account under a number that the node chooses; the same reference and name again are
  /// the same account.
  public Account open(String reference, String name) {
    return opened(Json.object("reference", reference, "name", name));
  }

  /// Opens an account under this number.
  public Account open(String reference, String name, String number) {
    return opened(Json.object("reference", reference, "name", name, "number", number));
  }

  private Account opened(Map<String, Object> wish) {
    return caller.ask(Call.same(Target.of("/v1/accounts"), wish), Account.class);
  }

  /// One account with what it has.
  public Account account(String number) {
    return caller.ask(Call.get(Target.of(ONE, number)), Account.class);
  }

  /// All of them, by number.
  public Paged<Account> all() {
    return new Paged<>(
        after -> {
          var page =
              caller.ask(
                  Call.get(Target.of("/v1/accounts").with("after", after)), AccountsPage.class);
          return new Paged.Page<>(page.accounts(), page.next());
        });
  }

  record AccountsPage(List<Account> accounts, Optional<String> next) {}

  /// Movements, the newest first.
  public Paged<Account.Movement> history(String number) {
    return new Paged<>(
        before -> {
          var page =
              caller.ask(
                  Call.get(Target.of(ONE + "/history", number).with("before", before)),
                  HistoryPage.class);
          return new Paged.Page<>(page.lines(), page.next());
        });
  }

  record HistoryPage(List<Account.Movement> lines, Optional<String> next) {}

  /// Brings an account into a state; the state it has is no change.
  public Account.StateChange changeState(String number, Account.State state, String reason) {
    return changed(number, Json.object("state", state.name(), "reason", reason));
  }

  /// Brings an account into a state by an authority's order.
  public Account.StateChange changeState(
      String number, Account.State state, String reason, String order) {
    return changed(number, Json.object("state", state.name(), "reason", reason, "order", order));
  }

  private Account.StateChange changed(String number, Map<String, Object> wish) {
    return caller.ask(
        Call.same(Target.of(ONE + "/states", number), wish), Account.StateChange.class);
  }

  /// The states it came into, oldest first.
  public List<Account.StateChange> states(String number) {
    return caller.ask(Call.get(Target.of(ONE + "/states", number)), StatesPage.class).states();
  }

  record StatesPage(List<Account.StateChange> states) {}

  /// The limits in force and what is left of them; none for a customer without limits.
  public List<Account.Limit> limits(String number) {
    return caller.ask(Call.get(Target.of(ONE + "/limits", number)), LimitsPage.class).limits();
  }

  record LimitsPage(List<Account.Limit> limits) {}
}
