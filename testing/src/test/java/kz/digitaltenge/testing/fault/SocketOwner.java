package kz.digitaltenge.testing.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which process a connection on this machine comes from, as Linux tells under `/proc`.
final class SocketOwner {
  private static final int LOCAL_ADDRESS = 1;
  private static final int INODE = 9;

  private SocketOwner() {}

  /// The name of the process whose socket has this local port.
  ///
  /// @param pids of the processes that may be it
  static Optional<String> of(int port, Map<String, Long> pids) throws IOException {
    Optional<String> inode = inode(port);
    if (inode.isPresent()) {
      for (Map.Entry<String, Long> each : pids.entrySet()) {
        if (holds(each.getValue(), "socket:[" + inode.get() + "]")) {
          return Optional.of(each.getKey());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inode(int port) throws IOException {
    String local = ":%04X".formatted(port);
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        List<String> columns = List.of(line.strip().split("\\s+"));
        if (columns.get(LOCAL_ADDRESS).endsWith(local)) {
          return Optional.of(columns.get(INODE));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean holds(long pid, String socket) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return open.anyMatch(file -> socket.equals(target(file)));
    } catch (IOException | UncheckedIOException _) {
      // The process has ended, maybe while its files were listed.
      return false;
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException _) {
      return "closed meanwhile";
    }
  }
}
