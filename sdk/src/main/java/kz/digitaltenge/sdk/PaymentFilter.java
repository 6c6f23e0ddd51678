package kz.digitaltenge.sdk;

import java.math.BigDecimal;
import java.time.Instant;

/// Which payments are looked for; begin with [#ALL] and narrow it.
public final class PaymentFilter {
  /// All of them.
  public static final PaymentFilter ALL = new PaymentFilter(Parameters.NONE);

  private final Parameters parameters;

  private PaymentFilter(Parameters parameters) {
    this.parameters = parameters;
  }

  /// Those of one account.
  public PaymentFilter account(String number) {
    return with("account", number);
  }

  /// `IN` or `OUT`, as the account saw it.
  public PaymentFilter direction(String direction) {
    return with("direction", direction);
  }

  /// `FINAL`, `VOID` or `NEVER`; or `PENDING` for those under way, which come oldest first.
  public PaymentFilter state(String state) {
    return with("state", state);
  }

  /// Not before this time, by the notary.
  public PaymentFilter from(Instant from) {
    return with("from", from.toString());
  }

  /// Before this time.
  public PaymentFilter to(Instant to) {
    return with("to", to.toString());
  }

  /// The other side is at this bank.
  public PaymentFilter counterpartyBank(String bank) {
    return with("counterpartyBank", bank);
  }

  /// A sum within these, both included.
  public PaymentFilter amount(BigDecimal least, BigDecimal most) {
    return with("minAmount", Amounts.text(least)).with("maxAmount", Amounts.text(most));
  }

  private PaymentFilter with(String name, String value) {
    return new PaymentFilter(parameters.with(name, value));
  }

  /// Whether those under way are looked for, whose pages go on after a place and not before one.
  boolean isOfPending() {
    return "PENDING".equals(parameters.values().get("state"));
  }

  Target on(Target target) {
    return parameters.on(target);
  }
}
