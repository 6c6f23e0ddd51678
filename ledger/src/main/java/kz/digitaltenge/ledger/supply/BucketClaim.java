package kz.digitaltenge.ledger.supply;

import java.util.List;
import kz.digitaltenge.ledger.Encoding;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Domain;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.SignatureVerifier;
import kz.digitaltenge.ledger.crypto.Signer;

/// A node's live references of one bucket at a cut, by name and under its identity key: asked for
/// when the sets do not add up.
///
/// @param cut as in [NodeStatement#cut()]
/// @param bucket the first byte of their keys, [TreeKey#bucket(StateRef)]
public record BucketClaim(
    Hash networkId,
    NodeId node,
    Hash cut,
    int bucket,
    List<StateRef> references,
    SignatureBytes signature) {
  /// As many as fit in one message.
  public static final int REFERENCES_MAX = 25_000;

  public BucketClaim {
    if (bucket < 0 || bucket >= TreeKey.BUCKETS || references.size() > REFERENCES_MAX) {
      throw new IllegalArgumentException(
          "bucket %d with %d references".formatted(bucket, references.size()));
    }
    references = List.copyOf(references);
  }

  public static BucketClaim sign(
      NodeStatement of, int bucket, List<StateRef> references, Signer identity) {
    return new BucketClaim(
        of.networkId(),
        of.node(),
        of.cut(),
        bucket,
        references,
        identity.sign(message(of.networkId(), of.node(), of.cut(), bucket, references)));
  }

  public boolean verifies(PublicKey identity, SignatureVerifier verifier) {
    return verifier.verify(identity, message(networkId, node, cut, bucket, references), signature);
  }

  private static byte[] message(
      Hash networkId, NodeId node, Hash cut, int bucket, List<StateRef> references) {
    var out = new CborWriter().array(5);
    networkId.writeTo(out);
    node.writeTo(out);
    cut.writeTo(out).uint(bucket);
    Encoding.list(out, references, StateRef::writeTo);
    return Domain.SUPPLY_BUCKET.message(out.toBytes());
  }

  public byte[] encode() {
    return Encoding.encode(this, BucketClaim::writeTo);
  }

  public static BucketClaim decode(byte[] bytes) {
    return Encoding.decode(bytes, BucketClaim::readFrom);
  }

  public void writeTo(CborWriter out) {
    networkId.writeTo(out.array(6));
    node.writeTo(out);
    cut.writeTo(out).uint(bucket);
    Encoding.list(out, references, StateRef::writeTo);
    signature.writeTo(out);
  }

  public static BucketClaim readFrom(CborReader in) {
    in.arrayOf(6);
    return new BucketClaim(
        Hash.readFrom(in),
        NodeId.readFrom(in),
        Hash.readFrom(in),
        (int) in.uint(TreeKey.BUCKETS - 1),
        Encoding.list(in, REFERENCES_MAX, StateRef::readFrom),
        SignatureBytes.readFrom(in));
  }
}
