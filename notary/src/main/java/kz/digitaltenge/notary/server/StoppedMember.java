package kz.digitaltenge.notary.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import kz.digitaltenge.ledger.Decision;
import kz.digitaltenge.ledger.SignedHead;
import kz.digitaltenge.ledger.codec.MalformedException;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.notary.NotaryProtocol.Leaf;
import kz.digitaltenge.notary.core.DamagedStateException;
import kz.digitaltenge.notary.core.Progress;
import kz.digitaltenge.notary.server.StateDatabase.Table;

/// What a member keeps while it does not run, row by row as it is on disk: for an audit, which
/// reads the bytes with its own eyes. Nothing is written. One thread at a time.
public final class StoppedMember implements AutoCloseable {

  /// The tables of a member's state; `docs/protocol` tells what is in them.
  public enum Part {
    /// State reference → custodian's tag.
    LIVE(Table.LIVE),
    /// Transaction id → position, eight bytes.
    IDS(Table.IDS),
    /// Position, eight bytes → decision.
    DECISIONS(Table.DECISIONS),
    /// Level, one byte, and index, eight bytes → the 256 hashes of a full tile.
    TILES(Table.TILES),
    /// `progress` and `standing`, and what is the member's own.
    META(Table.META);

    private final Table table;

    Part(Table table) {
      this.table = table;
    }
  }

  /// Takes a row.
  @FunctionalInterface
  public interface RowReader {
    void row(byte[] key, byte[] value);
  }

  private static final int TILE_LEAVES = 256;
  private static final byte[] NO_KEY = new byte[0];

  private final StateDatabase database;

  private StoppedMember(StateDatabase database) {
    this.database = database;
  }

  /// Opens the folder of a member ([MemberConfig#folder]).
  ///
  /// @throws StorageFailedException when there is no state, or it is damaged
  public static StoppedMember open(Path folder) {
    Path state = folder.resolve("state");
    if (!Files.isDirectory(state)) {
      throw new StorageFailedException("there is no state of a notary member in " + folder);
    }
    return new StoppedMember(StateDatabase.openReadOnly(state));
  }

  /// Compares every block of every file with its checksum.
  ///
  /// @throws StorageFailedException when one differs
  public void verifyFiles() {
    database.verifyFiles();
  }

  /// Every row in the order of the keys.
  ///
  /// @throws StorageFailedException when a row cannot be read
  public void forEach(Part part, RowReader reader) {
    var _ = database.scan(part.table, NO_KEY, reader::row);
  }

  /// The value of a key.
  ///
  /// @throws StorageFailedException when it cannot be read
  public Optional<byte[]> value(Part part, byte[] key) {
    return Optional.ofNullable(database.read(part.table, key));
  }

  /// How far the state goes; empty when it has nothing.
  ///
  /// @throws MalformedException when it was changed
  public Optional<Progress> progress() {
    return new RocksLiveSet(database).progress();
  }

  /// The newest head that a majority of the members had signed when this one noted it last. Whose
  /// signatures there are is for the asker to verify.
  ///
  /// @throws MalformedException when it was changed
  public Optional<SignedHead> head() {
    return new RocksLiveSet(database).head();
  }

  /// A leaf of the log: the decision, or its hash once the index has forgotten it; empty when
  /// neither is there.
  ///
  /// @throws MalformedException when it was changed
  public Optional<Leaf> leaf(long position) {
    var state = new RocksLiveSet(database);
    Optional<Leaf> whole =
        state.decision(position).map(bytes -> new Leaf.Whole(Decision.decode(bytes.trusted())));
    return whole.or(() -> forgotten(state, position));
  }

  /// From the tile, which is full by then.
  private static Optional<Leaf> forgotten(RocksLiveSet state, long position) {
    try {
      byte[] tile = state.tile(0, position / TILE_LEAVES).trusted();
      int from = (int) (position % TILE_LEAVES) * Hash.SIZE_BYTES;
      return tile.length == TILE_LEAVES * Hash.SIZE_BYTES
          ? Optional.of(
              new Leaf.Forgotten(Hash.of(Arrays.copyOfRange(tile, from, from + Hash.SIZE_BYTES))))
          : Optional.empty();
    } catch (DamagedStateException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
