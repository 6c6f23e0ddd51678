package kz.digitaltenge.ledger;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import kz.digitaltenge.ledger.TearOff.Disclosure;
import kz.digitaltenge.ledger.TearOff.Leaf;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.HashRun;
import kz.digitaltenge.ledger.crypto.HmacSha256;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;
import org.jspecify.annotations.Nullable;

/// A step of the ledger: consumes the states named by `inputs` and creates `outputs`.
///
/// A transaction is an immutable value with a name, its [#id()], which commits to every part of it
/// and, shown alone, tells nothing of them. Whether it is *valid* is for
/// [kz.digitaltenge.ledger.rules] to say; here only form and sizes are held.
public final class Transaction {
  public static final int INPUTS_MAX = 64;
  public static final int OUTPUTS_MAX = 256;
  public static final int REFERENCES_MAX = 16;
  public static final int INTENTS_MAX = 4;
  public static final int SALT_SIZE_BYTES = 32;

  private static final int VERSION = 1;

  /// Salt, header and a payment's intent.
  private static final int FRAME_USUAL_BYTES = 224;

  private static final int INPUT_USUAL_BYTES = 38;

  /// With its tag.
  private static final int OUTPUT_USUAL_BYTES = 144;

  private final Bytes salt;
  private final TransactionHeader header;
  private final List<StateRef> inputs;
  private final List<State> outputs;
  private final List<Hash> tags;
  private final List<StateRef> references;
  private final List<Intent> intents;
  private final GroupLeaves leaves;
  private final TransactionId id;
  private final byte[] encoded;

  /// @param salt 32 secret random bytes that blind the digest tree; known to the parties, never
  ///   shown to the notary
  /// @param tags one per output, in order: the blinded name of its custodian, see [CustodianTag]
  /// @param references states that are read, not consumed; they must be live when the transaction
  ///   is notarised
  public Transaction(
      Bytes salt,
      TransactionHeader header,
      List<StateRef> inputs,
      List<State> outputs,
      List<Hash> tags,
      List<StateRef> references,
      List<Intent> intents) {
    this.salt = salt;
    this.header = header;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.tags = List.copyOf(tags);
    this.references = List.copyOf(references);
    this.intents = List.copyOf(intents);
    if (salt.size() != SALT_SIZE_BYTES
        || inputs.size() > INPUTS_MAX
        || outputs.size() > OUTPUTS_MAX
        || tags.size() > OUTPUTS_MAX
        || references.size() > REFERENCES_MAX
        || intents.size() > INTENTS_MAX) {
      throw new IllegalArgumentException("a part of the transaction is outside its limit");
    }
    var run = new HashRun();
    CborWriter out =
        new CborWriter(sizeUsualBytes(inputs.size(), outputs.size()))
            .array(8)
            .uint(VERSION)
            .bytes(salt);
    this.leaves = new GroupLeaves(run, out);
    this.encoded = out.toBytes();
    this.id = new TransactionId(DigestTree.root(run, leaves.roots()));
  }

  public TransactionId id() {
    return id;
  }

  public TransactionHeader header() {
    return header;
  }

  public List<StateRef> inputs() {
    return inputs;
  }

  public List<State> outputs() {
    return outputs;
  }

  public List<Hash> tags() {
    return tags;
  }

  public List<StateRef> references() {
    return references;
  }

  public List<Intent> intents() {
    return intents;
  }

  public StateRef output(int index) {
    return new StateRef(id, index);
  }

  /// The transaction with the header and the groups in `shown` readable and everything else proved
  /// by hash.
  public TearOff tearOff(Set<Group> shown) {
    return new TearOff(
        header,
        leaves.nonce(Group.HEADER, 0),
        disclose(Group.INPUTS, shown),
        disclose(Group.OUTPUTS, shown),
        disclose(Group.TAGS, shown),
        disclose(Group.REFERENCES, shown),
        disclose(Group.INTENTS, shown));
  }

  /// One output with everything that ties it to the id, and nothing else.
  public StateProof stateProof(int index) {
    return new StateProof(
        header,
        leaves.nonce(Group.HEADER, 0),
        new MerklePath(index, outputs.size(), leaves.pathOfOutput(index)),
        leaves.leaf(Group.OUTPUTS, 2 * index),
        leaves.leaf(Group.OUTPUTS, 2 * index + 1),
        leaves.root(Group.INPUTS),
        leaves.root(Group.TAGS),
        leaves.root(Group.REFERENCES),
        leaves.root(Group.INTENTS));
  }

  public byte[] encode() {
    return encoded.clone();
  }

  /// Number of canonical bytes.
  int sizeBytes() {
    return encoded.length;
  }

  public static Transaction decode(byte[] bytes) {
    return Encoding.decode(bytes, Transaction::readFrom);
  }

  void writeTo(CborWriter out) {
    out.item(encoded);
  }

  private static int sizeUsualBytes(int inputs, int outputs) {
    return FRAME_USUAL_BYTES + INPUT_USUAL_BYTES * inputs + OUTPUT_USUAL_BYTES * outputs;
  }

