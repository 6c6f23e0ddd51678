package kz.digitaltenge.notary.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.rocksdb.util.StdErrLogger;

/// The RocksDB database of one member, opened and closed safely: nothing reaches native memory
/// after [#close()].
///
/// There is no write-ahead log: the Raft log is the one durability point. All families are flushed
/// together, so what is on disk is always the state after some entry, and the entries after it are
/// applied again from the Raft log.
final class StateDatabase implements AutoCloseable {

  /// The tables of the state.
  enum Table {
    LIVE("live"),
    IDS("ids"),
    DECISIONS("decisions"),
    TILES("tiles"),
    META("default");

    private final String family;

    Table(String family) {
      this.family = family;
    }

    private byte[] familyName() {
      return family.getBytes(StandardCharsets.US_ASCII);
    }
  }

  /// What all tables together hold in memory before they are flushed.
  private static final long UNFLUSHED_BYTES_MAX = 48L << 20;

  /// For blocks of rows alone. Indices and filters stay in memory beside it, so that they grow with
  /// the number of rows, some four bytes for each: in one cache with the rows, those of ten million
  /// references throw each other out, and each question reads them again.
  private static final long CACHE_BYTES = 32L << 20;

  private static final int BLOOM_BITS = 10;
  private static final int LOG_FILES_KEPT = 2;

  private final Path folder;
  private final List<AutoCloseable> natives = new ArrayList<>();
  private final Map<Table, ColumnFamilyHandle> handles = new EnumMap<>(Table.class);
  private final RocksDB db;
  private final WriteOptions writeOptions;
  private final ReadOptions readOptions;

  /// Many use the database at once, one closes it.
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private boolean closed;

  private StateDatabase(Path folder, boolean readOnly) throws RocksDBException {
    this.folder = folder;
    RocksDB.loadLibrary();
    Cache cache = own(new LRUCache(CACHE_BYTES));
    DBOptions options = own(options());
    if (readOnly) {
      // Left to itself it would begin a new log file beside what is only looked at.
      options.setLogger(own(new StdErrLogger(InfoLogLevel.FATAL_LEVEL)));
    }
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    for (Table table : Table.values()) {
      descriptors.add(new ColumnFamilyDescriptor(table.familyName(), own(tableOptions(cache))));
    }
    List<ColumnFamilyHandle> opened = new ArrayList<>();
    this.db =
        readOnly
            ? RocksDB.openReadOnly(options, folder.toString(), descriptors, opened)
            : RocksDB.open(options, folder.toString(), descriptors, opened);
    Iterator<ColumnFamilyHandle> inOrder = opened.iterator();
    for (Table table : Table.values()) {
      handles.put(table, inOrder.next());
    }
    this.writeOptions = own(new WriteOptions().setDisableWAL(true));
    this.readOptions = own(new ReadOptions());
  }

  static StateDatabase open(Path folder) {
    try {
      Files.createDirectories(folder);
      loadLibrary(folder.resolveSibling("native"));
      return new StateDatabase(folder, false);
    } catch (IOException | RocksDBException e) {
      throw failed("open", folder, e);
    }
  }

  /// Unpacks the native library at a place of ours: left to itself it would leave a copy in the
  /// system's temporary folder each time the process is killed.
  private static void loadLibrary(Path folder) throws IOException {
    Files.createDirectories(folder);
    NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
  }

  /// For looking at a folder that no member has open.
  static StateDatabase openReadOnly(Path folder) {
    try {
      return new StateDatabase(folder, true);
    } catch (RocksDBException e) {
      throw failed("open", folder, e);
    }
  }

