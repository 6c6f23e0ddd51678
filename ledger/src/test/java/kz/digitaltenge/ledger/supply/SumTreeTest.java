package kz.digitaltenge.ledger.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import kz.digitaltenge.ledger.Provenance;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.testkit.Property;
import kz.digitaltenge.ledger.testkit.RandomValues;
import kz.digitaltenge.ledger.testkit.TestNetwork;
import org.junit.jupiter.api.Test;

final class SumTreeTest {
  /// Whatever came and went before, and whenever the root was asked for.
  @Test
  void theSameReferencesMakeTheSameTree() {
    Property.holds(
        20,
        random -> {
          var any = new RandomValues(random);
          var tree = new SumTree();
          Map<StateRef, Long> model = new LinkedHashMap<>();
          for (int step = 0; step < 400; step++) {
            if (random.nextInt(3) > 0 || model.isEmpty()) {
              StateRef reference = any.stateRef();
              long tiyn = random.nextLong(1_000_000);
              assertThat(tree.add(reference, tiyn)).isTrue();
              assertThat(tree.add(reference, tiyn + 1)).isFalse();
              model.put(reference, tiyn);
            } else {
              StateRef gone = List.copyOf(model.keySet()).get(random.nextInt(model.size()));
              assertThat(tree.remove(gone))
                  .isEqualTo(OptionalLong.of(Objects.requireNonNull(model.remove(gone))));
              assertThat(tree.remove(gone)).isEmpty();
            }
            if (random.nextInt(20) == 0) {
              assertThat(tree.root()).isEqualTo(naive(model));
            }
          }
          assertThat(tree.root()).isEqualTo(naive(model));
        });
  }

  @Test
  void everyLeafOpensAtItsRankAndNowhereElse() {
    Property.holds(
        10,
        random -> {
          var any = new RandomValues(random);
          var tree = new SumTree();
          int count = 1 + random.nextInt(300);
          for (int i = 0; i < count; i++) {
            tree.add(any.stateRef(), random.nextLong(1_000));
          }
          for (long rank = 0; rank < count; rank++) {
            SumTree.Place place = tree.at(rank);

            assertThat(opening(place).root())
                .isEqualTo(Optional.of(new Opening.Root(tree.root(), rank)));
            assertThat(tree.of(place.reference())).isEqualTo(place);
          }
          assertThatThrownBy(() -> tree.at(count)).isInstanceOf(IllegalArgumentException.class);
        });
  }

  @Test
  void nothingElseOpensToTheRoot() {
    Property.holds(
        10,
        random -> {
          var any = new RandomValues(random);
          var tree = new SumTree();
          for (int i = 0; i < 100; i++) {
            tree.add(any.stateRef(), 1 + random.nextLong(1_000));
          }
          SumTree.Place place = tree.at(random.nextInt(100));
          Opening good = opening(place);
          SumNode root = tree.root();

          assertThat(lead(with(good, any.stateRef(), good.tiyn(), good.siblings())))
              .isNotEqualTo(root);
          assertThat(lead(with(good, good.reference(), good.tiyn() - 1, good.siblings())))
              .isNotEqualTo(root);
          for (int i = 0; i < good.siblings().size(); i++) {
            SumNode sibling = good.siblings().get(i);
            // The sum is the same as before, but it is put together otherwise.
            assertThat(
                    lead(
                        with(
                            good,
                            good.reference(),
                            good.tiyn() - 1,
                            replaced(
                                good.siblings(),
                                i,
                                new SumNode(sibling.hash(), sibling.count(), sibling.tiyn() + 1)))))
                .isNotEqualTo(root);
          }
        });
  }

  @Test
  void anOpeningWithSumsBeyondReasonLeadsNowhere() {
    var tree = new SumTree();
    var any = new RandomValues(new java.util.SplittableRandom(1));
    tree.add(any.stateRef(), 1);
    tree.add(any.stateRef(), 1);
    Opening good = opening(tree.at(0));
    var endless = new SumNode(Hash.sha256(), Long.MAX_VALUE, Long.MAX_VALUE);

    assertThat(with(good, good.reference(), 1, List.of(endless, endless, endless)).root())
        .isEmpty();
  }

  @Test
  void theBucketsTogetherAreTheTree() {
    var any = new RandomValues(new java.util.SplittableRandom(2));
    var tree = new SumTree();
    for (int i = 0; i < 1_000; i++) {
      tree.add(any.stateRef(), i);
    }
    List<StateRef> all = new ArrayList<>();
    tree.forEach((reference, _) -> all.add(reference));
    List<StateRef> inBuckets = new ArrayList<>();
    for (int bucket = 0; bucket < TreeKey.BUCKETS; bucket++) {
      List<StateRef> some = tree.bucket(bucket);
      int number = bucket;
      assertThat(some).allMatch(reference -> TreeKey.bucket(reference) == number);
      inBuckets.addAll(some);
    }
    assertThat(inBuckets).isEqualTo(all).hasSize(1_000);
  }

  private static SumNode lead(Opening opening) {
    return opening.root().map(Opening.Root::node).orElse(SumNode.EMPTY);
  }

  private static List<SumNode> replaced(List<SumNode> nodes, int index, SumNode node) {
    var changed = new ArrayList<>(nodes);
    changed.set(index, node);
    return changed;
  }

  private static Opening opening(SumTree.Place place) {
    return Opening.of(
        TestNetwork.HALYK, TestNetwork.KZT, place, new Provenance.Genesis(TestNetwork.KZT));
  }

  private static Opening with(
      Opening opening, StateRef reference, long tiyn, List<SumNode> siblings) {
    return new Opening(
        opening.node(), opening.asset(), reference, tiyn, siblings, opening.provenance());
  }

  /// The definition: leaves in the order of their keys, split bit by bit.
  private static SumNode naive(Map<StateRef, Long> model) {
    List<StateRef> sorted =
        model.keySet().stream().sorted(Comparator.comparing(TreeKey::of)).toList();
    return naive(sorted, model, 0);
  }

  private static SumNode naive(List<StateRef> sorted, Map<StateRef, Long> model, int depth) {
    if (sorted.isEmpty()) {
      return SumNode.EMPTY;
    }
    if (sorted.size() == 1) {
      return SumNode.leaf(sorted.getFirst(), model.getOrDefault(sorted.getFirst(), -1L));
    }
    Map<Boolean, List<StateRef>> sides =
        sorted.stream()
            .collect(
                java.util.stream.Collectors.partitioningBy(
                    reference -> TreeKey.isRight(TreeKey.of(reference), depth)));
    return SumNode.join(
        naive(sides.getOrDefault(false, List.of()), model, depth + 1),
        naive(sides.getOrDefault(true, List.of()), model, depth + 1));
  }

  @Test
  void aTreeOfOneLeafIsTheLeaf() {
    var tree = new SumTree();
    StateRef reference = new RandomValues(new java.util.SplittableRandom(3)).stateRef();
    assertThat(tree.root()).isEqualTo(SumNode.EMPTY);
    tree.add(reference, 5);

    assertThat(tree.root()).isEqualTo(SumNode.leaf(reference, 5));
    assertThat(tree.at(0).siblings()).isEmpty();
  }
}
