package kz.digitaltenge.app.audit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.notary.server.StoppedMember;
import kz.digitaltenge.notary.server.StoppedMember.Part;

/// The tiles that a member keeps of its log: 256 nodes each, of every eighth level, once they are
/// all there.
final class LogTiles {
  private static final int HEIGHT = 8;
  private static final int WIDTH = 1 << HEIGHT;
  private static final int KEY_BYTES = 1 + Long.BYTES;

  private LogTiles() {}

  static Optional<Hash> leaf(StoppedMember rows, long position) {
    int from = (int) (position % WIDTH) * Hash.SIZE_BYTES;
    return rows.value(Part.TILES, key(0, position / WIDTH))
        .filter(tile -> tile.length == WIDTH * Hash.SIZE_BYTES)
        .map(tile -> Hash.of(Arrays.copyOfRange(tile, from, from + Hash.SIZE_BYTES)));
  }

  /// Compares each tile with the log, and looks for those that should be there.
  static void check(StoppedMember rows, LogTree log, Spot store) {
    rows.forEach(Part.TILES, (key, value) -> check(key, value, log, store));
    long below = log.size() / WIDTH;
    for (int level = 0; below > 0; level++, below /= WIDTH) {
      for (long index = 0; index < below; index++) {
        boolean there = rows.value(Part.TILES, key(level, index)).isPresent();
        store.row(name(level, index)).require(there, "the tile is missing");
      }
    }
  }

  private static void check(byte[] key, byte[] value, LogTree log, Spot store) {
    store.notes().checked("tiles");
    if (key.length != KEY_BYTES || key[0] < 0 || key[0] >= Long.BYTES) {
      store.row("a key of %d bytes".formatted(key.length)).find("it names no tile");
      return;
    }
    var name = ByteBuffer.wrap(key);
    int level = name.get();
    long index = name.getLong();
    Spot spot = store.row(name(level, index));
    if (spot.require(
        value.length == WIDTH * Hash.SIZE_BYTES
            && index >= 0
            && index < log.size() >> (HEIGHT * (level + 1)),
        "it is no full tile of this log")) {
      compare(level, index, value, log, spot);
    }
  }

  private static void compare(int level, long index, byte[] value, LogTree log, Spot spot) {
    for (int i = 0; i < WIDTH; i++) {
      Hash node = log.node(HEIGHT * level, index * WIDTH + i);
      int from = i * Hash.SIZE_BYTES;
      if (!Arrays.equals(value, from, from + Hash.SIZE_BYTES, node.trusted(), 0, Hash.SIZE_BYTES)) {
        spot.find(
            "node %d is not what the decisions give (positions from %d on)",
            i, (index * WIDTH + i) << (HEIGHT * level));
        return;
      }
    }
  }

  private static String name(int level, long index) {
    return "tile %d/%d".formatted(level, index);
  }

  private static byte[] key(int level, long index) {
    return ByteBuffer.allocate(KEY_BYTES).put((byte) level).putLong(index).array();
  }
}
