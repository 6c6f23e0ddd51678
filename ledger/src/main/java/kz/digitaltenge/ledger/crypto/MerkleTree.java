package kz.digitaltenge.ledger.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A Merkle tree of the shape of RFC 9162 §2.1 over hashes of leaves.
///
/// How it works: the RFC splits at the largest power of two below the size. The same tree grows
/// from the leaves up: neighbours are joined in pairs, and a node without a neighbour rises
/// unchanged. So the node above leaf `i` on level `k` is number `i >> k`, and a proof is read off
/// the levels.
///
/// An instance keeps all levels, for whoever needs many paths; one root or one path has a static
/// method. Proofs come from outside: the methods that check them answer, and never throw.
public final class MerkleTree {
  private static final byte[] LOG_LEAF = {0};
  private static final Hash EMPTY_LOG = Hash.sha256();

  private final List<Hash[]> levels;

  private MerkleTree(List<Hash[]> levels) {
    this.levels = levels;
  }

  /// Refuses an empty list with [IllegalArgumentException]: what an empty tree means is the
  /// caller's.
  public static MerkleTree of(NodeHasher hasher, List<Hash> leaves) {
    return of(new HashRun(), hasher, leaves);
  }

  /// The same with a digest that the caller has already.
  public static MerkleTree of(HashRun run, NodeHasher hasher, List<Hash> leaves) {
    List<Hash[]> levels = new ArrayList<>();
    levels.add(requireLeaves(leaves));
    while (levels.getLast().length > 1) {
      levels.add(parents(run, hasher, levels.getLast()));
    }
    return new MerkleTree(levels);
  }

  public Hash root() {
    return levels.getLast()[0];
  }

  public int size() {
    return levels.getFirst().length;
  }

  /// The siblings from the leaf up to the root (RFC 9162 §2.1.3.1).
  public List<Hash> path(int index) {
    List<Hash> path = new ArrayList<>(levels.size());
    int node = Objects.checkIndex(index, size());
    for (Hash[] level : levels) {
      int sibling = node ^ 1;
      if (sibling < level.length) {
        path.add(level[sibling]);
      }
      node >>= 1;
    }
    return List.copyOf(path);
  }

  public static Hash root(NodeHasher hasher, List<Hash> leaves) {
    return root(new HashRun(), hasher, leaves);
  }

  /// The same with a digest that the caller has already.
  public static Hash root(HashRun run, NodeHasher hasher, List<Hash> leaves) {
    Hash[] level = requireLeaves(leaves);
    while (level.length > 1) {
      level = parents(run, hasher, level);
    }
    return level[0];
  }

  public static List<Hash> path(NodeHasher hasher, List<Hash> leaves, int index) {
    return of(hasher, leaves).path(index);
  }

  /// The leaf of the transparency log for these bytes (RFC 9162 §2.1.1).
  public static Hash logLeaf(byte[] entry) {
    return Hash.sha256(LOG_LEAF, entry);
  }

  /// The root of a log without entries (RFC 9162 §2.1.1).
  public static Hash emptyLog() {
    return EMPTY_LOG;
  }

  /// The root that a leaf and its path lead to, or nothing if a tree of that size has no such path.
  public static Optional<Hash> rootFromPath(
      NodeHasher hasher, Hash leaf, long index, long size, List<Hash> path) {
    if (index < 0 || index >= size || path.size() != pathLength(index, size)) {
      return Optional.empty();
    }
    var run = new HashRun();
    Hash hash = leaf;
    int used = 0;
    long node = index;
    for (long last = size - 1; last > 0; last >>= 1) {
      if ((node & 1) == 1) {
        hash = run.node(hasher, path.get(used++), hash);
      } else if (node < last) {
        hash = run.node(hasher, hash, path.get(used++));
      }
      node >>= 1;
    }
    return Optional.of(hash);
  }

  /// How many hashes the path of a leaf has in a tree of this size.
  public static int pathLength(long index, long size) {
    int length = 0;
    long node = index;
    for (long last = size - 1; last > 0; last >>= 1) {
      if ((node & 1) == 1 || node < last) {
        length++;
      }
      node >>= 1;
    }
    return length;
  }

