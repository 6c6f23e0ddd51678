package kz.digitaltenge.ledger;

import java.util.List;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.HashRun;
import kz.digitaltenge.ledger.crypto.HmacSha256;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;

/// The digest tree of a transaction (`docs/protocol/digest-tree.md`): every leaf is blinded by a
/// nonce of its own, so that showing one tells nothing about its neighbours, and an empty group
/// looks like any other.
final class DigestTree {
  private DigestTree() {}

  /// HMAC(salt, group ‖ index). Proofs carry nonces, never the salt.
  static Hash nonce(HashRun run, HmacSha256 salt, Group group, int index) {
    return Hash.ofTrusted(salt.mac(run, position(group, index)));
  }

  static Hash leaf(HashRun run, Group group, int index, Hash nonce, byte[] bytes) {
    return run.hash(Domain.TX_LEAF, position(group, index), nonce.trusted(), bytes);
  }

  static Hash emptyGroup(HashRun run, Group group, Hash nonce) {
    return run.hash(Domain.TX_EMPTY, position(group, 0), nonce.trusted());
  }

  static Hash node(HashRun run, Hash left, Hash right) {
    return run.node(NodeHasher.TX_NODE, left, right);
  }

  static Hash root(HashRun run, List<Hash> leaves) {
    return MerkleTree.root(run, NodeHasher.TX_NODE, leaves);
  }

  private static byte[] position(Group group, int index) {
    return new byte[] {
      (byte) group.code(),
      (byte) (index >>> 24),
      (byte) (index >>> 16),
      (byte) (index >>> 8),
      (byte) index
    };
  }
}
