package kz.digitaltenge.notary.core;

import java.util.Arrays;
import java.util.List;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.ledger.crypto.NodeHasher;
import org.jspecify.annotations.Nullable;

/// A piece of the log's Merkle tree: up to 256 neighbouring nodes of one level and every complete
/// node above them inside the piece. Tiles of level 0 hold leaves; the root of a full tile is a
/// bottom node of the level above.
///
/// Grows by [#add] until it is full and never changes after. Not thread-safe while it grows.
final class Tile {

  static final int HEIGHT = 8;
  static final int WIDTH = 1 << HEIGHT;
  static final int BYTES = WIDTH * Hash.SIZE_BYTES;

  private final int level;
  private final long index;

  /// `nodes[h][i]` is the i-th node at height h over the tile's bottom; null while incomplete.
  private final @Nullable Hash[][] nodes = new Hash[HEIGHT + 1][];

  private int width;

  Tile(int level, long index) {
    this.level = level;
    this.index = index;
    for (int height = 0; height <= HEIGHT; height++) {
      nodes[height] = new Hash[WIDTH >> height];
    }
  }

  static Tile of(int level, long index, List<Hash> bottom) {
    Tile tile = new Tile(level, index);
    bottom.forEach(tile::add);
    return tile;
  }

  int level() {
    return level;
  }

  long index() {
    return index;
  }

  int width() {
    return width;
  }

  boolean full() {
    return width == WIDTH;
  }

  void add(Hash bottom) {
    int at = width++;
    nodes[0][at] = bottom;
    Hash node = bottom;
    for (int height = 1; (at & 1) == 1; height++, at >>= 1) {
      node = NodeHasher.RFC9162.node(node(height - 1, at - 1), node);
      nodes[height][at >> 1] = node;
    }
  }

  Hash node(int height, int at) {
    Hash node = nodes[height][at];
    if (node == null) {
      throw new IllegalStateException(
          "tile %d/%d has no node %d at height %d yet".formatted(level, index, at, height));
    }
    return node;
  }

  Hash root() {
    return node(HEIGHT, 0);
  }

  /// The bottom nodes, one after another: what is stored of a full tile.
  Bytes encode() {
    byte[] bytes = new byte[width * Hash.SIZE_BYTES];
    for (int i = 0; i < width; i++) {
      System.arraycopy(node(0, i).trusted(), 0, bytes, i * Hash.SIZE_BYTES, Hash.SIZE_BYTES);
    }
    return Bytes.ofTrusted(bytes);
  }

  static Tile decode(int level, long index, Bytes stored) {
    byte[] bytes = stored.trusted();
    if (bytes.length != BYTES) {
      throw new DamagedStateException(
          "log tile %d/%d has %d bytes, not %d".formatted(level, index, bytes.length, BYTES));
    }
    Tile tile = new Tile(level, index);
    for (int i = 0; i < WIDTH; i++) {
      tile.add(
          Hash.ofTrusted(
              Arrays.copyOfRange(bytes, i * Hash.SIZE_BYTES, (i + 1) * Hash.SIZE_BYTES)));
    }
    return tile;
  }
}
