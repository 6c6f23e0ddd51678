package kz.digitaltenge.ledger.supply;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.crypto.Hash;

/// A Merkle tree over live references and what they are worth, in which each node knows the count
/// and the sum of what is below it: the root commits to a total that every leaf can be opened
/// against.
///
/// How it works: the place of a reference follows from its [TreeKey], so the same references make
/// the same tree whatever their history. The leaves lie in small sorted parts by the first bits of
/// their keys; a change touches one part, and [#root()] hashes again only the parts that were
/// touched and the nodes above them. Changes between two roots that undo each other cost no hash.
/// Chalkias, Chatzigiannis and Ji, "Broken Proofs of Solvency in Blockchain Custodial Wallets",
/// 2022, on why both counts and sums are hashed. For one thread.
public final class SumTree {
  private static final int PART_BITS = 12;
  private static final int PARTS = 1 << PART_BITS;
  private static final int HEAD_BITS = Long.SIZE;
  private static final Leaf[] NONE = {};

  private final Leaf[][] parts = new Leaf[PARTS][];
  // As in a heap: 1 is the root, the children of i are 2i and 2i+1, the parts from PARTS on.
  private final SumNode[] nodes = new SumNode[2 * PARTS];
  private final BitSet touched = new BitSet(PARTS);

  private record Leaf(long head, StateRef reference, long tiyn) {
    boolean isRight(int depth) {
      return depth < HEAD_BITS
          ? (head >>> (HEAD_BITS - 1 - depth) & 1) == 1
          : TreeKey.isRight(TreeKey.of(reference), depth);
    }

    SumNode node() {
      return SumNode.leaf(reference, tiyn);
    }
  }

  /// A leaf with the nodes beside the way to it, from the root down.
  public record Place(StateRef reference, long tiyn, List<SumNode> siblings) {
    public Place {
      siblings = List.copyOf(siblings);
    }
  }

  public SumTree() {
    Arrays.fill(parts, NONE);
    Arrays.fill(nodes, SumNode.EMPTY);
  }

  /// False, and nothing changes, when the reference is there already.
  public boolean add(StateRef reference, long tiyn) {
    Hash key = TreeKey.of(reference);
    int part = part(key);
    int place = find(parts[part], key, reference);
    if (place >= 0) {
      return false;
    }
    parts[part] = with(parts[part], ~place, new Leaf(TreeKey.head(key), reference, tiyn));
    touched.set(part);
    return true;
  }

  /// What the reference was worth; empty, and nothing changes, when it is not there.
  public OptionalLong remove(StateRef reference) {
    Hash key = TreeKey.of(reference);
    int part = part(key);
    int place = find(parts[part], key, reference);
    if (place < 0) {
      return OptionalLong.empty();
    }
    long tiyn = parts[part][place].tiyn;
    parts[part] = without(parts[part], place);
    touched.set(part);
    return OptionalLong.of(tiyn);
  }

  /// The commitment to everything in the tree.
  public SumNode root() {
    var next = touched.nextSetBit(0);
    while (next >= 0) {
      Leaf[] leaves = parts[next];
      nodes[PARTS + next] = node(leaves, 0, leaves.length, PART_BITS);
      next = touched.nextSetBit(next + 1);
    }
    joinTouched();
    touched.clear();
    return nodes[1];
  }

  private void joinTouched() {
    var dirty = new BitSet(2 * PARTS);
    touched.stream().forEach(part -> dirty.set((PARTS + part) / 2));
    for (int node = PARTS - 1; node >= 1; node--) {
      if (dirty.get(node)) {
        nodes[node] = SumNode.join(nodes[2 * node], nodes[2 * node + 1]);
        dirty.set(node / 2);
      }
    }
  }

  /// The leaf with so many before it.
  public Place at(long rank) {
    if (rank < 0 || rank >= root().count()) {
      throw new IllegalArgumentException("no leaf %d of %d".formatted(rank, root().count()));
    }
    int node = 1;
    long left = rank;
    while (node < PARTS) {
      long count = nodes[2 * node].count();
      node = 2 * node + (left < count ? 0 : 1);
      left -= left < count ? 0 : count;
    }
    return place(parts[node - PARTS][(int) left]);
  }

