package kz.digitaltenge.notary.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;
import org.junit.jupiter.api.Test;

class LogReplayTest {

  @Test
  void hasTheRootOfTheWholeTreeAtEverySize() {
    LogReplay replay = new LogReplay();
    List<Hash> leaves = new ArrayList<>();
    assertThat(replay.root()).isEqualTo(MerkleTree.emptyLog());
    for (int size = 1; size <= 600; size++) {
      Hash leaf = MerkleTree.logLeaf(new byte[] {(byte) size, (byte) (size >> 8)});
      leaves.add(leaf);
      replay.add(leaf);
      assertThat(replay.size()).isEqualTo(size);
      assertThat(replay.root()).isEqualTo(MerkleTree.root(NodeHasher.RFC9162, leaves));
    }
  }
}
