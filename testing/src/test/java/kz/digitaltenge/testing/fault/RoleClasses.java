package kz.digitaltenge.testing.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.digitaltenge.ledger.crypto.Hash;

/// The classes of processes of roles, kept as the virtual machine starts fastest from them: a
/// process of a role lives for seconds, and half of what it costs is to load and verify classes.
///
/// They are made once a build, by whoever needs them first: folders of classes become jars, which
/// is what the virtual machine can keep, and [RoleRehearsal] is played. Where that fails, processes
/// start as they would without.
final class RoleClasses {
  private static final Path HOME = Path.of("target", "roles").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> FLAGS =
      List.of(
          "-Xmx160m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true");

  private final Path folder;
  private final Path archive;
  private final String classPath;

  private RoleClasses(Path folder, String classPath) {
    this.folder = folder;
    this.archive = folder.resolve("roles.aot");
    this.classPath = classPath;
  }

  /// The command that starts a class of the tests in a process of its own; its arguments follow.
  static List<String> command(List<String> flags, Class<?> main) {
    return Once.CLASSES.line(flags, main);
  }

  private static final class Once {
    static final RoleClasses CLASSES = prepared();
  }

  private List<String> line(List<String> flags, Class<?> main) {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(flags);
    line.addAll(FLAGS);
    if (Files.exists(archive)) {
      line.addAll(List.of("-XX:AOTCache=" + archive, "-Xlog:aot*=off", "-Xlog:cds*=off"));
    }
    line.addAll(List.of("-cp", classPath, main.getName()));
    return line;
  }

  /// Those of this very build; another process that tests makes them meanwhile, or they are there.
  private static RoleClasses prepared() {
    List<Path> entries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .filter(Files::exists)
            .toList();
    try {
      Path folder = HOME.resolve(fingerprint(entries));
      Files.createDirectories(HOME);
      try (FileChannel lock =
              FileChannel.open(
                  HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = lock.lock()) {
        Path ready = folder.resolve("ready");
        if (!Files.exists(ready)) {
          // What earlier builds left.
          clear(HOME);
          Files.createDirectories(folder);
          var made = new RoleClasses(folder, jars(entries, folder));
          made.rehearse();
          Files.writeString(ready, made.classPath);
        }
        return new RoleClasses(folder, Files.readString(ready));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void rehearse() throws IOException {
    List<String> line = line(List.of("-XX:AOTCacheOutput=" + archive), RoleRehearsal.class);
    Path network = folder.resolve("network");
    line.add(network.toString());
    Path log = folder.resolve("rehearsal.log");
    Process rehearsal =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      boolean ended = rehearsal.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (!ended || rehearsal.exitValue() != 0) {
        // The database server is a process of its own.
        rehearsal.descendants().forEach(ProcessHandle::destroyForcibly);
        rehearsal.destroyForcibly().waitFor();
        Files.deleteIfExists(archive);
        System.err.println("Processes of roles start slowly; why is in " + log);
      } else {
        clear(network);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The class path with a jar in place of each folder.
  private static String jars(List<Path> entries, Path folder) {
    var jars = new ArrayList<Path>();
    for (Path entry : entries) {
      jars.add(Files.isDirectory(entry) ? jar(entry, folder, jars.size()) : entry);
    }
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static Path jar(Path classes, Path folder, int number) {
    Path jar = folder.resolve(number + ".jar");
    int status =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(System.out, System.err, "-c0f", jar.toString(), "-C", classes.toString(), ".");
    if (status != 0) {
      throw new IllegalStateException("%s cannot be put into a jar".formatted(classes));
    }
    return jar;
  }

  /// Changes with any class.
  private static String fingerprint(List<Path> entries) throws IOException {
    var told = new StringBuilder();
    for (Path entry : entries) {
      try (Stream<Path> files = Files.walk(entry)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          told.append(
              "%s %d %s%n".formatted(file, Files.size(file), Files.getLastModifiedTime(file)));
        }
      }
    }
    return Hash.sha256(told.toString().getBytes(UTF_8)).hex().substring(0, 16);
  }

  /// All but the lock.
  private static void clear(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!each.equals(HOME) && !each.equals(HOME.resolve("lock"))) {
          Files.delete(each);
        }
      }
    }
  }
}
