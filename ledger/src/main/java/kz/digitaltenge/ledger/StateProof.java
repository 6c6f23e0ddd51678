package kz.digitaltenge.ledger;

import java.util.List;
import java.util.Optional;
import kz.digitaltenge.ledger.TearOff.Leaf;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.HashRun;
import kz.digitaltenge.ledger.crypto.NodeHasher;

/// One output of a transaction with the hashes that tie it to the transaction's id; about 700
/// bytes.
///
/// @param path from the output to the root of the outputs group
/// @param value the leaf with asset, amount and mark
/// @param owner the leaf with condition and custodian
public record StateProof(
    TransactionHeader header,
    Hash headerNonce,
    MerklePath path,
    Leaf value,
    Leaf owner,
    Hash inputsRoot,
    Hash tagsRoot,
    Hash referencesRoot,
    Hash intentsRoot) {
  /// Without the path and the leaves.
  private static final int FRAME_USUAL_BYTES = 304;

  private static final int PATH_HASH_BYTES = 34;

  public int index() {
    return (int) path.index();
  }

  /// The id of the transaction that has this output; empty when the path is none.
  public Optional<TransactionId> id() {
    if (path.size() != header.outputCount()) {
      return Optional.empty();
    }
    var run = new HashRun();
    Hash output =
        DigestTree.node(
            run,
            value.hash(run, Group.OUTPUTS, 2 * index()),
            owner.hash(run, Group.OUTPUTS, 2 * index() + 1));
    Hash headerLeaf = DigestTree.leaf(run, Group.HEADER, 0, headerNonce, header.encode());
    return path.rootFrom(output, NodeHasher.TX_NODE)
        .map(
            outputs ->
                List.of(headerLeaf, inputsRoot, outputs, tagsRoot, referencesRoot, intentsRoot))
        .map(roots -> new TransactionId(DigestTree.root(run, roots)));
  }

  /// The output itself.
  public State state() {
    return State.decode(value.bytes().trusted(), owner.bytes().trusted());
  }

  /// How many canonical bytes it has at most, usually.
  int sizeUsualBytes() {
    return FRAME_USUAL_BYTES
        + PATH_HASH_BYTES * path.hashes().size()
        + value.bytes().size()
        + owner.bytes().size();
  }

  public void writeTo(CborWriter out) {
    out.array(9);
    header.writeTo(out);
    headerNonce.writeTo(out);
    path.writeTo(out);
    value.writeTo(out);
    owner.writeTo(out);
    inputsRoot.writeTo(out);
    tagsRoot.writeTo(out);
    referencesRoot.writeTo(out);
    intentsRoot.writeTo(out);
  }

  public static StateProof readFrom(CborReader in) {
    in.arrayOf(9);
    return new StateProof(
        TransactionHeader.readFrom(in),
        Hash.readFrom(in),
        MerklePath.readFrom(in),
        Leaf.readFrom(in),
        Leaf.readFrom(in),
        Hash.readFrom(in),
        Hash.readFrom(in),
        Hash.readFrom(in),
        Hash.readFrom(in));
  }
}
