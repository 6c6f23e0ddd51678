package kz.digitaltenge.app.postgres;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The checksum in the header of a page of a table's or an index's file, computed as the server
/// does: 32 FNV-1a sums side by side, folded into sixteen bits, with the page's number in them
/// (PostgreSQL, `src/include/storage/checksum_impl.h`).
final class PageChecksum {
  static final int PAGE_BYTES = 8192;

  private static final int LANES = 32;
  private static final int FNV_PRIME = 16_777_619;
  private static final int FINAL_ROUNDS = 2;
  private static final int CHECKSUM_OFFSET = 8;
  private static final int UPPER_OFFSET = 14;
  private static final int CHECKSUM_MODULUS = 65_535;
  private static final int SHORT_MASK = 0xFFFF;

  private static final int[] OFFSETS = {
    0x5B1F36E9, 0xB8525960, 0x02AB50AA, 0x1DE66D2A, 0x79FF467A, 0x9BB9F8A3, 0x217E7CD2, 0x83E13D2C,
    0xF8D4474F, 0xE39EB970, 0x42C6AE16, 0x993216FA, 0x7B093B5D, 0x98DAFF3C, 0xF718902A, 0x0B1C9CDB,
    0xE58F764B, 0x187636BC, 0x5D7B3BB1, 0xE73DE7DE, 0x92BEC979, 0xCCA6C0B2, 0x304A0979, 0x85AA43D4,
    0x783125BB, 0x6CA8EAA2, 0xE407EAC6, 0x4B5CFC3E, 0x9FBF8C76, 0x15CA20BE, 0xF2CA9FD3, 0x959BD756,
  };

  private final int[] words = new int[PAGE_BYTES / Integer.BYTES];
  private final int[] sums = new int[LANES];

  /// Whether a page is as it was written. A page that was never written is all zeros.
  ///
  /// @param page exactly one page; read from its beginning
  /// @param number of the page in its table, over all files of it
  boolean holds(ByteBuffer page, long number) {
    page.clear().order(ByteOrder.nativeOrder()).asIntBuffer().get(words);
    if ((page.getShort(UPPER_OFFSET) & SHORT_MASK) == 0) {
      return isEmpty();
    }
    int written = page.getShort(CHECKSUM_OFFSET) & SHORT_MASK;
    words[CHECKSUM_OFFSET / Integer.BYTES] = page.getShort(CHECKSUM_OFFSET + Short.BYTES) << 16;
    if (page.order() == ByteOrder.BIG_ENDIAN) {
      words[CHECKSUM_OFFSET / Integer.BYTES] >>>= 16;
    }
    return written == Integer.remainderUnsigned(sum() ^ (int) number, CHECKSUM_MODULUS) + 1;
  }

  private boolean isEmpty() {
    for (int word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  private int sum() {
    System.arraycopy(OFFSETS, 0, sums, 0, LANES);
    for (int row = 0; row < words.length; row += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        int mixed = sums[lane] ^ words[row + lane];
        sums[lane] = (mixed * FNV_PRIME) ^ (mixed >>> 17);
      }
    }
    int folded = 0;
    for (int lane = 0; lane < LANES; lane++) {
      int mixed = sums[lane];
      for (int round = 0; round < FINAL_ROUNDS; round++) {
        mixed = (mixed * FNV_PRIME) ^ (mixed >>> 17);
      }
      folded ^= mixed;
    }
    return folded;
  }
}
