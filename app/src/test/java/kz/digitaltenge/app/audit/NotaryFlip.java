package kz.digitaltenge.app.audit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/// Changes one bit of one row of a stopped notary member's state, and puts it back.
final class NotaryFlip implements Flip {
  private static final List<String> FAMILIES =
      List.of("default", "live", "ids", "decisions", "tiles");

  private final Path state;
  private final String family;
  private final byte[] key;
  private final byte[] value;
  private final byte[] keyAfter;
  private final byte[] valueAfter;

  private NotaryFlip(
      Path state, String family, byte[] key, byte[] value, byte[] keyAfter, byte[] valueAfter) {
    this.state = state;
    this.family = family;
    this.key = key;
    this.value = value;
    this.keyAfter = keyAfter;
    this.valueAfter = valueAfter;
  }

  /// Flips a bit of a row that chance picks.
  ///
  /// @param inKey whether of its key; otherwise of its value
  static NotaryFlip of(Path member, String family, boolean inKey, Random random)
      throws RocksDBException {
    Path state = member.resolve("state");
    List<byte[]> keys = new ArrayList<>();
    List<byte[]> values = new ArrayList<>();
    with(
        state,
        family,
        (database, handle) -> {
          try (RocksIterator rows = database.newIterator(handle)) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
              keys.add(rows.key());
              values.add(rows.value());
            }
          }
        });
    int row = random.nextInt(keys.size());
    byte[] key = keys.get(row);
    byte[] value = values.get(row);
    var flip =
        new NotaryFlip(
            state,
            family,
            key,
            value,
            inKey ? flippedToNew(key, keys, random) : key,
            inKey ? value : flipped(value, random));
    flip.replace(key, flip.keyAfter, flip.valueAfter);
    return flip;
  }

  /// A key that takes no other row's place: putting it back would lose that row.
  private static byte[] flippedToNew(byte[] key, List<byte[]> keys, Random random) {
    byte[] flipped = flipped(key, random);
    while (isOneOf(flipped, keys)) {
      flipped = flipped(key, random);
    }
    return flipped;
  }

  private static boolean isOneOf(byte[] key, List<byte[]> keys) {
    return keys.stream().anyMatch(each -> Arrays.equals(each, key));
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    byte[] flipped = bytes.clone();
    flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    return flipped;
  }

  private void replace(byte[] old, byte[] newKey, byte[] newValue) throws RocksDBException {
    with(
        state,
        family,
        (database, handle) -> {
          database.delete(handle, old);
          database.put(handle, newKey, newValue);
        });
  }

  private interface Work {
    void run(RocksDB database, ColumnFamilyHandle handle) throws RocksDBException;
  }

  private static void with(Path state, String family, Work work) throws RocksDBException {
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    List<ColumnFamilyDescriptor> descriptors =
        FAMILIES.stream()
            .map(name -> new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.US_ASCII)))
            .toList();
    try (DBOptions options = new DBOptions();
        RocksDB database = RocksDB.open(options, state.toString(), descriptors, handles)) {
      work.run(database, handles.get(FAMILIES.indexOf(family)));
      handles.forEach(ColumnFamilyHandle::close);
    }
  }

  @Override
  public boolean isNamedBy(Finding finding) {
    return finding.store().equals("notary-1 " + family) && !finding.what().isEmpty();
  }

  /// Every row counts.
  @Override
  public boolean isDead() {
    return false;
  }

  @Override
  public void close() throws RocksDBException {
    replace(keyAfter, key, value);
  }

  @Override
  public String toString() {
    return family + " " + java.util.HexFormat.of().formatHex(key);
  }
}
