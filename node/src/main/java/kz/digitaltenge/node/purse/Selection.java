package kz.digitaltenge.node.purse;

import java.util.ArrayList;
import java.util.List;

/// Which coins pay: as few as possible, then as little change as possible.
///
/// One coin that suffices is taken as small as it can be, so large coins stay whole for large
/// payments and old change is used up first. Otherwise the largest coins are taken until one more
/// would be too many, and the last is the smallest that completes the sum.
final class Selection {
  private Selection() {}

  /// The coins, or none when `coinsMax` of the largest are not enough.
  static List<Coin> choose(CoinTree coins, long needTiyn, int coinsMax) {
    var single = coins.ceiling(needTiyn);
    if (single != null) {
      return List.of(single);
    }
    var chosen = new ArrayList<Coin>();
    var missing = new long[] {needTiyn};
    coins.descending(
        coin -> {
          var last = coin.tiyn >= missing[0] ? coins.ceiling(missing[0]) : null;
          chosen.add(last == null ? coin : last);
          missing[0] -= coin.tiyn;
          return missing[0] > 0 && chosen.size() < coinsMax;
        });
    return missing[0] > 0 ? List.of() : chosen;
  }

  /// What the largest coins that fit into one transaction are worth.
  static long payableTiyn(CoinTree coins, int coinsMax) {
    return largest(coins, coinsMax).stream().mapToLong(coin -> coin.tiyn).sum();
  }

  /// The largest coins, at most so many.
  static List<Coin> largest(CoinTree coins, int coinsMax) {
    var chosen = new ArrayList<Coin>();
    coins.descending(
        coin -> {
          chosen.add(coin);
          return chosen.size() < coinsMax;
        });
    return chosen;
  }

  /// The smallest coins, at most so many.
  static List<Coin> smallest(CoinTree coins, int coinsMax) {
    var chosen = new ArrayList<Coin>();
    coins.ascending(
        coin -> {
          chosen.add(coin);
          return chosen.size() < coinsMax;
        });
    return chosen;
  }
}
