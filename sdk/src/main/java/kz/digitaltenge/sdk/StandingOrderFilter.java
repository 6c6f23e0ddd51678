package kz.digitaltenge.sdk;

/// Which standing orders are looked for; begin with [#ALL] and narrow it.
public final class StandingOrderFilter {
  /// All of them.
  public static final StandingOrderFilter ALL = new StandingOrderFilter(Parameters.NONE);

  private final Parameters parameters;

  private StandingOrderFilter(Parameters parameters) {
    this.parameters = parameters;
  }

  /// Those that this account pays.
  public StandingOrderFilter account(String number) {
    return with("account", number);
  }

  /// Those that stand so.
  public StandingOrderFilter state(StandingOrder.State state) {
    return with("state", state.name());
  }

  private StandingOrderFilter with(String name, String value) {
    return new StandingOrderFilter(parameters.with(name, value));
  }

  Target on(Target target) {
    return parameters.on(target);
  }
}
