package kz.digitaltenge.app.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The file `postmaster.pid`, in which a server says who it is and how far its start has come.
/// After a kill it stays behind.
final class PostmasterFile {
  private static final int PROCESS_LINE = 0;
  private static final int STATUS_LINE = 7;

  private final Path file;

  PostmasterFile(Path data) {
    this.file = data.resolve("postmaster.pid");
  }

  boolean saysReady(long pid) throws IOException {
    List<String> lines = lines();
    return lines.size() > STATUS_LINE
        && lines.get(PROCESS_LINE).strip().equals(String.valueOf(pid))
        && lines.get(STATUS_LINE).strip().equals("ready");
  }

  /// The server that still runs in this folder, whoever started it. Its number may meanwhile belong
  /// to another program.
  Optional<ProcessHandle> runningServer() throws IOException {
    List<String> lines = lines();
    if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,9}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                process.info().command().filter(name -> name.contains("postgres")).isPresent());
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  private List<String> lines() throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
