package kz.digitaltenge.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;
import org.junit.jupiter.api.Test;

/// The ledger's tree and this one were written apart; they must agree.
final class LogTreeTest {
  private static final int SIZE = 300;

  private final LogTree log = new LogTree();
  private final List<Hash> leaves = new ArrayList<>();

  @Test
  void rootsAtEverySizeAreThoseOfTheStandard() {
    fill();

    assertThat(log.rootAt(0)).isEqualTo(MerkleTree.emptyLog());
    for (int size = 1; size <= SIZE; size++) {
      assertThat(log.rootAt(size))
          .isEqualTo(MerkleTree.root(NodeHasher.RFC9162, leaves.subList(0, size)));
    }
  }

  @Test
  void pathsLeadFromTheirLeavesToTheRoot() {
    fill();

    for (int size : List.of(1, 2, 3, 64, 65, 255, 256, 257, SIZE)) {
      for (int position = 0; position < size; position += 7) {
        assertThat(
                MerkleTree.rootFromPath(
                    NodeHasher.RFC9162,
                    log.leaf(position),
                    position,
                    size,
                    log.path(position, size)))
            .contains(log.rootAt(size));
      }
    }
  }

  @Test
  void aLongColumnOfHashesKeepsThemAll() {
    var column = new HashColumn();
    int size = 100_000;
    for (int i = 0; i < size; i++) {
      column.add(hash(i));
    }

    assertThat(column.size()).isEqualTo(size);
    for (int i = 0; i < size; i += 333) {
      assertThat(column.hash(i)).isEqualTo(hash(i));
    }
  }

  private void fill() {
    for (int i = 0; i < SIZE; i++) {
      leaves.add(hash(i));
      log.add(hash(i));
    }
  }

  private static Hash hash(int number) {
    return Hash.sha256(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }
}
