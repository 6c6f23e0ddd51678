package kz.digitaltenge.sdk;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// Which payments are looked for; begin with [#ALL] and narrow it.
public final class PaymentFilter {
  /// All of them.
  public static final PaymentFilter ALL = new PaymentFilter(Map.of());

  private final Map<String, String> parameters;

  private PaymentFilter(Map<String, String> parameters) {
    this.parameters = Map.copyOf(parameters);
  }

  /// Those of one account.
  public PaymentFilter account(String number) {
    return with("account", number);
  }

  /// `IN` or `OUT`, as the account saw it.
  public PaymentFilter direction(String direction) {
    return with("direction", direction);
  }

  /// `FINAL`, `VOID` or `NEVER`.
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
    var more = new TreeMap<String, String>(parameters);
    more.put(name, value);
    return new PaymentFilter(more);
  }

  Target on(Target target) {
    Target narrowed = target;
    for (var each : new TreeMap<String, String>(parameters).entrySet()) {
      narrowed = narrowed.with(each.getKey(), each.getValue());
    }
    return narrowed;
  }
}
