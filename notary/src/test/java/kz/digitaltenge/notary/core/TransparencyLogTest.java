package kz.digitaltenge.notary.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;
import org.junit.jupiter.api.Test;

class TransparencyLogTest {

  private static final List<Hash> LEAVES = leaves(70_000);

  private final Map<String, Bytes> stored = new HashMap<>();
  private int tilesRead;

  @Test
  void anEmptyLogHasTheRootOfTheStandard() {
    assertThat(logOf(0).root()).isEqualTo(MerkleTree.emptyLog());
  }

  @Test
  void rootsAreThoseOfThePlainTreeAtEverySize() {
    TransparencyLog log = logOf(600);
    for (int size = 1; size <= 600; size++) {
      assertThat(log.rootAt(size)).isEqualTo(plainRoot(size));
    }
  }

  @Test
  void pathsLeadToTheRootForEveryPositionAndManySizes() {
    TransparencyLog log = logOf(600);
    for (int size : new int[] {1, 2, 3, 7, 255, 256, 257, 511, 512, 513, 600}) {
      TransparencyLog.View view = log.view(size);
      MerkleTree plain = MerkleTree.of(NodeHasher.RFC9162, LEAVES.subList(0, size));
      for (int position = 0; position < size; position++) {
        assertThat(view.inclusion(position)).isEqualTo(plain.path(position));
      }
    }
  }

  @Test
  void everyLaterTreeIsProvedToBeginWithEveryEarlierOne() {
    TransparencyLog log = logOf(300);
    for (int newSize = 0; newSize <= 300; newSize += 7) {
      for (int oldSize = 0; oldSize <= newSize; oldSize++) {
        assertThat(
                MerkleTree.consistent(
                    oldSize,
                    log.rootAt(oldSize),
                    newSize,
                    log.rootAt(newSize),
                    log.consistency(oldSize, newSize)))
            .as("from %d to %d", oldSize, newSize)
            .isTrue();
      }
    }
  }

  @Test
  void aLogOfThreeTileLevelsProvesOldAndNewPositions() {
    TransparencyLog log = logOf(70_000);
    Random random = new Random(20260101);
    Hash root = plainRoot(70_000);
    assertThat(log.root()).isEqualTo(root);
    for (int i = 0; i < 300; i++) {
      int position = random.nextInt(70_000);
      assertThat(
              MerkleTree.rootFromPath(
                  NodeHasher.RFC9162,
                  LEAVES.get(position),
                  position,
                  70_000,
                  log.inclusion(position, 70_000)))
          .hasValue(root);
      int oldSize = random.nextInt(70_000);
      assertThat(
              MerkleTree.consistent(
                  oldSize, log.rootAt(oldSize), 70_000, root, log.consistency(oldSize, 70_000)))
          .isTrue();
    }
  }

  @Test
  void theNewestBatchIsProvedWithoutReadingTheStore() {
    TransparencyLog log = logOf(69_000);
    store(log.append(LEAVES.subList(69_000, 70_000)));
    tilesRead = 0;
    TransparencyLog.View view = log.view(70_000);
    for (int position = 69_000; position < 70_000; position++) {
      view.inclusion(position);
    }
    assertThat(tilesRead).isZero();
  }

  @Test
  void aReopenedLogGoesOnWhereItWas() {
    TransparencyLog log = logOf(66_000);
    TransparencyLog reopened = reopened(66_000);
    assertThat(reopened.root()).isEqualTo(log.root());
    store(reopened.append(LEAVES.subList(66_000, 67_000)));
    assertThat(reopened.root()).isEqualTo(plainRoot(67_000));
    assertThat(reopened.inclusion(3, 67_000))
        .isEqualTo(MerkleTree.path(NodeHasher.RFC9162, LEAVES.subList(0, 67_000), 3));
  }

  @Test
  void aDamagedTileIsNotServed() {
    logOf(66_000);
    stored.put("0/3", Bytes.of(new byte[100]));
    assertThatThrownBy(() -> reopened(66_000).inclusion(3 * 256, 66_000))
        .isInstanceOf(DamagedStateException.class)
        .hasMessageContaining("0/3");
  }

  @Test
  void whatIsNotThereIsRefused() {
    TransparencyLog log = logOf(10);
    assertThatThrownBy(() -> log.inclusion(10, 10)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> log.inclusion(0, 11)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> log.consistency(5, 11)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> log.consistency(6, 5)).isInstanceOf(IllegalArgumentException.class);
  }

  private TransparencyLog logOf(int size) {
    TransparencyLog log = new TransparencyLog(this::tile, 0, List.of());
    for (int from = 0; from < size; from += 997) {
      store(log.append(LEAVES.subList(from, Math.min(size, from + 997))));
    }
    return log;
  }

  private TransparencyLog reopened(int size) {
    return new TransparencyLog(this::tile, size, LEAVES.subList(size / 256 * 256, size));
  }

  private Bytes tile(int level, long index) {
    tilesRead++;
    return stored.getOrDefault(level + "/" + index, Bytes.empty());
  }

  private void store(List<TransparencyLog.FullTile> filled) {
    filled.forEach(tile -> stored.put(tile.level() + "/" + tile.index(), tile.nodes()));
  }

  private static Hash plainRoot(int size) {
    return MerkleTree.root(NodeHasher.RFC9162, LEAVES.subList(0, size));
  }

  private static List<Hash> leaves(int count) {
    List<Hash> leaves = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      leaves.add(MerkleTree.logLeaf(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)}));
    }
    return List.copyOf(leaves);
  }
}
