package kz.digitaltenge.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A folder that lives as long as a measurement.
final class BenchFolder {
  private BenchFolder() {}

  /// Deletes the folder and everything in it.
  static void delete(Path folder) throws IOException {
    empty(folder);
    Files.deleteIfExists(folder);
  }

  /// Deletes everything in the folder.
  static void empty(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!each.equals(folder)) {
          Files.deleteIfExists(each);
        }
      }
    }
  }
}
