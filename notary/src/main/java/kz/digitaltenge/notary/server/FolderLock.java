package kz.digitaltenge.notary.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;

/// Keeps a second member out of a folder: two would ruin each other's data. The system frees it
/// when the process ends, however it ends.
final class FolderLock implements AutoCloseable {

  private final FileChannel file;

  private FolderLock(FileChannel file) {
    this.file = file;
  }

  static FolderLock on(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel file =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (file.tryLock() != null) {
        return new FolderLock(file);
      }
    } catch (OverlappingFileLockException _) {
      // Held by this very process: answered like any other holder.
    }
    file.close();
    throw Problem.of(ErrorCode.DATA_FOLDER_LOCKED, "path", folder).exception();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
