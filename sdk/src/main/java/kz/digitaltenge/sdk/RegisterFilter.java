package kz.digitaltenge.sdk;

import java.time.Instant;

/// Which registers are looked for; begin with [#ALL] and narrow it.
public final class RegisterFilter {
  /// All of them.
  public static final RegisterFilter ALL = new RegisterFilter(Parameters.NONE);

  private final Parameters parameters;

  private RegisterFilter(Parameters parameters) {
    this.parameters = parameters;
  }

  /// Those that this account pays.
  public RegisterFilter account(String number) {
    return with("account", number);
  }

  /// Those that stand so.
  public RegisterFilter state(Register.State state) {
    return with("state", state.name());
  }

  /// Handed in not before this time.
  public RegisterFilter from(Instant from) {
    return with("from", from.toString());
  }

  /// Handed in before this time.
  public RegisterFilter to(Instant to) {
    return with("to", to.toString());
  }

  private RegisterFilter with(String name, String value) {
    return new RegisterFilter(parameters.with(name, value));
  }

  Target on(Target target) {
    return parameters.on(target);
  }
}
