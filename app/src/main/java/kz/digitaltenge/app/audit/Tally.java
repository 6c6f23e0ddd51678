package kz.digitaltenge.app.audit;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.function.Consumer;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.crypto.Hash;

/// Compares two heaps of facts about transactions that come in different orders, in 32 bytes a
/// transaction: one heap is added, the other subtracted, and where something is left they differ.
///
/// A fact counts as the first half of its hash, a transaction as the first half of its id. Sums and
/// not exclusive-ors, so that a fact told twice does not cancel itself.
final class Tally {
  private static final int SLOT = 4;
  private static final int KEY_BYTES = 16;

  private long[] slots = new long[SLOT << 6];
  private int used;

  void add(TransactionId id, Hash fact) {
    change(id, fact, 1);
  }

  void subtract(TransactionId id, Hash fact) {
    change(id, fact, -1);
  }

  private void change(TransactionId id, Hash fact, int sign) {
    var key = ByteBuffer.wrap(id.hash().trusted());
    var value = ByteBuffer.wrap(fact.trusted());
    int slot = slot(slots, key.getLong(0), key.getLong(Long.BYTES));
    if (isFree(slots, slot)) {
      slots[slot] = key.getLong(0);
      slots[slot + 1] = key.getLong(Long.BYTES);
      used++;
    }
    slots[slot + 2] += sign * value.getLong(0);
    slots[slot + 3] += sign * value.getLong(Long.BYTES);
    if (used * SLOT * 2 > slots.length) {
      grow();
    }
  }

  /// Names every transaction for which something is left.
  void forEachDifference(Consumer<String> reader) {
    for (int slot = 0; slot < slots.length; slot += SLOT) {
      if (slots[slot + 2] != 0 || slots[slot + 3] != 0) {
        byte[] key =
            ByteBuffer.allocate(KEY_BYTES).putLong(slots[slot]).putLong(slots[slot + 1]).array();
        reader.accept("transaction " + HexFormat.of().formatHex(key) + "…");
      }
    }
  }

  private void grow() {
    long[] larger = new long[2 * slots.length];
    for (int slot = 0; slot < slots.length; slot += SLOT) {
      if (!isFree(slots, slot)) {
        System.arraycopy(slots, slot, larger, slot(larger, slots[slot], slots[slot + 1]), SLOT);
      }
    }
    slots = larger;
  }

  /// Where the key is, or would go. Ids are hashes, so their bits need no mixing.
  private static int slot(long[] slots, long high, long low) {
    int mask = slots.length - 1;
    int slot = (int) (high * SLOT) & mask & -SLOT;
    while (!isFree(slots, slot) && (slots[slot] != high || slots[slot + 1] != low)) {
      slot = (slot + SLOT) & mask;
    }
    return slot;
  }

  /// No transaction's id begins with sixteen zero bytes.
  private static boolean isFree(long[] slots, int slot) {
    return slots[slot] == 0 && slots[slot + 1] == 0;
  }
}
