package kz.digitaltenge.app.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kz.digitaltenge.ledger.crypto.Hash;

/// A list of hashes that takes 32 bytes for each and nothing beside.
final class HashColumn {
  private static final int HASHES_PER_PART = 1 << 15;

  private final List<byte[]> parts = new ArrayList<>();
  private long size;

  long size() {
    return size;
  }

  void add(Hash hash) {
    int at = (int) (size % HASHES_PER_PART);
    if (at == 0) {
      // The first part is often the only one, so it grows.
      parts.add(new byte[size == 0 ? 64 * Hash.SIZE_BYTES : HASHES_PER_PART * Hash.SIZE_BYTES]);
    }
    byte[] part = parts.getLast();
    if (at * Hash.SIZE_BYTES == part.length) {
      part = Arrays.copyOf(part, 2 * part.length);
      parts.set(parts.size() - 1, part);
    }
    System.arraycopy(hash.trusted(), 0, part, at * Hash.SIZE_BYTES, Hash.SIZE_BYTES);
    size++;
  }

  Hash hash(long index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("no hash %d of %d".formatted(index, size));
    }
    byte[] part = parts.get((int) (index / HASHES_PER_PART));
    int from = (int) (index % HASHES_PER_PART) * Hash.SIZE_BYTES;
    return Hash.ofTrusted(Arrays.copyOfRange(part, from, from + Hash.SIZE_BYTES));
  }
}
