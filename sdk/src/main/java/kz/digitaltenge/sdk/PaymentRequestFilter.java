package kz.digitaltenge.sdk;

import java.time.Instant;

/// Which requests to pay are looked for; begin with [#ALL] and narrow it.
public final class PaymentRequestFilter {
  /// All of them.
  public static final PaymentRequestFilter ALL = new PaymentRequestFilter(Parameters.NONE);

  private final Parameters parameters;

  private PaymentRequestFilter(Parameters parameters) {
    this.parameters = parameters;
  }

  /// Made by customers of this bank (`PAYEE`), or to them (`PAYER`).
  public PaymentRequestFilter side(PaymentRequest.Side side) {
    return with("side", side.name());
  }

  /// Of this account of the bank, on whichever side.
  public PaymentRequestFilter account(String number) {
    return with("account", number);
  }

  /// Those that stand so.
  public PaymentRequestFilter state(PaymentRequest.State state) {
    return with("state", state.name());
  }

  /// Made not before this time.
  public PaymentRequestFilter from(Instant from) {
    return with("from", from.toString());
  }

  /// Made before this time.
  public PaymentRequestFilter to(Instant to) {
    return with("to", to.toString());
  }

  private PaymentRequestFilter with(String name, String value) {
    return new PaymentRequestFilter(parameters.with(name, value));
  }

  Target on(Target target) {
    return parameters.on(target);
  }
}
