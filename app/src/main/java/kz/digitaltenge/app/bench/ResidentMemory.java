package kz.digitaltenge.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What this process and its children, the database's processes among them, hold in memory.
///
/// On Linux it is the proportional set size, so that pages which the database's processes share are
/// counted once; where the kernel does not tell it, the resident size of the JVM alone.
final class ResidentMemory {
  private static final long KIB_PER_MIB = 1_024;

  private ResidentMemory() {}

  static long mib() {
    Stream<ProcessHandle> processes =
        Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants());
    return processes.mapToLong(process -> kib(process.pid())).sum() / KIB_PER_MIB;
  }

  private static long kib(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
          .sum();
    } catch (IOException e) {
      // The process has ended, or this is not Linux.
      return 0;
    }
  }
}
