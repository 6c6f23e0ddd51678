package kz.digitaltenge.sdk;

/// Which customers are looked for; begin with [#ALL] and narrow it.
public final class CustomerFilter {
  /// All of them.
  public static final CustomerFilter ALL = new CustomerFilter(Parameters.NONE);

  private final Parameters parameters;

  private CustomerFilter(Parameters parameters) {
    this.parameters = parameters;
  }

  /// Persons, or companies.
  public CustomerFilter kind(Customer.Kind kind) {
    return with("kind", kind.name());
  }

  /// Those of a class of limits.
  public CustomerFilter limits(Customer.LimitClass limits) {
    return with("limits", limits.name());
  }

  /// Whose account stands so.
  public CustomerFilter state(Account.State state) {
    return with("state", state.name());
  }

  /// Whose reference begins so.
  public CustomerFilter reference(String beginning) {
    return with("reference", beginning);
  }

  private CustomerFilter with(String name, String value) {
    return new CustomerFilter(parameters.with(name, value));
  }

  Target on(Target target) {
    return parameters.on(target);
  }
}