  /// The leaf of a reference.
  ///
  /// @throws IllegalArgumentException when it is not there
  public Place of(StateRef reference) {
    Hash key = TreeKey.of(reference);
    Leaf[] leaves = parts[part(key)];
    int place = find(leaves, key, reference);
    if (place < 0) {
      throw new IllegalArgumentException(reference + " is not in the tree");
    }
    return place(leaves[place]);
  }

  /// Every reference with what it is worth, in the order of their keys.
  public void forEach(BiConsumer<StateRef, Long> reader) {
    for (Leaf[] leaves : parts) {
      for (Leaf leaf : leaves) {
        reader.accept(leaf.reference, leaf.tiyn);
      }
    }
  }

  /// The references of one of the [TreeKey#BUCKETS].
  public List<StateRef> bucket(int bucket) {
    int width = PARTS / TreeKey.BUCKETS;
    var references = new ArrayList<StateRef>();
    for (int part = bucket * width; part < (bucket + 1) * width; part++) {
      for (Leaf leaf : parts[part]) {
        references.add(leaf.reference);
      }
    }
    return references;
  }

  private Place place(Leaf leaf) {
    root();
    var siblings = new ArrayList<SumNode>();
    int node = 1;
    int depth = 0;
    while (node < PARTS && nodes[node].count() > 1) {
      node = 2 * node + (leaf.isRight(depth++) ? 1 : 0);
      siblings.add(nodes[node ^ 1]);
    }
    if (node >= PARTS) {
      descend(parts[node - PARTS], leaf, siblings);
    }
    return new Place(leaf.reference, leaf.tiyn, siblings);
  }

  private static void descend(Leaf[] leaves, Leaf leaf, List<SumNode> siblings) {
    int from = 0;
    int until = leaves.length;
    for (int depth = PART_BITS; until - from > 1; depth++) {
      int middle = split(leaves, from, until, depth);
      if (leaf.isRight(depth)) {
        siblings.add(node(leaves, from, middle, depth + 1));
        from = middle;
      } else {
        siblings.add(node(leaves, middle, until, depth + 1));
        until = middle;
      }
    }
  }

  private static SumNode node(Leaf[] leaves, int from, int until, int depth) {
    if (until - from == 0) {
      return SumNode.EMPTY;
    }
    if (until - from == 1) {
      return leaves[from].node();
    }
    int middle = split(leaves, from, until, depth);
    return SumNode.join(
        node(leaves, from, middle, depth + 1), node(leaves, middle, until, depth + 1));
  }

  private static int split(Leaf[] leaves, int from, int until, int depth) {
    int low = from;
    int high = until;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (leaves[middle].isRight(depth)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static int part(Hash key) {
    return (int) (TreeKey.head(key) >>> (HEAD_BITS - PART_BITS));
  }

  /// The place of the reference, or the complement of where it would stand.
  private static int find(Leaf[] leaves, Hash key, StateRef reference) {
    long head = TreeKey.head(key);
    int low = 0;
    int high = leaves.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Leaf leaf = leaves[middle];
      int order = Long.compareUnsigned(leaf.head, head);
      if (order == 0 && !leaf.reference.equals(reference)) {
        order = TreeKey.of(leaf.reference).compareTo(key);
      }
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return ~low;
  }

  private static Leaf[] with(Leaf[] leaves, int place, Leaf leaf) {
    var more = Arrays.copyOf(leaves, leaves.length + 1);
    System.arraycopy(leaves, place, more, place + 1, leaves.length - place);
    more[place] = leaf;
    return more;
  }

  private static Leaf[] without(Leaf[] leaves, int place) {
    var fewer = Arrays.copyOf(leaves, leaves.length - 1);
    System.arraycopy(leaves, place + 1, fewer, place, fewer.length - place);
    return fewer;
  }
}
