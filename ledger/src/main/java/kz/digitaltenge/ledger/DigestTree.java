package kz.digitaltenge.ledger;

import java.nio.ByteBuffer;
import java.util.List;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.HmacSha256;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;

/// The digest tree of a transaction (`docs/protocol/digest-tree.md`): every leaf is blinded by a
/// nonce of its own, so that showing one tells nothing about its neighbours, and an empty group
/// looks like any other.
final class DigestTree {
  private DigestTree() {}

  /// HMAC(salt, group ‖ index). Proofs carry nonces, never the salt.
  static Hash nonce(HmacSha256 salt, Group group, int index) {
    return Hash.ofTrusted(salt.mac(position(group, index)));
  }

  static Hash leaf(Group group, int index, Hash nonce, byte[] bytes) {
    return Domain.TX_LEAF.hash(position(group, index), nonce.trusted(), bytes);
  }

  static Hash emptyGroup(Group group, Hash nonce) {
    return Domain.TX_EMPTY.hash(position(group, 0), nonce.trusted());
  }

  static Hash node(Hash left, Hash right) {
    return NodeHasher.TX_NODE.node(left, right);
  }

  static Hash root(List<Hash> leaves) {
    return MerkleTree.root(NodeHasher.TX_NODE, leaves);
  }

  private static byte[] position(Group group, int index) {
    return ByteBuffer.allocate(5).put((byte) group.code()).putInt(index).array();
  }
}
