package kz.digitaltenge.node.vault;

import java.util.Optional;
import kz.digitaltenge.ledger.Asset;
import kz.digitaltenge.ledger.Mark;

/// What kind of money a token is: its asset and, for marked money, its mark. Tokens of different
/// holdings never pay together.
public record Holding(Asset asset, Optional<Mark> mark) {
  /// Unmarked money.
  public static Holding of(Asset asset) {
    return new Holding(asset, Optional.empty());
  }

  /// Money that may serve only the mark's purpose.
  public static Holding of(Asset asset, Mark mark) {
    return new Holding(asset, Optional.of(mark));
  }
}
