package kz.digitaltenge.notary.core;

import java.util.ArrayList;
import java.util.List;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;

/// The transparency log built again from its leaves, for whoever holds it against signed heads.
///
/// How it works. Only the right edge is kept: the roots of the largest complete subtrees, one for
/// each bit of the size, as in RFC 9162 §2.1.2. So a log of any length takes 64 hashes of memory.
/// Heads of one replay are consistent with each other, and every leaf before a head that fits is
/// included in it: there is only one tree.
public final class LogReplay {

  /// Roots of complete subtrees from the largest, leftmost one on.
  private final List<Hash> complete = new ArrayList<>();

  private long size;

  public void add(Hash leaf) {
    Hash node = leaf;
    for (long below = size; (below & 1) == 1; below >>= 1) {
      node = NodeHasher.RFC9162.node(complete.removeLast(), node);
    }
    complete.add(node);
    size++;
  }

  public long size() {
    return size;
  }

  /// The root at the size that the log has now.
  public Hash root() {
    if (complete.isEmpty()) {
      return MerkleTree.emptyLog();
    }
    Hash root = complete.getLast();
    for (Hash left : complete.reversed().subList(1, complete.size())) {
      root = NodeHasher.RFC9162.node(left, root);
    }
    return root;
  }
}
