package kz.digitaltenge.app.platform;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;
import org.jspecify.annotations.Nullable;

/// One process at a time uses a folder. The system frees the lock when the process ends, however it
/// ends.
public final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Takes the lock of a whole network.
  ///
  /// @throws PlatformException `DATA_FOLDER_LOCKED` also when a process runs one role of it
  public static FolderLock takeWhole(DataFolder folder) {
    return takeWhole(folder, List.of());
  }

  /// The same, where a process may run the central bank's core banking system, now or later. Then
  /// [#markApart(DataFolder)] says so.
  ///
  /// @throws PlatformException `DATA_FOLDER_LOCKED`
  public static FolderLock takeAllButCoreBanking(DataFolder folder) {
    return takeWhole(folder, List.of(DataFolder.lock(folder.coreBanking())));
  }

  /// Lets others run the central bank's core banking system while the whole network is locked.
  public static FolderLock markApart(DataFolder folder) {
    return take(folder.coreBankingApart());
  }

  private static FolderLock takeWhole(DataFolder folder, List<Path> apart) {
    FolderLock whole = take(folder.lock());
    boolean shared =
        folder.locks().stream()
            .filter(lock -> !lock.equals(folder.lock()) && !apart.contains(lock))
            .anyMatch(FolderLock::isHeld);
    if (shared) {
      whole.close();
      throw Problem.of(ErrorCode.DATA_FOLDER_LOCKED, "path", folder).exception();
    }
    return whole;
  }

  /// Takes the lock of one role's place.
  ///
  /// @throws PlatformException `DATA_FOLDER_LOCKED` also when a process runs the whole network, and
  ///   this role with it
  public static FolderLock takeRole(DataFolder folder, Path place) {
    FolderLock role = take(DataFolder.lock(place));
    boolean isApart = place.equals(folder.coreBanking()) && isHeld(folder.coreBankingApart());
    if (isHeld(folder.lock()) && !isApart) {
      role.close();
      throw Problem.of(ErrorCode.DATA_FOLDER_LOCKED, "path", folder).exception();
    }
    return role;
  }

  /// Takes the lock and writes this process's number into the file, for people.
  ///
  /// @throws PlatformException `DATA_FOLDER_LOCKED` when another holds it
  public static FolderLock take(Path file) {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel, false) == null) {
        channel.close();
        throw Problem.of(ErrorCode.DATA_FOLDER_LOCKED, "path", folder).exception();
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(US_ASCII)));
      return new FolderLock(channel);
    } catch (IOException e) {
      throw Files.isDirectory(folder) && !Files.isWritable(folder)
          ? Problem.of(
                  ErrorCode.STORAGE_FAILED, "path", folder, "reason", "this user may not write")
              .exception(e)
          : StorageProblems.of(folder, e).exception(e);
    }
  }

  /// Whether a process holds the lock now. Who only looks holds it for a moment beside others that
  /// look, so that roles may start at the same moment; that is so between processes. Not for a lock
  /// of this very process, which a look may free.
  public static boolean isHeld(Path file) {
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return locked(channel, true) == null;
    } catch (IOException e) {
      throw StorageProblems.of(file, e).exception(e);
    }
  }

  private static @Nullable FileLock locked(FileChannel channel, boolean shared) throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException _) {
      // Held by this very process.
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw StorageProblems.of(Path.of("lock"), e).exception(e);
    }
  }
}