  static Transaction readFrom(CborReader in) {
    in.arrayOf(8);
    if (in.uint(VERSION) != VERSION) {
      throw in.refusal(Malformed.BAD_VALUE);
    }
    return new Transaction(
        Bytes.ofTrusted(in.bytesOf(SALT_SIZE_BYTES)),
        TransactionHeader.readFrom(in),
        Encoding.list(in, INPUTS_MAX, StateRef::readFrom),
        Encoding.list(in, OUTPUTS_MAX, State::readFrom),
        Encoding.list(in, OUTPUTS_MAX, Hash::readFrom),
        Encoding.list(in, REFERENCES_MAX, StateRef::readFrom),
        Encoding.list(in, INTENTS_MAX, Intent::readFrom));
  }

  private Disclosure disclose(Group group, Set<Group> shown) {
    if (!shown.contains(group)) {
      return new Disclosure.Hidden(leaves.root(group));
    }
    return leaves.isEmpty(group)
        ? new Disclosure.Empty(leaves.nonce(group, 0))
        : new Disclosure.Whole(leaves.of(group));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Transaction that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /// Names the transaction and tells sizes only: contents are for its parties.
  @Override
  public String toString() {
    return "Transaction[%s, %d inputs, %d outputs]".formatted(id, inputs.size(), outputs.size());
  }

  /// The leaves of every group, made once: id, tear-offs and proofs all need them. The
  /// transaction's bytes are their bytes one after another, so they are written once and the leaves
  /// cut from them.
  private final class GroupLeaves {
    private final HmacSha256 keyedSalt = HmacSha256.keyedBy(salt.trusted());
    private final Map<Group, List<Leaf>> leaves = new EnumMap<>(Group.class);
    private final Map<Group, Hash> roots = new EnumMap<>(Group.class);
    private @Nullable MerkleTree outputsTree;

    GroupLeaves(HashRun run, CborWriter out) {
      add(run, Group.HEADER, List.of(written(out, header, TransactionHeader::writeTo)));
      add(run, Group.INPUTS, written(out, inputs, StateRef::writeTo));
      add(run, Group.OUTPUTS, writtenOutputs(out));
      add(run, Group.TAGS, written(out, tags, Hash::writeTo));
      add(run, Group.REFERENCES, written(out, references, StateRef::writeTo));
      add(run, Group.INTENTS, written(out, intents, Intent::writeTo));
    }

    /// In the order of the groups, which is the order of an enum map.
    List<Hash> roots() {
      return List.copyOf(roots.values());
    }

    Hash root(Group group) {
      return Objects.requireNonNull(roots.get(group));
    }

    /// From an output's node, which is above its two leaves, to the root of the group.
    List<Hash> pathOfOutput(int index) {
      List<Hash> fromLeaf = Objects.requireNonNull(outputsTree).path(2 * index);
      return fromLeaf.subList(1, fromLeaf.size());
    }

    List<Leaf> of(Group group) {
      return Objects.requireNonNull(leaves.get(group));
    }

    Leaf leaf(Group group, int index) {
      return of(group).get(index);
    }

    boolean isEmpty(Group group) {
      return of(group).isEmpty();
    }

    Hash nonce(Group group, int index) {
      return isEmpty(group)
          ? DigestTree.nonce(new HashRun(), keyedSalt, group, index)
          : leaf(group, index).nonce();
    }

    private void add(HashRun run, Group group, List<byte[]> items) {
      var groupLeaves = new ArrayList<Leaf>(items.size());
      var hashes = new ArrayList<Hash>(items.size());
      for (int i = 0; i < items.size(); i++) {
        var leaf =
            new Leaf(DigestTree.nonce(run, keyedSalt, group, i), Bytes.ofTrusted(items.get(i)));
        groupLeaves.add(leaf);
        hashes.add(leaf.hash(run, group, i));
      }
      leaves.put(group, List.copyOf(groupLeaves));
      roots.put(group, root(run, group, hashes));
    }

    /// Of the outputs alone paths are asked for.
    private Hash root(HashRun run, Group group, List<Hash> hashes) {
      if (hashes.isEmpty()) {
        return DigestTree.emptyGroup(run, group, DigestTree.nonce(run, keyedSalt, group, 0));
      }
      if (group == Group.OUTPUTS) {
        outputsTree = MerkleTree.of(run, NodeHasher.TX_NODE, hashes);
        return outputsTree.root();
      }
      return DigestTree.root(run, hashes);
    }

    private static <T> byte[] written(CborWriter out, T item, BiConsumer<T, CborWriter> write) {
      int start = out.size();
      write.accept(item, out);
      return out.toBytesFrom(start);
    }

    private static <T> List<byte[]> written(
        CborWriter out, List<T> items, BiConsumer<T, CborWriter> write) {
      out.array(items.size());
      var written = new ArrayList<byte[]>(items.size());
      for (T item : items) {
        written.add(written(out, item, write));
      }
      return written;
    }

    private List<byte[]> writtenOutputs(CborWriter out) {
      out.array(outputs.size());
      var written = new ArrayList<byte[]>(2 * outputs.size());
      for (State output : outputs) {
        byte[] value = output.valueLeaf();
        byte[] owner = output.ownerLeaf();
        out.array(2).item(value).item(owner);
        written.add(value);
        written.add(owner);
      }
      return written;
    }
  }
}
