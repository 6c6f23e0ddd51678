package kz.digitaltenge.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.testkit.Property;
import kz.digitaltenge.ledger.testkit.RandomValues;
import org.junit.jupiter.api.Test;

final class UsedConfirmationsTest {
  private static final int MANY = 60;

  @Test
  void eachConfirmationIsShownToBeNewOnceAndTheRootFollowsTheSet() {
    Property.holds(
        20,
        random -> {
          var any = new RandomValues(random);
          UsedConfirmations used = UsedConfirmations.NONE;
          Hash root = used.root();
          var all = new ArrayList<Hash>();
          for (int i = 0; i < MANY; i++) {
            // Some go the same way for long.
            Hash next = i % 3 == 2 ? near(all.getLast(), random.nextInt(256)) : any.hash();
            if (all.contains(next)) {
              continue;
            }
            UnusedProof proof = used.proveUnused(next).orElseThrow();
            root = proof.rootWith(next, root).orElseThrow();
            used = used.with(next);
            all.add(next);
            assertThat(root).isEqualTo(used.root());
            assertThat(used.proveUnused(next)).isEmpty();
            assertThat(proof.rootWith(next, root)).isEmpty();
          }
          Collections.shuffle(all, random);
          assertThat(UsedConfirmations.of(all).root()).isEqualTo(root);
        });
  }

  @Test
  void noOtherProofShowsAUsedOneToBeNew() {
    Property.holds(
        50,
        random -> {
          var any = new RandomValues(random);
          Hash used = any.hash();
          UsedConfirmations set = UsedConfirmations.of(List.of(used, any.hash(), any.hash()));
          Hash neighbour = near(used, 255 - random.nextInt(4));
          UnusedProof honest = set.proveUnused(neighbour).orElseThrow();

          assertThat(honest.rootWith(neighbour, set.root())).isPresent();
          assertThat(honest.rootWith(used, set.root())).isEmpty();
          assertThat(
                  new UnusedProof(honest.siblings(), Optional.empty()).rootWith(used, set.root()))
              .isEmpty();
          for (int kept = 0; kept < honest.siblings().size(); kept++) {
            var shorter = new UnusedProof(honest.siblings().subList(0, kept), honest.other());
            assertThat(shorter.rootWith(used, set.root())).isEmpty();
          }
        });
  }

  @Test
  void theDeepestWayFits() {
    Hash one = Hash.sha256("one".getBytes(UTF_8));
    UsedConfirmations two = UsedConfirmations.of(List.of(one, near(one, 254)));

    UnusedProof deepest = two.proveUnused(near(one, 255)).orElseThrow();

    assertThat(deepest.siblings()).hasSize(255);
    assertThat(deepest.rootWith(near(one, 255), two.root()))
        .contains(two.with(near(one, 255)).root());
  }

  /// Differs in one bit.
  private static Hash near(Hash hash, int bit) {
    byte[] bytes = hash.toArray();
    bytes[bit / 8] ^= (byte) (1 << (7 - bit % 8));
    return Hash.of(bytes);
  }
}
