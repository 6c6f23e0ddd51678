package kz.digitaltenge.ledger.crypto;

import java.util.List;
import java.util.stream.Stream;

/// RFC 9162 §2.1.1, 2.1.3.1 and 2.1.4.1 word for word: recursive, slow, and hard to get wrong.
final class NaiveMerkleTree {
  private NaiveMerkleTree() {}

  static Hash root(NodeHasher hasher, List<Hash> leaves) {
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    return hasher.node(root(hasher, left(leaves)), root(hasher, right(leaves)));
  }

  static List<Hash> path(NodeHasher hasher, List<Hash> leaves, int index) {
    if (leaves.size() == 1) {
      return List.of();
    }
    int k = split(leaves);
    return index < k
        ? append(path(hasher, left(leaves), index), root(hasher, right(leaves)))
        : append(path(hasher, right(leaves), index - k), root(hasher, left(leaves)));
  }

  static List<Hash> consistencyProof(NodeHasher hasher, List<Hash> leaves, int oldSize) {
    return subproof(hasher, leaves, oldSize, true);
  }

  private static List<Hash> subproof(
      NodeHasher hasher, List<Hash> leaves, int oldSize, boolean known) {
    if (oldSize == leaves.size()) {
      return known ? List.of() : List.of(root(hasher, leaves));
    }
    int k = split(leaves);
    return oldSize <= k
        ? append(subproof(hasher, left(leaves), oldSize, known), root(hasher, right(leaves)))
        : append(subproof(hasher, right(leaves), oldSize - k, false), root(hasher, left(leaves)));
  }

  private static int split(List<Hash> leaves) {
    int k = 1;
    while (2 * k < leaves.size()) {
      k *= 2;
    }
    return k;
  }

  private static List<Hash> left(List<Hash> leaves) {
    return leaves.subList(0, split(leaves));
  }

  private static List<Hash> right(List<Hash> leaves) {
    return leaves.subList(split(leaves), leaves.size());
  }

  private static List<Hash> append(List<Hash> proof, Hash last) {
    return Stream.concat(proof.stream(), Stream.of(last)).toList();
  }
}
