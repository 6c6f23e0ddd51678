package kz.digitaltenge.api.operator;

import java.util.Optional;
import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Mark;

/// What an account has of one asset and mark. What it owns is *available* and *reserved* together.
///
/// @param reserved taken by running payments; their change is part of it
/// @param change part of *reserved* that comes back when the running payments succeed
/// @param incoming on its way from others, not final yet and not owned yet
public record BalanceLine(
    Asset asset,
    Optional<Mark> mark,
    Amount available,
    Amount reserved,
    Amount change,
    Amount incoming) {
  public Amount total() {
    return available.plus(reserved);
  }
}
