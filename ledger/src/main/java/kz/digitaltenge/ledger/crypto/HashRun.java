package kz.digitaltenge.ledger.crypto;

import java.security.MessageDigest;

/// Many hashes, one after the other, with one digest: where a tree is made of forty hashes, forty
/// digests would be most of the garbage. Made where it is used and not kept; not for two threads.
public final class HashRun {
  /// Empty between any two hashes: taking a digest's value resets it.
  private final MessageDigest digest = Sha256.fresh();

  /// The same as [Domain#hash(byte[]...)].
  public Hash hash(Domain domain, byte[]... parts) {
    digest.update(domain.prefix());
    return finish(parts);
  }

  /// The same as [NodeHasher#node(Hash, Hash)].
  public Hash node(NodeHasher hasher, Hash left, Hash right) {
    digest.update(hasher.prefix());
    digest.update(left.trusted());
    digest.update(right.trusted());
    return Hash.ofTrusted(digest.digest());
  }

  /// The same as [Hash#sha256(byte[]...)].
  Hash finish(byte[]... parts) {
    for (byte[] part : parts) {
      digest.update(part);
    }
    return Hash.ofTrusted(digest.digest());
  }
}
