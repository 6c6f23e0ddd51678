package kz.digitaltenge.node.purse;

import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.ledger.Amount;

/// Cuts an amount into nearly equal parts.
final class Division {
  private Division() {}

  /// So many parts that differ by one tiyn at most; there are at least as many tiyn.
  static List<Amount> of(Amount amount, int parts) {
    var share = amount.tiyn() / parts;
    var larger = amount.tiyn() % parts;
    var amounts = new ArrayList<Amount>(parts);
    for (var part = 0; part < parts; part++) {
      amounts.add(Amount.ofTiyn(part < larger ? share + 1 : share));
    }
    return amounts;
  }
}
