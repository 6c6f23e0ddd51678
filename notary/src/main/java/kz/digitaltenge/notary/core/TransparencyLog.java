package kz.digitaltenge.notary.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.MerkleTree;
import kz.digitaltenge.ledger.crypto.NodeHasher;
import org.jspecify.annotations.Nullable;

/// The append-only Merkle tree over the notary's decisions (RFC 9162, section 2.1).
///
/// How it works. The tree is cut into tiles of 256 nodes by 8 levels. The right edge, one growing
/// tile a level, is in memory together with the tiles filled last, so appending and proving a new
/// position read nothing from disk. A tile is handed to the store once, when it is full. An older
/// position costs at most one stored tile a level: four for 2³² decisions.
///
/// Complete nodes never change, so a proof against an old size can be made while the tree grows.
/// One thread appends; any thread may ask for proofs.
public final class TransparencyLog {

  /// Tiles kept in memory besides the right edge: more than one entry can fill, so a tile is never
  /// asked for unstored.
  static final int TILES_CACHED_MAX = 128;

  private final TileSource stored;
  private final Object lock = new Object();

  /// The growing tile of each level. Guarded by `lock`.
  private final List<Tile> edge = new ArrayList<>();

  /// Full tiles used last. Guarded by `lock`.
  private final Map<TileKey, Tile> cache =
      new LinkedHashMap<>(TILES_CACHED_MAX, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TileKey, Tile> eldest) {
          return size() > TILES_CACHED_MAX;
        }
      };

  /// Written by the appending thread only, after the nodes it covers.
  private volatile long size;

  /// Where full tiles are read back from; the bytes are the 256 bottom nodes.
  @FunctionalInterface
  public interface TileSource {
    Bytes tile(int level, long index);
  }

  private record TileKey(int level, long index) {}

  /// A tile that has just become full and must be stored with the entry that filled it.
  public record FullTile(int level, long index, Bytes nodes) {}

  /// Opens the log at `size`; `tail` are the leaf hashes after the last full tile.
  public TransparencyLog(TileSource stored, long size, List<Hash> tail) {
    this.stored = stored;
    if (tail.size() != (size & (Tile.WIDTH - 1))) {
      throw new DamagedStateException(
          "the log has %d leaves but %d are in its tail".formatted(size, tail.size()));
    }
    edge.add(Tile.of(0, size / Tile.WIDTH, tail));
    long below = size / Tile.WIDTH;
    for (int level = 1; below > 0; level++, below /= Tile.WIDTH) {
      Tile tile = new Tile(level, below / Tile.WIDTH);
      for (long child = tile.index() * Tile.WIDTH; child < below; child++) {
        tile.add(Tile.decode(level - 1, child, stored.tile(level - 1, child)).root());
      }
      edge.add(tile);
    }
    this.size = size;
  }

  public long size() {
    return size;
  }

  /// Appends leaf hashes and returns the tiles that became full.
  public List<FullTile> append(List<Hash> leaves) {
    List<FullTile> filled = new ArrayList<>();
    synchronized (lock) {
      for (Hash leaf : leaves) {
        add(0, leaf, filled);
      }
      size += leaves.size();
    }
    return filled;
  }

  private void add(int level, Hash node, List<FullTile> filled) {
    if (level == edge.size()) {
      edge.add(new Tile(level, 0));
    }
    Tile tile = edge.get(level);
    tile.add(node);
    if (tile.full()) {
      cache.put(new TileKey(level, tile.index()), tile);
      filled.add(new FullTile(level, tile.index(), tile.encode()));
      edge.set(level, new Tile(level, tile.index() + 1));
      add(level + 1, tile.root(), filled);
    }
  }

  public Hash root() {
    return rootAt(size);
  }

  public Hash rootAt(long treeSize) {
    return treeSize == 0 ? MerkleTree.emptyLog() : view(treeSize).root();
  }

  /// The tree as it was at a size: shared by all proofs against one head.
  public View view(long treeSize) {
    if (treeSize < 0 || treeSize > size) {
      throw new IllegalArgumentException(
          "no tree of size %d, the log has %d".formatted(treeSize, size));
    }
    return new View(treeSize);
  }

  /// The hash of a leaf.
  public Hash leaf(long position) {
    if (position < 0 || position >= size) {
      throw new IllegalArgumentException("no leaf %d, the log has %d".formatted(position, size));
    }
    return node(0, position);
  }

  /// The audit path of a leaf in the tree of the given size.
  public List<Hash> inclusion(long position, long treeSize) {
    return view(treeSize).inclusion(position);
  }

  /// Proof that the tree of `newSize` leaves begins with the tree of `oldSize` leaves (RFC 9162,
  /// 2.1.4.1).
  public List<Hash> consistency(long oldSize, long newSize) {
    if (oldSize < 0 || oldSize > newSize || newSize > size) {
      throw new IllegalArgumentException(
          "no consistency proof from %d to %d, the log has %d".formatted(oldSize, newSize, size));
    }
    if (oldSize == 0 || oldSize == newSize) {
      return List.of();
    }
    List<Hash> proof = new ArrayList<>();
    subproof(oldSize, 0, newSize, true, proof);
    return List.copyOf(proof);
  }

  private void subproof(long m, long from, long to, boolean whole, List<Hash> proof) {
    if (m == to) {
      if (!whole) {
        proof.add(range(from, to));
      }
      return;
    }
    long split = from + Long.highestOneBit(to - from - 1);
    if (m <= split) {
      subproof(m, from, split, whole, proof);
      proof.add(range(split, to));
    } else {
      subproof(m, split, to, false, proof);
      proof.add(range(from, split));
    }
  }

  /// The hash of the leaves in [from, to): `from` is a multiple of the range's enclosing power of
  /// two.
  private Hash range(long from, long to) {
    long count = to - from;
    if (Long.bitCount(count) == 1) {
      int level = Long.numberOfTrailingZeros(count);
      return node(level, from >> level);
    }
    long split = from + Long.highestOneBit(count - 1);
    return NodeHasher.RFC9162.node(range(from, split), range(split, to));
  }

  /// The complete node number `index` at `level` over the leaves.
  private Hash node(int level, long index) {
    int tileLevel = level / Tile.HEIGHT;
    int height = level % Tile.HEIGHT;
    long bottom = index << height;
    long tileIndex = bottom / Tile.WIDTH;
    int at = (int) (index & ((Tile.WIDTH >> height) - 1));
    TileKey key = new TileKey(tileLevel, tileIndex);
    synchronized (lock) {
      Tile tile = inMemory(key);
      if (tile != null) {
        return tile.node(height, at);
      }
    }
    // Outside the lock: a read from disk must not hold up the thread that appends.
    Tile tile = Tile.decode(tileLevel, tileIndex, stored.tile(tileLevel, tileIndex));
    synchronized (lock) {
      cache.put(key, tile);
    }
    return tile.node(height, at);
  }

  private @Nullable Tile inMemory(TileKey key) {
    if (key.level() < edge.size() && edge.get(key.level()).index() == key.index()) {
      return edge.get(key.level());
    }
    return cache.get(key);
  }

  /// The tree at one size with its incomplete right edge folded once.
  public final class View {

    private final long treeSize;

    /// `edges[k]` is the hash of the leaves right of the last complete node at level k; null when
    /// there are none.
    private final @Nullable Hash[] edges;

    private View(long treeSize) {
      this.treeSize = treeSize;
      this.edges = new Hash[Long.SIZE - Long.numberOfLeadingZeros(treeSize) + 1];
      for (int level = 0; level + 1 < edges.length; level++) {
        long complete = treeSize >> level;
        Hash right = edges[level];
        if ((complete & 1) == 1) {
          Hash left = node(level, complete - 1);
          edges[level + 1] = right == null ? left : NodeHasher.RFC9162.node(left, right);
        } else {
          edges[level + 1] = right;
        }
      }
    }

    public long size() {
      return treeSize;
    }

    public Hash root() {
      Hash root = edges[edges.length - 1];
      return root == null ? MerkleTree.emptyLog() : root;
    }

    public List<Hash> inclusion(long position) {
      if (position < 0 || position >= treeSize) {
        throw new IllegalArgumentException(
            "position %d is not in a tree of %d".formatted(position, treeSize));
      }
      List<Hash> path = new ArrayList<>(edges.length);
      for (int level = 0; (treeSize - 1) >> level > 0; level++) {
        long sibling = (position >> level) ^ 1;
        long complete = treeSize >> level;
        Hash right = edges[level];
        if (sibling < complete) {
          path.add(node(level, sibling));
        } else if (sibling == complete && right != null) {
          path.add(right);
        }
      }
      return path;
    }
  }
}
