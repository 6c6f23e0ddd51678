package kz.digitaltenge.trust;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.PlatformException;
import kz.digitaltenge.api.error.Problem;

/// Small files that hold secrets: readable by their owner alone, and after a crash either as before
/// or as after.
public final class KeyFiles {
  private static final int SIZE_MAX_BYTES = 1 << 20;
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private KeyFiles() {}

  public static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder, attribute(folder, OWNER_FOLDER));
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  public static boolean exists(Path file) {
    return Files.exists(file);
  }

  /// How a file looks without being read: another stamp after each [#write], and one of its own
  /// when there is no file or it cannot be looked at.
  public static String stamp(Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return "%s %d %s"
          .formatted(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    } catch (IOException e) {
      return e.getClass().getSimpleName();
    }
  }

  /// Written beside, synced and renamed; the folder is synced too, for the name is kept there.
  public static void write(Path file, byte[] content) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      var options = EnumSet.of(CREATE_NEW, WRITE);
      try (var channel = FileChannel.open(fresh, options, attribute(file, OWNER_FILE))) {
        var bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      syncFolderOf(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /// Gone when this returns, also after a crash.
  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
      syncFolderOf(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /// Reads a whole file, unless others may read it too.
  ///
  /// @throws PlatformException `KEY_FILE_MISSING`, `KEY_FILE_OPEN_TO_OTHERS` or `STORAGE_FAILED`
  public static byte[] read(Path file) {
    return read(file, true);
  }

  /// Reads a whole file that holds nothing secret.
  ///
  /// @throws PlatformException `KEY_FILE_MISSING` or `STORAGE_FAILED`
  public static byte[] readPublic(Path file) {
    return read(file, false);
  }

  private static byte[] read(Path file, boolean isSecret) {
    try {
      if (isSecret) {
        refuseIfOpenToOthers(file);
      }
      if (Files.size(file) > SIZE_MAX_BYTES) {
        throw corrupt(file, "it is larger than any key");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw Problem.of(ErrorCode.KEY_FILE_MISSING, "path", file).exception(e);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  public static PlatformException corrupt(Path file, String reason) {
    return Problem.of(ErrorCode.KEY_FILE_CORRUPT, "path", file, "reason", reason).exception();
  }

  public static PlatformException corrupt(Path file, Exception cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return Problem.of(ErrorCode.KEY_FILE_CORRUPT, "path", file, "reason", reason).exception(cause);
  }

  /// `DATA_FOLDER_CORRUPT`, of a file without secrets.
  public static PlatformException damaged(Path file, String reason) {
    return Problem.of(ErrorCode.DATA_FOLDER_CORRUPT, "path", file, "reason", reason).exception();
  }

  public static PlatformException ofOtherNetwork(Path place) {
    return Problem.of(ErrorCode.DATA_OF_OTHER_NETWORK, "path", place).exception();
  }

  private static void refuseIfOpenToOthers(Path file) throws IOException {
    if (!isPosix(file)) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.stream().anyMatch(OTHERS::contains)) {
      throw Problem.of(
              ErrorCode.KEY_FILE_OPEN_TO_OTHERS,
              "path",
              file,
              "permissions",
              PosixFilePermissions.toString(permissions))
          .exception();
    }
  }

  /// Makes a new name in a folder as durable as the file behind it.
  public static void syncFolderOf(Path file) throws IOException {
    try (var folder = FileChannel.open(file.toAbsolutePath().getParent(), READ)) {
      folder.force(true);
    }
  }

  private static FileAttribute<?>[] attribute(Path near, Set<PosixFilePermission> permissions) {
    return isPosix(near)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /// `DISK_FULL` or `STORAGE_FAILED`.
  public static PlatformException failed(Path path, IOException cause) {
    String reason = String.valueOf(cause.getMessage());
    boolean full = reason.toLowerCase(Locale.ROOT).contains("no space left");
    return full
        ? Problem.of(ErrorCode.DISK_FULL, "path", path).exception(cause)
        : Problem.of(ErrorCode.STORAGE_FAILED, "path", path, "reason", reason).exception(cause);
  }
}
