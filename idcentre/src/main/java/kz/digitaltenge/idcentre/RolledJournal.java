package kz.digitaltenge.idcentre;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.trust.KeyFiles;
import kz.digitaltenge.trust.journal.Journal;
import kz.digitaltenge.trust.journal.JournalPlace;
import kz.digitaltenge.trust.journal.JournalReader;
import kz.digitaltenge.trust.journal.JournalRecord;

/// A journal in files that follow one another in one chain, and a snapshot of what they come to. A
/// start reads the snapshot and the files after it, not everything there ever was.
///
/// How it is made shorter: under the lock of what is kept, a new file begins and what is kept is
/// copied ([#roll]); then, without a lock, the copy is written as the snapshot ([#keep]). Killed in
/// between, a start reads the snapshot before and the files from there on. Files before the
/// snapshot go only when somebody says so ([#forget]).
///
/// Whoever calls [#append] or [#roll] holds the lock of what is kept; one at a time rolls, keeps
/// and forgets.
final class RolledJournal implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RolledJournal.class.getName());

  private final Chain files;
  private final Snapshot snapshot;
  private final AtomicLong records;
  private volatile Journal current;

  /// Of the current file.
  private volatile Optional<byte[]> first;

  /// What is kept, as a start makes it again.
  ///
  /// @param snapshot reads it
  /// @param record adds one
  /// @param isWholeNeeded whether everything counts that there ever was: without a snapshot no file
  ///   may be missing then
  record State(Snapshot.Reader snapshot, Consumer<byte[]> record, boolean isWholeNeeded) {}

  /// A record that was written, in its file.
  record Kept(Journal journal, Journal.Written written) {}

  /// A new file.
  ///
  /// @param place where it begins
  /// @param records that a start does not read any more once there is a snapshot of this place
  record Rolled(JournalPlace place, long records) {}

  private RolledJournal(Chain files, Snapshot snapshot, Journal current, Reading read) {
    this.files = files;
    this.snapshot = snapshot;
    this.current = current;
    this.records = new AtomicLong(read.records);
    this.first = read.first;
  }

  /// Reads what there is and goes on behind it.
  ///
  /// @param file what the files' names begin with
  /// @param name of the journal, in each file
  /// @throws kz.digitaltenge.api.error.PlatformException `DATA_FOLDER_CORRUPT`, `STORAGE_FAILED`,
  ///   `DATA_FOLDER_LOCKED`
  static RolledJournal open(
      Path folder, String file, String name, State state, UnaryOperator<FileChannel> disk) {
    var files = new Chain(folder, file, name, disk);
    var snapshot = new Snapshot(folder.resolve(file + ".snapshot"));
    Optional<JournalPlace> expected = snapshot.read(state.snapshot());
    NavigableMap<Long, Path> there = files.all();
    if (expected.isEmpty() && Files.exists(snapshot.file())) {
      LOG.log(WARNING, () -> snapshot.file() + " is damaged; the whole journal is read");
    }
    long from = expected.map(JournalPlace::position).orElse(0L);
    boolean isAnyMissing = !there.containsKey(from) && (state.isWholeNeeded() || from > 0);
    if (isAnyMissing && (!there.isEmpty() || from > 0)) {
      throw KeyFiles.damaged(files.at(from), "it is missing");
    }
    var reading = new Reading(state.record());
    NavigableMap<Long, Path> read = there.tailMap(from, true);
    files.removeUnused(read);
    Path last = read.isEmpty() ? files.at(from) : read.lastEntry().getValue();
    for (Path each : read.values()) {
      if (!each.equals(last)) {
        JournalReader.Span span = JournalReader.readAll(each, name, reading);
        requireFollows(each, expected, span.start());
        expected = Optional.of(span.end());
      }
    }
    reading.first = Optional.empty();
    Journal journal = files.open(last, expected.orElse(JournalPlace.BEGINNING), reading);
    try {
      requireFollows(last, expected, journal.start());
      return new RolledJournal(files, snapshot, journal, reading);
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /// Writes a record, not yet durable.
  Kept append(byte[] payload) {
    Kept kept = new Kept(current, current.append(payload));
    records.incrementAndGet();
    if (first.isEmpty()) {
      first = Optional.of(payload.clone());
    }
    return kept;
  }

  /// For who has nothing to write and answers for what was written before.
  Kept last() {
    return new Kept(current, new Journal.Written(-1, current.size()));
  }

  /// Returns once the disk has it.
  void force(Kept kept) {
    kept.journal().force(kept.written());
  }

  Optional<Problem> trouble() {
    return current.trouble();
  }

  /// How many records a start would read.
  long records() {
    return records.get();
  }

  /// The first record of the file that is written to.
  Optional<byte[]> first() {
    return first;
  }

  /// Begins a new file, unless the last one is empty. When that fails the last one goes on.
  Rolled roll() {
    Journal old = current;
    JournalPlace place = old.place();
    if (!place.equals(old.start())) {
      // Whoever waits for one of its records is served by this.
      old.forceAll();
      current = files.begin(place);
      first = Optional.empty();
      old.close();
    }
    return new Rolled(place, records.get());
  }

  /// Keeps what the records up to there come to.
  void keep(Rolled rolled, Snapshot.Writer content) {
    snapshot.write(rolled.place(), content);
    // Others may have been added meanwhile.
    records.addAndGet(-rolled.records());
  }

  /// Removes files from the oldest on, for as long as `isOld` holds for the last record of each;
  /// never one that a start would read.
  void forget(JournalPlace kept, Predicate<byte[]> isOld) {
    for (Path each : files.all().headMap(kept.position(), false).values()) {
      var reading = new Reading(_ -> {});
      var _ = JournalReader.readAll(each, files.name(), reading);
      // One without any record was begun and never written to.
      if (reading.last.isPresent() && !isOld.test(reading.last.get())) {
        return;
      }
      files.remove(each);
    }
  }

  @Override
  public void close() {
    current.close();
  }

  private static void requireFollows(Path file, Optional<JournalPlace> end, JournalPlace start) {
    if (end.isPresent() && !end.get().equals(start)) {
      throw KeyFiles.damaged(file, "it does not follow from what is before it");
    }
  }

  /// Hands records on.
  private static final class Reading implements Consumer<JournalRecord> {
    private final Consumer<byte[]> then;
    private long records;
    private Optional<byte[]> first = Optional.empty();
    private Optional<byte[]> last = Optional.empty();

    Reading(Consumer<byte[]> then) {
      this.then = then;
    }

    @Override
    public void accept(JournalRecord record) {
      byte[] payload = record.payload().toArray();
      then.accept(payload);
      records++;
      last = Optional.of(payload);
      if (first.isEmpty()) {
        first = last;
      }
    }
  }

  /// The files, by the position of their first record: `claims.journal` for 0, `claims.7.journal`
  /// for 7.
  private record Chain(Path folder, String file, String name, UnaryOperator<FileChannel> disk) {
    Path at(long position) {
      return folder.resolve(file + (position == 0 ? "" : "." + position) + ".journal");
    }

    NavigableMap<Long, Path> all() {
      Pattern shape = Pattern.compile(Pattern.quote(file) + "(?:\\.([1-9][0-9]{0,17}))?\\.journal");
      var found = new TreeMap<Long, Path>();
      try (Stream<Path> listed = Files.list(folder)) {
        for (Path each : listed.toList()) {
          Matcher named = shape.matcher(String.valueOf(each.getFileName()));
          if (named.matches()) {
            found.put(named.group(1) == null ? 0 : Long.parseLong(named.group(1)), each);
          }
        }
      } catch (IOException e) {
        throw KeyFiles.failed(folder, e);
      }
      return found;
    }

    Journal open(Path path, JournalPlace place, Consumer<JournalRecord> visitor) {
      Journal journal = Journal.open(path, name, place, visitor, disk);
      try {
        journal.keepLocked();
        return journal;
      } catch (RuntimeException e) {
        journal.close();
        throw e;
      }
    }

    /// A new file; when that fails there is none, so that the one before may go on.
    Journal begin(JournalPlace place) {
      Path path = at(place.position());
      boolean isNew = !Files.exists(path);
      try {
        return open(path, place, _ -> {});
      } catch (RuntimeException e) {
        if (isNew) {
          try {
            remove(path);
          } catch (PlatformException unremoved) {
            // The next start removes it.
            e.addSuppressed(unremoved);
          }
        }
        throw e;
      }
    }

    /// Removes files that were begun and never written to while the one before went on.
    void removeUnused(NavigableMap<Long, Path> read) {
      for (long position : List.copyOf(read.keySet())) {
        Map.Entry<Long, Path> before = read.lowerEntry(position);
        Path path = at(position);
        if (before != null
            && JournalReader.isOnlyBegun(path)
            && JournalReader.readAll(before.getValue(), name, _ -> {}).end().position()
                > position) {
          remove(path);
          read.remove(position);
        }
      }
    }

    void remove(Path path) {
      try {
        Files.deleteIfExists(path);
        Files.deleteIfExists(path.resolveSibling(path.getFileName() + ".lock"));
      } catch (IOException e) {
        throw KeyFiles.failed(path, e);
      }
    }
  }
}
