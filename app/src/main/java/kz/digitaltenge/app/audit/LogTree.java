package kz.digitaltenge.app.audit;

import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;

/// The notary's log rebuilt from its decisions (RFC 9162, 2.1), written apart from the notary's own
/// tree. Every complete node is kept, 64 bytes a decision, so the root at any size is at hand.
final class LogTree {
  private final List<HashColumn> levels = new ArrayList<>();

  LogTree() {
    levels.add(new HashColumn());
  }

  long size() {
    return levels.getFirst().size();
  }

  void add(Hash leaf) {
    levels.getFirst().add(leaf);
    for (int level = 0; levels.get(level).size() % 2 == 0; level++) {
      if (level + 1 == levels.size()) {
        levels.add(new HashColumn());
      }
      HashColumn column = levels.get(level);
      Hash left = column.hash(column.size() - 2);
      Hash right = column.hash(column.size() - 1);
      levels.get(level + 1).add(NodeHasher.RFC9162.node(left, right));
    }
  }

  Hash leaf(long position) {
    return levels.getFirst().hash(position);
  }

  /// The node that stands over 2^level leaves, all of them there.
  Hash node(int level, long index) {
    return levels.get(level).hash(index);
  }

  /// The root of the log when it had so many leaves.
  ///
  /// @param size not above [#size()]
  Hash rootAt(long size) {
    return size == 0 ? MerkleTree.emptyLog() : range(0, size);
  }

  /// The audit path of a leaf in the tree of `size` leaves.
  List<Hash> path(long position, long size) {
    var path = new ArrayList<Hash>();
    path(position, 0, size, path);
    return List.copyOf(path);
  }

  private void path(long position, long from, long to, List<Hash> path) {
    if (to - from == 1) {
      return;
    }
    long split = from + Long.highestOneBit(to - from - 1);
    if (position < split) {
      path(position, from, split, path);
      path.add(range(split, to));
    } else {
      path(position, split, to, path);
      path.add(range(from, split));
    }
  }

  private Hash range(long from, long to) {
    long count = to - from;
    if (Long.bitCount(count) == 1) {
      int level = Long.numberOfTrailingZeros(count);
      return node(level, from >> level);
    }
    long split = from + Long.highestOneBit(count - 1);
    return NodeHasher.RFC9162.node(range(from, split), range(split, to));
  }
}
