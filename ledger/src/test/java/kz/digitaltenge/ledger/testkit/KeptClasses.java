package kz.digitaltenge.ledger.testkit;

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

/// The classes of processes that tests start, kept as the virtual machine starts fastest from them:
/// such a process lives for seconds, and half of what it costs is to load and verify classes.
///
/// They are made once a build, by whoever needs them first: folders of classes become jars, which
/// is what the virtual machine can keep, and a rehearsal is played, a program that does what those
/// processes do. Where that fails, processes start as they would without.
public final class KeptClasses {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path folder;
  private final Path archive;
  private final List<String> flags;
  private final String classPath;

  private KeptClasses(Path folder, List<String> flags, String classPath) {
    this.folder = folder;
    this.archive = folder.resolve("kept.aot");
    this.flags = List.copyOf(flags);
    this.classPath = classPath;
  }

  /// Those of this very build, with the class path of this process; another process that tests
  /// makes them meanwhile, or they are there.
  ///
  /// @param home a folder for nothing else
  /// @param flags of the virtual machine that all these processes have
  /// @param rehearsal whose `main` takes a folder that is not there yet, and ends its process with
  ///   0
  public static KeptClasses of(Path home, List<String> flags, Class<?> rehearsal) {
    List<Path> entries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .filter(Files::exists)
            .toList();
    try {
      Path absolute = home.toAbsolutePath();
      Path folder = absolute.resolve(fingerprint(entries, flags));
      Files.createDirectories(absolute);
      Path lockFile = absolute.resolve("lock");
      try (FileChannel lock =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = lock.lock()) {
        Path ready = folder.resolve("ready");
        if (!Files.exists(ready)) {
          // What earlier builds left.
          clear(absolute, List.of(absolute, lockFile));
          Files.createDirectories(folder);
          var made = new KeptClasses(folder, flags, jars(entries, folder));
          made.rehearse(rehearsal);
          Files.writeString(ready, made.classPath);
        }
        return new KeptClasses(folder, flags, Files.readString(ready));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The command that starts a class in a process of its own; its arguments follow.
  ///
  /// @param more flags of this process alone
  public List<String> command(List<String> more, Class<?> main) {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(more);
    line.addAll(flags);
    if (Files.exists(archive)) {
      line.addAll(List.of("-XX:AOTCache=" + archive, "-Xlog:aot*=off", "-Xlog:cds*=off"));
    }
    line.addAll(List.of("-cp", classPath, main.getName()));
    return line;
  }

  private void rehearse(Class<?> rehearsal) throws IOException {
    List<String> line = command(List.of("-XX:AOTCacheOutput=" + archive), rehearsal);
    Path played = folder.resolve("played");
    line.add(played.toString());
    Path log = folder.resolve("rehearsal.log");
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        // The database server is a process of its own.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        Files.deleteIfExists(archive);
        System.err.println("Processes of tests start slowly; why is in " + log);
      } else {
        clear(played, List.of());
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

  /// Changes with any class and any flag.
  private static String fingerprint(List<Path> entries, List<String> flags) throws IOException {
    var told = new StringBuilder(String.join(" ", flags));
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

  private static void clear(Path root, List<Path> but) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!but.contains(each)) {
          Files.delete(each);
        }
      }
    }
  }
}
