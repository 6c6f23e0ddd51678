package kz.digitaltenge.node.purse;

import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.node.vault.Holding;

/// What an account has of one holding. `available + reserved` is the sum of its live tokens.
///
/// @param available free to pay with
/// @param reserved in tokens that a running payment has taken; their change is part of it
/// @param change part of *reserved* that comes back when the running payments succeed
/// @param incoming on its way from others, not yet final and not part of the balance
public record Balance(
    Holding holding, Amount available, Amount reserved, Amount change, Amount incoming) {
  /// What the account owns now.
  public Amount total() {
    return available.plus(reserved);
  }

  /// What running payments take away if they succeed.
  public Amount outgoing() {
    return reserved.minus(change);
  }
}
