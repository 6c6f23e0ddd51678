package kz.digitaltenge.trust.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.trust.KeyFiles;
import org.jspecify.annotations.Nullable;

/// A file that only grows, one record after the other, each under a hash of itself and all before
/// it.
///
/// Several processes may read and write one: who writes holds the file's lock and has read to its
/// end first. Any thread may call.
///
/// A write that fails, as on a full disk, loses that record alone: nobody was told that it is
/// there, and the next one is written over what there is of it. After a forcing has failed nothing
/// more is written through this object, for what the disk holds is not known; opening anew tells.
public final class Journal implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  // Of a file beside: closing any channel of a file gives up all locks that the process has on it,
  // and the journal itself is read through others.
  private final FileChannel locks;
  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock forcing = new ReentrantLock();

  @GuardedBy("lock")
  private final JournalReader reader;

  @GuardedBy("lock")
  private final Consumer<JournalRecord> visitor;

  /// Room that must be there before a journal which could not be written to is well again.
  private static final int ROOM_SIZE_BYTES = 64 * 1024;

  // Since a forcing failed.
  private volatile boolean broken;

  // Why the last write failed.
  private volatile Optional<Problem> trouble = Optional.empty();

  // Not behind the lock: whoever forces must not wait for somebody who writes and then forces.
  private volatile long writtenTo;

  // Where the last record ends that the disk surely has.
  @GuardedBy("forcing")
  private long forcedTo;

  private Journal(
      Path file,
      FileChannel channel,
      FileChannel locks,
      JournalReader reader,
      Consumer<JournalRecord> visitor) {
    this.file = file;
    this.channel = channel;
    this.locks = locks;
    this.reader = reader;
    this.visitor = visitor;
  }

  /// Opens a journal, or begins it, and shows what it holds to the visitor.
  ///
  /// @param name of the format, up to 16 letters, at the file's front
  /// @param start where it begins when it is new
  /// @param visitor is shown each record once: those found now, later those of other processes;
  ///   those of this object it is not shown
  /// @throws PlatformException `DATA_FOLDER_CORRUPT`, `STORAGE_FAILED` or `DISK_FULL`
  public static Journal open(
      Path file, String name, JournalPlace start, Consumer<JournalRecord> visitor) {
    return open(file, name, start, visitor, UnaryOperator.identity());
  }

  /// The same over a disk that may fail.
  ///
  /// @param disk what stands between the journal and the file
  public static Journal open(
      Path file,
      String name,
      JournalPlace start,
      Consumer<JournalRecord> visitor,
      UnaryOperator<FileChannel> disk) {
    if (!KeyFiles.exists(file)) {
      KeyFiles.write(file, JournalFormat.header(name, start));
    }
    try {
      // Closed by the journal, or below when there is none.
      FileChannel channel = disk.apply(FileChannel.open(file, READ, WRITE));
      try {
        return over(file, name, visitor, channel);
      } catch (PlatformException | IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw KeyFiles.failed(file, e);
    }
  }

  private static Journal over(
      Path file, String name, Consumer<JournalRecord> visitor, FileChannel channel)
      throws IOException {
    var locks = FileChannel.open(file.resolveSibling(file.getFileName() + ".lock"), CREATE, WRITE);
    try {
      var journal =
          new Journal(file, channel, locks, JournalReader.of(file, channel, name), visitor);
      journal.refresh();
      return journal;
    } catch (PlatformException | IOException e) {
      locks.close();
      throw e;
    }
  }

  /// Reads what other processes wrote.
  public void refresh() {
    lock.lock();
    try {
      if (channel.size() > reader.offset()) {
        reader.readOn(visitor);
      }
    } catch (IOException e) {
      throw KeyFiles.failed(file, e);
    } finally {
      lock.unlock();
    }
  }

  /// Runs something while nobody else writes, after reading what others wrote.
  ///
  /// @throws PlatformException `DATA_FOLDER_LOCKED` when another journal object of this process has
  ///   the lock
  public <T> T exclusively(Supplier<T> work) {
    lock.lock();
    try (FileLock _ = locks.lock()) {
      refresh();
      return work.get();
    } catch (OverlappingFileLockException e) {
      throw Problem.of(ErrorCode.DATA_FOLDER_LOCKED, "path", file).exception(e);
    } catch (IOException e) {
      throw KeyFiles.failed(file, e);
    } finally {
      lock.unlock();
    }
  }

  /// Keeps the lock until the journal is closed, for one that a single process owns.
  ///
  /// @throws PlatformException `DATA_FOLDER_LOCKED` when somebody has it
  public void keepLocked() {
    lock.lock();
    try {
      @Nullable FileLock held = locks.tryLock();
      if (held == null) {
        throw Problem.of(ErrorCode.DATA_FOLDER_LOCKED, "path", file).exception();
      }
      refresh();
    } catch (OverlappingFileLockException e) {
      throw Problem.of(ErrorCode.DATA_FOLDER_LOCKED, "path", file).exception(e);
    } catch (IOException e) {
      throw KeyFiles.failed(file, e);
    } finally {
      lock.unlock();
    }
  }

  /// Writes a record, not yet durable; the caller holds the file's lock.
  ///
  /// @param payload 1 byte to 16 MiB
  /// @return what [#force] waits for
  public Written append(byte[] payload) {
    if (payload.length == 0 || payload.length > JournalFormat.RECORD_SIZE_MAX_BYTES) {
      throw new IllegalArgumentException("a record of " + payload.length + " bytes");
    }
    lock.lock();
    try {
      refuseIfBroken();
      JournalPlace before = reader.place();
      writeBehindTheLast(JournalFormat.record(payload, JournalFormat.link(before.link(), payload)));
      reader.passOver(payload);
      writtenTo = reader.offset();
      trouble = Optional.empty();
      return new Written(before.position(), reader.offset());
    } catch (IOException e) {
      PlatformException failure = KeyFiles.failed(file, e);
      trouble = Optional.of(failure.problem());
      throw failure;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void writeBehindTheLast(byte[] content) throws IOException {
    cutBehindTheLast();
    var bytes = ByteBuffer.wrap(content);
    long at = reader.offset();
    while (bytes.hasRemaining()) {
      int _ = channel.write(bytes, at + bytes.position());
    }
  }

  /// What a writer that died or had no room left behind it.
  @GuardedBy("lock")
  private void cutBehindTheLast() throws IOException {
    if (channel.size() > reader.offset()) {
      var _ = channel.truncate(reader.offset());
    }
  }

  /// Why nothing can be written; empty when it can. After a write that failed the disk is asked
  /// again, by zeros that are taken away at once: what a journal may end in. The caller has the
  /// file's lock.
  public Optional<Problem> trouble() {
    lock.lock();
    try {
      if (broken) {
        return Optional.of(brokenProblem());
      }
      if (trouble.isPresent()) {
        writeBehindTheLast(new byte[ROOM_SIZE_BYTES]);
        cutBehindTheLast();
        trouble = Optional.empty();
      }
    } catch (IOException e) {
      trouble = Optional.of(KeyFiles.failed(file, e).problem());
    } finally {
      lock.unlock();
    }
    return trouble;
  }

  /// A record that was written.
  ///
  /// @param position in the chain
  /// @param end where it ends in the file
  public record Written(long position, long end) {}

  /// Returns once the disk has the record. Whoever waits meanwhile is served by the next forcing,
  /// all of them at once.
  public void force(Written written) {
    forcing.lock();
    try {
      if (forcedTo >= written.end()) {
        return;
      }
      refuseIfBroken();
      long reached = writtenTo;
      channel.force(false);
      forcedTo = reached;
    } catch (IOException e) {
      broken = true;
      throw KeyFiles.failed(file, e);
    } finally {
      forcing.unlock();
    }
  }

  /// Returns once the disk has everything.
  public void forceAll() {
    force(new Written(-1, Long.MAX_VALUE));
  }

  /// Where the next record will be.
  public JournalPlace place() {
    lock.lock();
    try {
      return reader.place();
    } finally {
      lock.unlock();
    }
  }

  /// Where the file begins in its chain.
  public JournalPlace start() {
    lock.lock();
    try {
      return reader.start();
    } finally {
      lock.unlock();
    }
  }

  /// The file's size up to the last whole record.
  public long size() {
    lock.lock();
    try {
      return reader.offset();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      locks.close();
    } catch (IOException e) {
      throw KeyFiles.failed(file, e);
    }
  }

  private void refuseIfBroken() {
    if (broken) {
      throw brokenProblem().exception();
    }
  }

  private Problem brokenProblem() {
    return Problem.of(
        ErrorCode.STORAGE_FAILED, "path", file, "reason", "an earlier forcing of it failed");
  }
}
