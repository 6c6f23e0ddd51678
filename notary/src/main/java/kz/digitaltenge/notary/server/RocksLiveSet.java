package kz.digitaltenge.notary.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.StateRef;
import kz.digitaltenge.ledger.TransactionId;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.notary.core.Changes;
import kz.digitaltenge.notary.core.DamagedStateException;
import kz.digitaltenge.notary.core.LiveSet;
import kz.digitaltenge.notary.core.Progress;
import kz.digitaltenge.notary.core.Standing;
import kz.digitaltenge.notary.core.TransparencyLog;
import kz.digitaltenge.notary.server.StateDatabase.Batch;
import kz.digitaltenge.notary.server.StateDatabase.Table;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/// The replicated state in RocksDB. Each write is one batch with the applied index in it, so
/// whatever part of it survives a crash is the state after some entry.
final class RocksLiveSet implements LiveSet {

  private static final byte[] PROGRESS = "progress".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] STANDING = "standing".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] VERIFIED = "verified".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEAD = "head".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRUST_FROM = "trust-from".getBytes(StandardCharsets.US_ASCII);
  private static final long NOT_NOTED = Long.MIN_VALUE;

  private final StateDatabase database;
  private volatile long verified = NOT_NOTED;
  private volatile long trustFrom = NOT_NOTED;
  private volatile @Nullable SignedHead head;

  RocksLiveSet(StateDatabase database) {
    this.database = database;
  }

  static RocksLiveSet open(Path folder) {
    return new RocksLiveSet(StateDatabase.open(folder));
  }

  /// For looking at a folder that no member has open.
  static RocksLiveSet openReadOnly(Path folder) {
    return new RocksLiveSet(StateDatabase.openReadOnly(folder));
  }

  /// The last entry that this member has verified itself; -1 when none. Local, not replicated.
  long verifiedUpTo() {
    if (verified != NOT_NOTED) {
      return verified;
    }
    byte[] stored = database.read(Table.META, VERIFIED);
    return stored == null ? -1 : ByteBuffer.wrap(stored).getLong();
  }

  /// Notes how far this member has verified; stored with the next write.
  void noteVerified(long index) {
    verified = index;
  }

  /// The log size up to which others verified and this member did not; 0 when it verified all.
  /// Local.
  long trustFrom() {
    long noted = trustFrom;
    if (noted != NOT_NOTED) {
      return noted;
    }
    byte[] stored = database.read(Table.META, TRUST_FROM);
    return stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
  }

  /// Notes from which log size on this member's word counts; stored with the next write.
  void noteTrustFrom(long size) {
    trustFrom = size;
  }

  /// The newest head that a majority had signed when it was noted. Local, for whoever looks at the
  /// log while no member runs.
  Optional<SignedHead> head() {
    SignedHead noted = head;
    return noted != null
        ? Optional.of(noted)
        : Optional.ofNullable(database.read(Table.META, HEAD)).map(SignedHead::decode);
  }

  /// Notes a head; stored with the next write.
  void noteHead(SignedHead noted) {
    head = noted;
  }

  /// Stores what was noted and not yet written.
  void writeNotes() {
    database.write(this::writeNotes);
  }

  private void writeNotes(Batch batch) throws RocksDBException {
    writeNote(batch, VERIFIED, verified);
    writeNote(batch, TRUST_FROM, trustFrom);
    SignedHead noted = head;
    if (noted != null) {
      batch.put(Table.META, HEAD, noted.encode());
    }
  }

  @Override
  public Found find(Collection<StateRef> references, Collection<TransactionId> ids) {
    return new Found(tags(List.copyOf(references)), positions(List.copyOf(ids)));
  }

  private Map<StateRef, Hash> tags(List<StateRef> references) {
    List<byte[]> keys = new ArrayList<>(references.size());
    for (StateRef reference : references) {
      keys.add(reference.key());
    }
    List<byte @Nullable []> values = database.read(Table.LIVE, keys);
    Map<StateRef, Hash> tags = HashMap.newHashMap(references.size() * 2);
    for (int i = 0; i < values.size(); i++) {
      byte[] value = values.get(i);
      if (value != null) {
        tags.put(references.get(i), Hash.ofTrusted(value));
      }
    }
    return tags;
  }

  private Map<TransactionId, Long> positions(List<TransactionId> ids) {
    List<byte[]> keys = new ArrayList<>(ids.size());
    for (TransactionId id : ids) {
      keys.add(id.hash().trusted());
    }
    List<byte @Nullable []> values = database.read(Table.IDS, keys);
    Map<TransactionId, Long> positions = HashMap.newHashMap(ids.size());
    for (int i = 0; i < values.size(); i++) {
      byte[] value = values.get(i);
      if (value != null) {
        positions.put(ids.get(i), ByteBuffer.wrap(value).getLong());
      }
    }
    return positions;
  }

  @Override
  public Optional<Bytes> decision(long position) {
    return Optional.ofNullable(database.read(Table.DECISIONS, key(position))).map(Bytes::ofTrusted);
  }

  @Override
  public Bytes tile(int level, long index) {
    byte[] tile = database.read(Table.TILES, tileKey(level, index));
    if (tile == null) {
      throw new DamagedStateException("log tile %d/%d is missing".formatted(level, index));
    }
    return Bytes.ofTrusted(tile);
  }

  @Override
  public Optional<Progress> progress() {
    return Optional.ofNullable(database.read(Table.META, PROGRESS)).map(Progress::decode);
  }

  @Override
  public Optional<Standing> standing() {
    return Optional.ofNullable(database.read(Table.META, STANDING)).map(Standing::decode);
  }

  @Override
  public void write(Changes changes) {
    database.write(
        batch -> {
          write(changes, batch);
          writeNotes(batch);
        });
  }

  private static void writeNote(Batch batch, byte[] name, long noted) throws RocksDBException {
    if (noted != NOT_NOTED) {
      batch.put(Table.META, name, key(noted));
    }
  }

  private static void write(Changes changes, Batch batch) throws RocksDBException {
    for (StateRef reference : changes.consumed()) {
      batch.delete(Table.LIVE, reference.key());
    }
    for (Changes.LiveToken token : changes.created()) {
      batch.put(Table.LIVE, token.reference().key(), token.tag().trusted());
    }
    for (Changes.DecidedAt decided : changes.decided()) {
      byte[] position = key(decided.position());
      batch.put(Table.IDS, decided.id().hash().trusted(), position);
      batch.put(Table.DECISIONS, position, decided.decision().trusted());
    }
    for (Changes.ForgottenAt forgotten : changes.forgotten()) {
      batch.delete(Table.IDS, forgotten.id().hash().trusted());
      batch.delete(Table.DECISIONS, key(forgotten.position()));
    }
    for (TransparencyLog.FullTile tile : changes.filled()) {
      batch.put(Table.TILES, tileKey(tile.level(), tile.index()), tile.nodes().trusted());
    }
    if (changes.standing().isPresent()) {
      batch.put(Table.META, STANDING, changes.standing().get().encode());
    }
    batch.put(Table.META, PROGRESS, changes.progress().encode());
  }

  @Override
  public Progress forEachLive(BiConsumer<StateRef, Hash> reader) {
    byte[] progress =
        database.scan(
            Table.LIVE,
            PROGRESS,
            (key, value) -> reader.accept(StateRef.fromKey(key), Hash.ofTrusted(value)));
    if (progress == null) {
      throw new IllegalStateException("the network is not founded");
    }
    return Progress.decode(progress);
  }

  /// Copies the state at one moment into a new folder, with everything in it on disk.
  void checkpoint(Path target) {
    database.flush();
    database.checkpoint(target);
  }

  void flush() {
    database.flush();
  }

  private static byte[] key(long position) {
    return ByteBuffer.allocate(Long.BYTES).putLong(position).array();
  }

  private static byte[] tileKey(int level, long index) {
    return ByteBuffer.allocate(1 + Long.BYTES).put((byte) level).putLong(index).array();
  }

  @Override
  public void close() {
    database.close();
  }
}
