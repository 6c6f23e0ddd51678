package kz.digitaltenge.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;

/// A node's signed word, which it cannot take back: "I checked all of this transaction".
///
/// A node signs many at once: one signature over the Merkle root of a batch, whatever peers the
/// transactions are for, and each transaction gets the path. Verifying a batch costs one signature
/// if the verifier remembers it.
///
/// @param epoch the parameters under which the node checked
/// @param path from this attestation's leaf to the root of its batch
/// @param signature over the size and the root of the batch, by the certificate's key
public record Attestation(
    Role role, int epoch, KeyCertificate certificate, MerklePath path, SignatureBytes signature) {
  public Attestation {
    if (epoch < 1) {
      throw new IllegalArgumentException("epoch %d is not positive".formatted(epoch));
    }
  }

  /// What a node attests to: a transaction, in a role, under the parameters of an epoch.
  public record Item(int epoch, Role role, TransactionId id) {
    private Hash leaf(Hash networkId) {
      byte[] head = ByteBuffer.allocate(5).putInt(epoch).put((byte) role.code()).array();
      return Domain.ATTEST_LEAF.hash(networkId.trusted(), head, id.hash().trusted());
    }
  }

  public NodeId node() {
    return certificate.node();
  }

  /// Attests `items` under one signature; the answer has the same order.
  public static List<Attestation> sign(
      Hash networkId, Signer signer, KeyCertificate certificate, List<Item> items) {
    var leaves = new ArrayList<Hash>(items.size());
    for (Item item : items) {
      leaves.add(item.leaf(networkId));
    }
    MerkleTree batch = MerkleTree.of(NodeHasher.ATTEST_NODE, leaves);
    SignatureBytes signature = signer.sign(message(networkId, items.size(), batch.root()));
    var attestations = new ArrayList<Attestation>(items.size());
    for (int i = 0; i < items.size(); i++) {
      var path = new MerklePath(i, items.size(), batch.path(i));
      attestations.add(
          new Attestation(items.get(i).role, items.get(i).epoch, certificate, path, signature));
    }
    return attestations;
  }

  /// Whether this attests `id`, given the identity key of [#node()] at [#epoch()]. Says nothing of
  /// log positions.
  public boolean verifies(
      Hash networkId, TransactionId id, PublicKey identity, SignatureVerifier verifier) {
    return message(networkId, id)
            .map(message -> verifier.verify(certificate.key(), message, signature))
            .orElse(false)
        && certificate.verifies(networkId, identity, verifier);
  }

  /// The leaf of the batch that stands for this attestation of `id`.
  Hash leaf(Hash networkId, TransactionId id) {
    return new Item(epoch, role, id).leaf(networkId);
  }

  /// What must have been signed if this attests `id`; empty when the path is none.
  Optional<byte[]> message(Hash networkId, TransactionId id) {
    return path.rootFrom(leaf(networkId, id), NodeHasher.ATTEST_NODE)
        .map(root -> message(networkId, path.size(), root));
  }

  /// The size is signed beside the root, because the shape of a path does not tell it: without it
  /// the first leaf of five would also verify as the first of six.
  private static byte[] message(Hash networkId, long size, Hash root) {
    byte[] leaves = ByteBuffer.allocate(Long.BYTES).putLong(size).array();
    return Domain.ATTEST_ROOT.message(networkId.trusted(), leaves, root.trusted());
  }

  public void writeTo(CborWriter out) {
    out.array(5).uint(role.code()).uint(epoch);
    certificate.writeTo(out);
    path.writeTo(out);
    signature.writeTo(out);
  }

  public static Attestation readFrom(CborReader in) {
    in.arrayOf(5);
    return new Attestation(
        Role.readFrom(in),
        Encoding.positiveInt(in),
        KeyCertificate.readFrom(in),
        MerklePath.readFrom(in),
        SignatureBytes.readFrom(in));
  }

  public byte[] encode() {
    return Encoding.encode(this, Attestation::writeTo);
  }

  public static Attestation decode(byte[] bytes) {
    return Encoding.decode(bytes, Attestation::readFrom);
  }
}
