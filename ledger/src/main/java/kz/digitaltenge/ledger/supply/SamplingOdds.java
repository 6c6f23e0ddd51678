package kz.digitaltenge.ledger.supply;

/// How likely it is that a draw opens at least one false leaf; `docs/protocol/supply.md` has the
/// table.
public final class SamplingOdds {
  private SamplingOdds() {}

  /// In one cut: 1 - (1 - false/all)ᵈʳᵃʷⁿ, and certainty for a tree that is opened whole.
  public static double inOneCut(long falseLeaves, long leaves) {
    if (falseLeaves < 1 || falseLeaves > leaves) {
      throw new IllegalArgumentException("%d of %d leaves".formatted(falseLeaves, leaves));
    }
    return leaves <= Draw.LEAVES
        ? 1
        : -Math.expm1(Draw.LEAVES * Math.log1p(-(double) falseLeaves / leaves));
  }

  /// In so many cuts, each with a draw of its own.
  public static double inCuts(long falseLeaves, long leaves, long cuts) {
    return -Math.expm1(cuts * Math.log1p(-inOneCut(falseLeaves, leaves)));
  }
}
