package kz.digitaltenge.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.codec.CborReader;
import kz.digitaltenge.ledger.codec.CborWriter;
import kz.digitaltenge.ledger.codec.Malformed;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.HashRun;

/// A transaction with some groups readable and the rest proved: what the notary is shown.
///
/// The header is always readable. [#id()] is computed from what is here, so a tear-off cannot claim
/// an id that is not its own.
public record TearOff(
    TransactionHeader header,
    Hash headerNonce,
    Disclosure inputsGroup,
    Disclosure outputsGroup,
    Disclosure tagsGroup,
    Disclosure referencesGroup,
    Disclosure intentsGroup) {
  private static final int LEAVES_MAX = 2 * Transaction.OUTPUTS_MAX;

  /// How much of a group is shown.
  public sealed interface Disclosure {
    /// Every leaf; at least one.
    record Whole(List<Leaf> leaves) implements Disclosure {
      public Whole {
        leaves = Encoding.atMost(LEAVES_MAX, leaves, "leaves");
        if (leaves.isEmpty()) {
          throw new IllegalArgumentException("a shown group without leaves is Empty");
        }
      }
    }

    /// The group has no leaves, and its nonce proves it.
    record Empty(Hash nonce) implements Disclosure {}

    /// Only the group's root.
    record Hidden(Hash root) implements Disclosure {}

    private Hash root(HashRun run, Group group) {
      return switch (this) {
        case Whole(List<Leaf> leaves) -> {
          var hashes = new ArrayList<Hash>(leaves.size());
          for (int i = 0; i < leaves.size(); i++) {
            hashes.add(leaves.get(i).hash(run, group, i));
          }
          yield DigestTree.root(run, hashes);
        }
        case Empty(Hash nonce) -> DigestTree.emptyGroup(run, group, nonce);
        case Hidden(Hash root) -> root;
      };
    }

    private void writeTo(CborWriter out) {
      switch (this) {
        case Whole(List<Leaf> leaves) -> Encoding.list(out.array(2).uint(1), leaves, Leaf::writeTo);
        case Empty(Hash nonce) -> nonce.writeTo(out.array(2).uint(2));
        case Hidden(Hash root) -> root.writeTo(out.array(2).uint(3));
      }
    }

    private static Disclosure readFrom(CborReader in) {
      in.arrayOf(2);
      return switch ((int) in.uint(3)) {
        case 1 -> new Whole(Encoding.list(in, LEAVES_MAX, Leaf::readFrom));
        case 2 -> new Empty(Hash.readFrom(in));
        case 3 -> new Hidden(Hash.readFrom(in));
        default -> throw in.refusal(Malformed.BAD_VALUE);
      };
    }
  }

  /// A leaf of the digest tree: canonical bytes and the nonce that blinds them.
  public record Leaf(Hash nonce, Bytes bytes) {
    public static final int SIZE_BYTES_MAX = 16 * 1024;

    public Leaf {
      if (bytes.size() > SIZE_BYTES_MAX) {
        throw new IllegalArgumentException(
            "a leaf of %d bytes is larger than %d".formatted(bytes.size(), SIZE_BYTES_MAX));
      }
    }

    Hash hash(HashRun run, Group group, int index) {
      return DigestTree.leaf(run, group, index, nonce, bytes.trusted());
    }

    void writeTo(CborWriter out) {
      out.array(2);
      nonce.writeTo(out);
      out.bytes(bytes);
    }

    static Leaf readFrom(CborReader in) {
      in.arrayOf(2);
      return new Leaf(Hash.readFrom(in), Bytes.ofTrusted(in.bytes(SIZE_BYTES_MAX)));
    }
  }

  /// The id of the transaction this was torn off. Hashes everything shown: keep the result.
  public TransactionId id() {
    var run = new HashRun();
    return new TransactionId(
        DigestTree.root(
            run,
            List.of(
                DigestTree.leaf(run, Group.HEADER, 0, headerNonce, header.encode()),
                inputsGroup.root(run, Group.INPUTS),
                outputsGroup.root(run, Group.OUTPUTS),
                tagsGroup.root(run, Group.TAGS),
                referencesGroup.root(run, Group.REFERENCES),
                intentsGroup.root(run, Group.INTENTS))));
  }

  /// The consumed references, when shown. Like [#tags()] and [#references()] it throws
  /// [MalformedException] when what is shown is none: the id commits to leaves of any content.
  public Optional<List<StateRef>> inputs() {
    return shown(inputsGroup, StateRef::readFrom, Transaction.INPUTS_MAX);
  }

  /// The custodian tags, when shown.
  public Optional<List<Hash>> tags() {
    return shown(tagsGroup, Hash::readFrom, Transaction.OUTPUTS_MAX);
  }

  /// The references read, when shown.
  public Optional<List<StateRef>> references() {
    return shown(referencesGroup, StateRef::readFrom, Transaction.REFERENCES_MAX);
  }

  /// What it is for, when shown: only of what gives a payment back, and only under a block.
  public Optional<List<Intent>> intents() {
    return shown(intentsGroup, Intent::readFrom, Transaction.INTENTS_MAX);
  }

  private static <T> Optional<List<T>> shown(
      Disclosure group, Function<CborReader, T> read, int itemsMax) {
    return switch (group) {
      case Disclosure.Whole(List<Leaf> leaves) -> {
        if (leaves.size() > itemsMax) {
          throw new MalformedException(Malformed.TOO_LARGE, 0);
        }
        var items = new ArrayList<T>(leaves.size());
        for (Leaf leaf : leaves) {
          items.add(Encoding.decode(leaf.bytes().trusted(), read));
        }
        yield Optional.of(List.copyOf(items));
      }
      case Disclosure.Empty _ -> Optional.of(List.of());
      case Disclosure.Hidden _ -> Optional.empty();
    };
  }

  public void writeTo(CborWriter out) {
    out.array(7);
    header.writeTo(out);
    headerNonce.writeTo(out);
    for (Disclosure group :
        List.of(inputsGroup, outputsGroup, tagsGroup, referencesGroup, intentsGroup)) {
      group.writeTo(out);
    }
  }

  public static TearOff readFrom(CborReader in) {
    in.arrayOf(7);
    return new TearOff(
        TransactionHeader.readFrom(in),
        Hash.readFrom(in),
        Disclosure.readFrom(in),
        Disclosure.readFrom(in),
        Disclosure.readFrom(in),
        Disclosure.readFrom(in),
        Disclosure.readFrom(in));
  }

  public byte[] encode() {
    return Encoding.encode(this, TearOff::writeTo);
  }

  public static TearOff decode(byte[] bytes) {
    return Encoding.decode(bytes, TearOff::readFrom);
  }
}
