package kz.digitaltenge.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A folder on a disk of its own that a test can fill. Takes root.
final class SmallDisk implements AutoCloseable {
  private static final String SIZE = "96m";

  private final Path folder;
  private final boolean mounted;

  private SmallDisk(Path folder, boolean mounted) {
    this.folder = folder;
    this.mounted = mounted;
  }

  /// Mounts a disk at a folder; without root the folder stays what it is.
  static SmallDisk at(Path folder) {
    try {
      Files.createDirectories(folder);
      String option = "size=" + SIZE;
      return new SmallDisk(
          folder, succeeds("mount", "-t", "tmpfs", "-o", option, "tmpfs", folder.toString()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  boolean isMounted() {
    return mounted;
  }

  void fill() throws IOException {
    var block = new byte[4096];
    try (var out = Files.newOutputStream(ballast(), StandardOpenOption.CREATE_NEW)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  void empty() throws IOException {
    Files.delete(ballast());
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  private static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (mounted) {
      var _ = succeeds("umount", "-l", folder.toString());
    }
  }
}
