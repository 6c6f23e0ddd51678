package kz.digitaltenge.ledger.crypto;

import static kz.digitaltenge.ledger.crypto.NodeHasher.RFC9162;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Against the test data of Certificate Transparency's reference code, and against the recursive
/// definitions of RFC 9162 §2.1 for every size up to 33.
final class MerkleTreeTest {
  private static final int SIZE_MAX = 33;

  private static final List<Hash> LEAVES =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(entry -> MerkleTree.logLeaf(HexFormat.of().parseHex(entry)))
          .toList();

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d
          2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
          3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77
          4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
          5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4
          6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef
          7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c
          8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328
          """)
  void rootsAreTheReferences(int size, String root) {
    assertThat(MerkleTree.root(RFC9162, LEAVES.subList(0, size)).hex()).isEqualTo(root);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0, 1, ''
          0, 8, 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 \
                5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e \
                6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4
          5, 8, bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b \
                ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 \
                d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
          2, 3, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
          1, 5, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d \
                5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e \
                bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b
          """)
  void pathsAreTheReferences(int index, int size, String path) {
    List<Hash> leaves = LEAVES.subList(0, size);

    assertThat(MerkleTree.path(RFC9162, leaves, index)).isEqualTo(hashes(path));
    assertThat(MerkleTree.rootFromPath(RFC9162, LEAVES.get(index), index, size, hashes(path)))
        .contains(MerkleTree.root(RFC9162, leaves));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1, 1, ''
          1, 8, 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 \
                5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e \
                6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4
          6, 8, 0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a \
                ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 \
                d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
          2, 5, 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e \
                bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b
          """)
  void consistencyProofsAreTheReferences(int oldSize, int newSize, String proof) {
    List<Hash> leaves = LEAVES.subList(0, newSize);

    assertThat(MerkleTree.consistencyProof(RFC9162, leaves, oldSize)).isEqualTo(hashes(proof));
    assertThat(
            MerkleTree.consistent(
                oldSize,
                logRoot(leaves, oldSize),
                newSize,
                logRoot(leaves, newSize),
                hashes(proof)))
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void everyTreeIsTheRecursiveOne(NodeHasher hasher) {
    for (int size = 1; size <= SIZE_MAX; size++) {
      List<Hash> leaves = leaves(size);
      MerkleTree tree = MerkleTree.of(hasher, leaves);
      Hash root = NaiveMerkleTree.root(hasher, leaves);
      assertThat(tree.root()).isEqualTo(root).isEqualTo(MerkleTree.root(hasher, leaves));
      assertThat(tree.size()).isEqualTo(size);
      for (int index = 0; index < size; index++) {
        List<Hash> path = tree.path(index);
        assertThat(path).isEqualTo(NaiveMerkleTree.path(hasher, leaves, index));
        assertThat(path).hasSize(MerkleTree.pathLength(index, size));
        assertThat(MerkleTree.rootFromPath(hasher, leaves.get(index), index, size, path))
            .contains(root);
      }
    }
  }

  @Test
  void everyLogIsConsistentWithItsPrefixes() {
    for (int size = 1; size <= SIZE_MAX; size++) {
      List<Hash> leaves = leaves(size);
      Hash root = logRoot(leaves, size);
      for (int oldSize = 0; oldSize <= size; oldSize++) {
        List<Hash> proof = MerkleTree.consistencyProof(RFC9162, leaves, oldSize);
        if (oldSize > 0) {
          assertThat(proof).isEqualTo(NaiveMerkleTree.consistencyProof(RFC9162, leaves, oldSize));
        }
        assertThat(MerkleTree.consistent(oldSize, logRoot(leaves, oldSize), size, root, proof))
            .as("%d in %d", oldSize, size)
            .isTrue();
      }
    }
  }

  @Test
  void noBitOfAPathCanBeChanged() {
    for (int size = 2; size <= 9; size++) {
      List<Hash> leaves = leaves(size);
      Hash root = logRoot(leaves, size);
      for (int index = 0; index < size; index++) {
        for (List<Hash> changed : changedByABit(MerkleTree.path(RFC9162, leaves, index))) {
          assertThat(MerkleTree.rootFromPath(RFC9162, leaves.get(index), index, size, changed))
              .isNotEmpty()
              .get()
              .isNotEqualTo(root);
        }
      }
    }
  }

  @Test
  void aPathLeadsFromItsOwnLeafAndPlaceOnly() {
    for (int size = 2; size <= SIZE_MAX; size++) {
      List<Hash> leaves = leaves(size);
      Hash root = logRoot(leaves, size);
      for (int index = 0; index < size; index++) {
        List<Hash> path = MerkleTree.path(RFC9162, leaves, index);
        for (int other = 0; other < size; other++) {
          if (other != index) {
            assertThat(MerkleTree.rootFromPath(RFC9162, leaves.get(index), other, size, path))
                .isNotEqualTo(Optional.of(root));
            assertThat(MerkleTree.rootFromPath(RFC9162, leaves.get(other), index, size, path))
                .isNotEqualTo(Optional.of(root));
          }
        }
      }
    }
  }

  @Test
  void aPathOfAnotherLengthLeadsNowhere() {
    Hash leaf = LEAVES.get(5);
    List<Hash> path = MerkleTree.path(RFC9162, LEAVES, 5);

    assertThat(MerkleTree.rootFromPath(RFC9162, leaf, 5, 8, path.subList(0, 2))).isEmpty();
    assertThat(MerkleTree.rootFromPath(RFC9162, leaf, 5, 8, with(path, leaf))).isEmpty();
    assertThat(MerkleTree.rootFromPath(RFC9162, leaf, 8, 8, path)).isEmpty();
    assertThat(MerkleTree.rootFromPath(RFC9162, leaf, -1, 8, path)).isEmpty();
    assertThat(MerkleTree.rootFromPath(RFC9162, leaf, 0, 0, List.of())).isEmpty();
    assertThat(MerkleTree.rootFromPath(RFC9162, leaf, 0, -8, path)).isEmpty();
    assertThat(MerkleTree.rootFromPath(RFC9162, leaf, 5, Long.MAX_VALUE, path)).isEmpty();
  }

  @Test
  void noBitOfAConsistencyProofCanBeChanged() {
    for (int size = 2; size <= 9; size++) {
      List<Hash> leaves = leaves(size);
      Hash root = logRoot(leaves, size);
      for (int oldSize = 1; oldSize < size; oldSize++) {
        Hash oldRoot = logRoot(leaves, oldSize);
        for (List<Hash> changed :
            changedByABit(MerkleTree.consistencyProof(RFC9162, leaves, oldSize))) {
          assertThat(MerkleTree.consistent(oldSize, oldRoot, size, root, changed)).isFalse();
        }
      }
    }
  }

  @Test
  void aConsistencyProofHoldsForItsOwnTwoHeadsOnly() {
    Hash stranger = Hash.sha256();
    for (int size = 1; size <= SIZE_MAX; size++) {
      List<Hash> leaves = leaves(size);
      Hash root = logRoot(leaves, size);
      for (int oldSize = 1; oldSize < size; oldSize++) {
        Hash oldRoot = logRoot(leaves, oldSize);
        List<Hash> proof = MerkleTree.consistencyProof(RFC9162, leaves, oldSize);
        assertThat(MerkleTree.consistent(oldSize, stranger, size, root, proof)).isFalse();
        assertThat(MerkleTree.consistent(oldSize, oldRoot, size, stranger, proof)).isFalse();
        assertThat(MerkleTree.consistent(size, root, oldSize, oldRoot, proof)).isFalse();
        assertThat(MerkleTree.consistent(oldSize, oldRoot, size, root, with(proof, root)))
            .isFalse();
        assertThat(
                MerkleTree.consistent(
                    oldSize, oldRoot, size, root, proof.subList(0, proof.size() - 1)))
            .isFalse();
        assertThat(MerkleTree.consistent(oldSize, oldRoot, size, root, List.of())).isFalse();
      }
    }
  }

  @Test
  void equalAndEmptyLogsNeedNoProof() {
    Hash root = logRoot(LEAVES, 8);
    Hash empty = MerkleTree.emptyLog();

    assertThat(MerkleTree.consistent(8, root, 8, root, List.of())).isTrue();
    assertThat(MerkleTree.consistent(8, root, 8, root, List.of(root))).isFalse();
    assertThat(MerkleTree.consistent(8, root, 8, LEAVES.get(0), List.of())).isFalse();
    assertThat(MerkleTree.consistent(0, empty, 8, root, List.of())).isTrue();
    assertThat(MerkleTree.consistent(0, root, 8, root, List.of())).isFalse();
    assertThat(MerkleTree.consistent(0, empty, 8, root, List.of(root))).isFalse();
    assertThat(MerkleTree.consistent(0, empty, 0, empty, List.of())).isTrue();
    assertThat(MerkleTree.consistent(0, root, 0, root, List.of())).isFalse();
    assertThat(MerkleTree.consistent(-1, root, 8, root, List.of())).isFalse();
  }

  @Test
  void aTreeHasALeaf() {
    assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.root(RFC9162, List.of()));
  }

  private static Hash logRoot(List<Hash> leaves, int size) {
    return size == 0 ? MerkleTree.emptyLog() : MerkleTree.root(RFC9162, leaves.subList(0, size));
  }

  private static List<Hash> leaves(int size) {
    List<Hash> leaves = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      leaves.add(MerkleTree.logLeaf(new byte[] {(byte) i}));
    }
    return leaves;
  }

  private static List<List<Hash>> changedByABit(List<Hash> proof) {
    List<List<Hash>> all = new ArrayList<>();
    for (int i = 0; i < proof.size(); i++) {
      for (int bit = 0; bit < 8 * Hash.SIZE_BYTES; bit++) {
        byte[] bytes = proof.get(i).toArray();
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        List<Hash> changed = new ArrayList<>(proof);
        changed.set(i, Hash.of(bytes));
        all.add(changed);
      }
    }
    return all;
  }

  private static List<Hash> with(List<Hash> proof, Hash more) {
    return Stream.concat(proof.stream(), Stream.of(more)).toList();
  }

  private static List<Hash> hashes(String hex) {
    return Arrays.stream(hex.split(" ")).filter(h -> !h.isEmpty()).map(Hash::fromHex).toList();
  }
}
