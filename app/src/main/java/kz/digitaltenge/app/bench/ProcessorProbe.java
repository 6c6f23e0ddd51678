package kz.digitaltenge.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads from the kernel's process folder, `/proc`, how long each thread of this process and each
/// process of its database servers has worked. Linux only; elsewhere every reading is empty.
///
/// A thread that has ended is in no list any more; it counts among [Component#OTHER] by what the
/// process as a whole has spent. A database's process that has ended counts with its parent. See
/// proc(5): `schedstat`, and `stat` where the kernel keeps no such statistics.
final class ProcessorProbe {
  private static final String SERVER = "postgres";
  private static final long NANOS_PER_TICK = 10_000_000;

  /// Places in `stat` behind the process's name, which may contain blanks.
  private static final int USER_TICKS = 11;

  private static final int CHILDREN_TICKS = 13;

  private final Path proc;

  ProcessorProbe(Path proc) {
    this.proc = proc;
  }

  /// Of this system.
  static ProcessorProbe ofThisSystem() {
    return new ProcessorProbe(Path.of("/proc"));
  }

  /// Of this process and the servers that it started.
  ProcessorTime read() {
    List<Long> children =
        ProcessHandle.current().descendants().map(ProcessHandle::pid).sorted().toList();
    return read(ProcessHandle.current().pid(), children);
  }

  /// Of the process and those of its descendants that are a database's.
  ProcessorTime read(long process, List<Long> descendants) {
    Path own = proc.resolve(Long.toString(process));
    Optional<long[]> whole = ticks(own);
    if (whole.isEmpty()) {
      return ProcessorTime.NONE;
    }
    Map<Component, Long> nanos = threads(own);
    long listed = nanos.values().stream().mapToLong(Long::longValue).sum();
    long ended = whole.get()[0] * NANOS_PER_TICK - listed;
    nanos.merge(Component.OTHER, Math.max(0, ended), Long::sum);
    long servers = 0;
    for (long descendant : descendants) {
      servers += server(proc.resolve(Long.toString(descendant)));
    }
    nanos.put(Component.DATABASE, servers);
    return new ProcessorTime(nanos);
  }

  private static Map<Component, Long> threads(Path process) {
    var nanos = new EnumMap<Component, Long>(Component.class);
    try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
      for (Path task : tasks.toList()) {
        String name = text(task.resolve("comm")).orElse("").strip();
        nanos.merge(Component.of(name), nanos(task), Long::sum);
      }
    } catch (IOException e) {
      // The whole process is known all the same.
    }
    return nanos;
  }

  private static long server(Path process) {
    if (!text(process.resolve("comm")).orElse("").startsWith(SERVER)) {
      return 0;
    }
    long children = ticks(process).map(ticks -> ticks[1]).orElse(0L);
    return nanos(process) + children * NANOS_PER_TICK;
  }

  private static long nanos(Path task) {
    long exact =
        text(task.resolve("schedstat"))
            .map(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
            .orElse(0L);
    return exact > 0 ? exact : ticks(task).map(ticks -> ticks[0] * NANOS_PER_TICK).orElse(0L);
  }

  /// Ticks of the process or thread itself, and of those of its children that have ended.
  private static Optional<long[]> ticks(Path task) {
    return text(task.resolve("stat"))
        .map(line -> line.substring(line.lastIndexOf(')') + 2).split(" "))
        .map(
            fields ->
                new long[] {
                  Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]),
                  Long.parseLong(fields[CHILDREN_TICKS])
                      + Long.parseLong(fields[CHILDREN_TICKS + 1])
                });
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file)).filter(text -> !text.isBlank());
    } catch (IOException e) {
      // It has ended meanwhile, or this is not Linux.
      return Optional.empty();
    }
  }
}
