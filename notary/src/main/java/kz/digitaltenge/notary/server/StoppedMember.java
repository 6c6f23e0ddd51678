package kz.digitaltenge.notary.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

  @Override
  public void close() {
    database.close();
  }
}
