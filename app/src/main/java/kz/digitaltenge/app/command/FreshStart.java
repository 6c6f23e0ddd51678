package kz.digitaltenge.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.platform.FolderLock;
import kz.digitaltenge.app.platform.StorageProblems;
import kz.digitaltenge.node.operator.TypedText;

/// Empties a data folder. A folder that holds anything which no network made is left alone: a
/// typing error in `--data` must not cost somebody's files.
final class FreshStart {
  private static final List<String> OURS =
      List.of(
          "lock",
          "authority",
          "banks",
          "clock",
          "id-centre",
          "key-module",
          "parameters",
          "operator",
          "officers",
          "core-banking",
          "nodes",
          "notary",
          "participants",
          "observer",
          "postgres",
          "log");

  /// A file that a kill left half written beside the one it was to become.
  private static final Pattern UNFINISHED = Pattern.compile("\\d*\\.new$");

  private FreshStart() {}

  static void empty(DataFolder folder) {
    if (!Files.exists(folder.root())) {
      return;
    }
    try {
      requireOurs(folder);
      try (FolderLock _ = FolderLock.takeWhole(folder)) {
        for (Path entry : entries(folder)) {
          if (!entry.equals(folder.lock())) {
            delete(entry);
          }
        }
      }
    } catch (IOException e) {
      throw StorageProblems.of(folder.root(), e).exception(e);
    }
  }

  /// Before the lock, which would be one more file in somebody's folder.
  private static void requireOurs(DataFolder folder) throws IOException {
    for (Path entry : entries(folder)) {
      if (!OURS.contains(UNFINISHED.matcher(entry.getFileName().toString()).replaceFirst(""))) {
        throw TypedText.malformed(
            "--data",
            "%s holds %s, which is not of a network; nothing was deleted"
                .formatted(folder, entry.getFileName()));
      }
    }
  }

  private static List<Path> entries(DataFolder folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder.root())) {
      return entries.toList();
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
