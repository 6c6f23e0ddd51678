package kz.digitaltenge.api.operator;

import kz.digitaltenge.ledger.Amount;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.StateRef;

/// A live state that a node looks after.
public record LiveState(StateRef ref, Kind kind, Asset asset, Amount amount) {
  /// A register is worth nothing itself.
  public enum Kind {
    TOKEN,
    REGISTER
  }
}
