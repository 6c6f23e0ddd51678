package kz.digitaltenge.node.purse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import kz.digitaltenge.node.vault.Facts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoinTreeTest {
  private static final int STEPS = 20_000;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void behavesLikeASortedSet(long seed) {
    var random = new Random(seed);
    var facts = new Facts(random);
    var tree = new CoinTree();
    var model = new TreeSet<Coin>();
    for (var step = 0; step < STEPS; step++) {
      var pick = model.isEmpty() ? null : pick(model, random);
      if (pick == null || random.nextInt(100) < 55) {
        // Few different amounts, so that references decide often; sometimes a coin twice.
        var coin =
            pick != null && random.nextInt(50) == 0 ? pick : coin(facts, 1 + random.nextInt(40));
        assertThat(tree.add(coin)).isEqualTo(model.add(coin));
      } else {
        assertThat(tree.remove(pick)).isTrue();
        model.remove(pick);
        assertThat(tree.contains(pick)).isFalse();
        assertThat(tree.remove(pick)).isFalse();
      }
      var amount = random.nextInt(45);
      assertThat(tree.count()).isEqualTo(model.size());
      assertThat(tree.ceiling(amount))
          .isEqualTo(model.stream().filter(coin -> coin.tiyn >= amount).findFirst().orElse(null));
      if (step % 500 == 0) {
        assertThat(inOrder(tree)).containsExactlyElementsOf(model);
        assertThat(tree.largest()).isEqualTo(model.isEmpty() ? null : model.last());
        assertThat(height(tree)).isLessThan(2 + (int) (1.45 * log2(model.size() + 2)));
      }
    }
  }

  @ParameterizedTest(name = "rising: {0}")
  @ValueSource(booleans = {true, false})
  void staysLowWhenCoinsComeInOrder(boolean rising) {
    var facts = new Facts(new Random(4));
    var tree = new CoinTree();
    for (var i = 0; i < STEPS; i++) {
      tree.add(coin(facts, rising ? i + 1 : STEPS - i));
    }
    assertThat(height(tree)).isLessThan(2 + (int) (1.45 * log2(STEPS)));
  }

  private static Coin coin(Facts facts, long tiyn) {
    return Coin.of(facts.states(facts.id(), Facts.account(1), Facts.TENGE, tiyn).getFirst());
  }

  private static Coin pick(Set<Coin> coins, Random random) {
    var from = coins.stream().skip(random.nextInt(Math.min(coins.size(), 30))).findFirst();
    return from.orElseThrow();
  }

  private static List<Coin> inOrder(CoinTree tree) {
    var coins = new ArrayList<Coin>();
    tree.ascending(coins::add);
    var reversed = new ArrayList<Coin>();
    tree.descending(reversed::add);
    assertThat(reversed.reversed()).isEqualTo(coins);
    return coins;
  }

  private static int height(CoinTree tree) {
    var highest = new int[1];
    tree.ascending(
        coin -> {
          highest[0] = Math.max(highest[0], coin.height);
          return true;
        });
    return highest[0];
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
