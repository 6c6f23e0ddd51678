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
  private static final int REMOTE_ADDRESS = 2;
  private static final int INODE = 9;

  private SocketOwner() {}

  /// The name of the process whose socket has these two ports. The local one alone does not tell:
  /// the kernel gives it to several sockets at once when they go to different places, and a closed
  /// one keeps it for a minute.
  ///
  /// @param pids of the processes that may be it
  static Optional<String> of(int local, int remote, Map<String, Long> pids) throws IOException {
    Optional<String> inode = inode(local, remote);
    if (inode.isPresent()) {
      for (Map.Entry<String, Long> each : pids.entrySet()) {
        if (holds(each.getValue(), "socket:[" + inode.get() + "]")) {
          return Optional.of(each.getKey());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inode(int localPort, int remotePort) throws IOException {
    String local = ":%04X".formatted(localPort);
    String remote = ":%04X".formatted(remotePort);
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        List<String> columns = List.of(line.strip().split("\\s+"));
        if (columns.get(LOCAL_ADDRESS).endsWith(local)
            && columns.get(REMOTE_ADDRESS).endsWith(remote)) {
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