  /// Whether the log of the new head only appended to that of the old one (RFC 9162 §2.1.4.2).
  ///
  /// Equal sizes and the empty old log need no proof: theirs must be empty.
  public static boolean consistent(
      long oldSize, Hash oldRoot, long newSize, Hash newRoot, List<Hash> proof) {
    if (oldSize < 0 || newSize < oldSize) {
      return false;
    }
    if (oldSize == newSize) {
      return proof.isEmpty()
          && oldRoot.equals(newRoot)
          && (oldSize > 0 || oldRoot.equals(EMPTY_LOG));
    }
    if (oldSize == 0) {
      return proof.isEmpty() && oldRoot.equals(EMPTY_LOG);
    }
    return leadsToBoth(oldSize, oldRoot, newSize, newRoot, proof);
  }

  private static boolean leadsToBoth(
      long oldSize, Hash oldRoot, long newSize, Hash newRoot, List<Hash> proof) {
    // The proof starts at the old tree's last complete subtree, and need not name it when it is the
    // whole old tree.
    if (Long.bitCount(oldSize) == 1) {
      return rootBefore(oldSize, oldRoot, newSize, newRoot, proof).isPresent();
    }
    return rootBefore(oldSize, newSize, newRoot, proof).equals(Optional.of(oldRoot));
  }

  /// The root that the log of the new head had at the old size; empty when the proof does not lead
  /// to the new head. It shows what an old root was not.
  ///
  /// @param oldSize above zero and below `newSize`
  /// @param proof as by RFC 9162 §2.1.4.1, but with the old tree's last complete subtree in front
  ///   also where that is the whole old tree
  public static Optional<Hash> rootBefore(
      long oldSize, long newSize, Hash newRoot, List<Hash> proof) {
    return oldSize <= 0 || newSize <= oldSize || proof.isEmpty()
        ? Optional.empty()
        : rootBefore(oldSize, proof.getFirst(), newSize, newRoot, proof.subList(1, proof.size()));
  }

  private static Optional<Hash> rootBefore(
      long oldSize, Hash subtree, long newSize, Hash newRoot, List<Hash> siblings) {
    int risen = Long.numberOfTrailingZeros(oldSize);
    long node = (oldSize - 1) >> risen;
    long last = (newSize - 1) >> risen;
    Hash oldHash = subtree;
    Hash newHash = subtree;
    for (Hash sibling : siblings) {
      if (last == 0) {
        return Optional.empty();
      }
      if ((node & 1) == 1 || node == last) {
        oldHash = NodeHasher.RFC9162.node(sibling, oldHash);
        newHash = NodeHasher.RFC9162.node(sibling, newHash);
        // A node without a neighbour rises unchanged, up to the level where it has one.
        int unpaired = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
        node >>= unpaired;
        last >>= unpaired;
      } else {
        newHash = NodeHasher.RFC9162.node(newHash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && newHash.equals(newRoot) ? Optional.of(oldHash) : Optional.empty();
  }

  /// The proof that the first `oldSize` leaves are a prefix of them all (RFC 9162 §2.1.4.1).
  public static List<Hash> consistencyProof(NodeHasher hasher, List<Hash> leaves, int oldSize) {
    Objects.checkFromToIndex(0, oldSize, leaves.size());
    List<Hash> proof = new ArrayList<>();
    if (oldSize > 0) {
      prove(hasher, leaves, oldSize, true, proof);
    }
    return List.copyOf(proof);
  }

  private static void prove(
      NodeHasher hasher, List<Hash> leaves, int oldSize, boolean known, List<Hash> proof) {
    int size = leaves.size();
    if (oldSize == size) {
      if (!known) {
        proof.add(root(hasher, leaves));
      }
      return;
    }
    int split = Integer.highestOneBit(size - 1);
    List<Hash> left = leaves.subList(0, split);
    List<Hash> right = leaves.subList(split, size);
    if (oldSize <= split) {
      prove(hasher, left, oldSize, known, proof);
      proof.add(root(hasher, right));
    } else {
      prove(hasher, right, oldSize - split, false, proof);
      proof.add(root(hasher, left));
    }
  }

  private static Hash[] parents(HashRun run, NodeHasher hasher, Hash[] level) {
    Hash[] parents = new Hash[(level.length + 1) / 2];
    for (int i = 0; i < level.length / 2; i++) {
      parents[i] = run.node(hasher, level[2 * i], level[2 * i + 1]);
    }
    if (level.length % 2 == 1) {
      parents[parents.length - 1] = level[level.length - 1];
    }
    return parents;
  }

  private static Hash[] requireLeaves(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      throw new IllegalArgumentException("A tree has at least one leaf");
    }
    return leaves.toArray(Hash[]::new);
  }
}
