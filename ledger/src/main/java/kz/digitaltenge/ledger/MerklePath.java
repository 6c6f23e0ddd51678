package kz.digitaltenge.ledger;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;

/// The way from one leaf to the root of a Merkle tree of RFC 9162's shape.
///
/// @param index the leaf, from zero
/// @param size leaves in the tree, above `index`
/// @param hashes siblings from the leaf upwards
public record MerklePath(long index, long size, List<Hash> hashes) {
  static final int HASHES_MAX = 63;

  public MerklePath {
    hashes = List.copyOf(hashes);
    if (index < 0 || index >= size || hashes.size() > HASHES_MAX) {
      throw new IllegalArgumentException("no leaf %d in a tree of %d".formatted(index, size));
    }
  }

  /// The root this path leads to from `leaf`; empty when the path has the wrong length for its
  /// tree.
  public Optional<Hash> rootFrom(Hash leaf, NodeHasher hasher) {
    return MerkleTree.rootFromPath(hasher, leaf, index, size, hashes);
  }

  public void writeTo(CborWriter out) {
    out.array(3).uint(index).uint(size);
    Encoding.list(out, hashes, Hash::writeTo);
  }

  public static MerklePath readFrom(CborReader in) {
    in.arrayOf(3);
    return new MerklePath(in.uint(), in.uint(), Encoding.list(in, HASHES_MAX, Hash::readFrom));
  }
}