  private static DBOptions options() {
    return new DBOptions()
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setAtomicFlush(true)
        .setDbWriteBufferSize(UNFLUSHED_BYTES_MAX)
        .setParanoidChecks(true)
        .setMaxBackgroundJobs(2)
        .setMaxOpenFiles(256)
        .setBytesPerSync(1 << 20)
        .setKeepLogFileNum(LOG_FILES_KEPT)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL);
  }

  private ColumnFamilyOptions tableOptions(Cache cache) {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setFilterPolicy(own(new BloomFilter(BLOOM_BITS, false)))
            .setCacheIndexAndFilterBlocks(false)
            .setFormatVersion(5);
    return new ColumnFamilyOptions()
        .setTableFormatConfig(table)
        .setWriteBufferSize(UNFLUSHED_BYTES_MAX);
  }

  private <T extends AutoCloseable> T own(T nativeObject) {
    natives.add(nativeObject);
    return nativeObject;
  }

  byte @Nullable [] read(Table table, byte[] key) {
    return using(() -> db.get(handle(table), readOptions, key));
  }

  /// The values in the order of the keys; null where there is none.
  List<byte @Nullable []> read(Table table, List<byte[]> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    List<ColumnFamilyHandle> families = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      families.add(handle(table));
    }
    return using(() -> db.multiGetAsList(readOptions, families, keys));
  }

  /// What a writer does to a batch; it is written whole or not at all.
  interface BatchWriter {
    void write(Batch batch) throws RocksDBException;
  }

  /// The batch being written.
  final class Batch {
    private final WriteBatch batch;

    private Batch(WriteBatch batch) {
      this.batch = batch;
    }

    void put(Table table, byte[] key, byte[] value) throws RocksDBException {
      batch.put(handle(table), key, value);
    }

    void delete(Table table, byte[] key) throws RocksDBException {
      batch.delete(handle(table), key);
    }
  }

  void write(BatchWriter writer) {
    using(
        () -> {
          try (WriteBatch batch = new WriteBatch()) {
            writer.write(new Batch(batch));
            db.write(writeOptions, batch);
          }
          return folder;
        });
  }

  /// Reads one table in the order of its keys, and a value of [Table#META] as of the same moment.
  byte @Nullable [] scan(Table table, byte[] metaKey, RowReader reader) {
    return using(
        () -> {
          Snapshot moment = db.getSnapshot();
          try (ReadOptions atMoment = new ReadOptions().setSnapshot(moment);
              RocksIterator rows = db.newIterator(handle(table), atMoment)) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
              reader.row(rows.key(), rows.value());
            }
            rows.status();
            return db.get(handle(Table.META), atMoment, metaKey);
          } finally {
            db.releaseSnapshot(moment);
          }
        });
  }

  /// Takes the rows of a scan.
  interface RowReader {
    void row(byte[] key, byte[] value);
  }

  /// Compares every block on disk with its checksum.
  void verifyFiles() {
    using(
        () -> {
          db.verifyChecksum();
          return folder;
        });
  }

  /// Writes what is only in memory to disk; other threads may write meanwhile.
  void flush() {
    using(
        () -> {
          try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            db.flush(options, new ArrayList<>(handles.values()));
          }
          return folder;
        });
  }

  /// Makes a copy of the database at one moment in a new folder: hard links where the file system
  /// can.
  void checkpoint(Path target) {
    using(
        () -> {
          try (Checkpoint checkpoint = Checkpoint.create(db)) {
            checkpoint.createCheckpoint(target.toString());
          }
          return target;
        });
  }

  private ColumnFamilyHandle handle(Table table) {
    return Objects.requireNonNull(handles.get(table));
  }

  private interface NativeCall<T extends @Nullable Object> {
    T call() throws RocksDBException;
  }

  private <T extends @Nullable Object> T using(NativeCall<T> call) {
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the state in " + folder + " is closed");
      }
      return call.call();
    } catch (RocksDBException e) {
      throw failed("use", folder, e);
    } finally {
      use.readLock().unlock();
    }
  }

  private static StorageFailedException failed(String what, Path folder, Exception cause) {
    return new StorageFailedException(
        "cannot %s the notary's state in %s: %s".formatted(what, folder, cause.getMessage()),
        cause);
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        handles.values().forEach(ColumnFamilyHandle::close);
        db.close();
        for (AutoCloseable each : natives.reversed()) {
          each.close();
        }
      }
    } catch (Exception e) {
      throw failed("close", folder, e);
    } finally {
      use.writeLock().unlock();
    }
  }
}
